"""Where this service lives: what every letter and link needs to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """The addresses that letters and links are made of.

    `base_url` has no slash at its end; `secret` is the key of all tokens and `key_id`
    its name, one lower-case letter that begins every token. `authserv_id` is the server
    whose Authentication-Results are believed, empty for none; never on a mail that came by
    SMTP from anyone (`open_door`). `verify_dkim` says that we look up signatures' keys; with
    a `dkim_selector` our letters are signed by `dkim_key`, a PEM.
    `mark_invitations` says that calendar letters, too, are marked as a machine's (D1).
    """

    base_url: str
    mail_domain: str
    sender_address: str
    secret: bytes
    key_id: str = "a"
    authserv_id: str = ""
    open_door: bool = False
    verify_dkim: bool = False
    dkim_selector: str = ""
    dkim_key: bytes = b""
    mark_invitations: bool = True
