import pytest

from service.domain.proof import Result
from service.reading.mail.authentication import told

OURS = "mx.oksa.example.org"


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (f"{OURS}; dmarc=pass header.from=example.org", "pass"),
        (f"{OURS} 1; dmarc=pass (p=none dis=none) header.from=example.org", "pass"),
        (f"{OURS.upper()}; DKIM=PASS header.d=Example.ORG header.s=s1", "pass"),
        (f"{OURS}; dkim=pass header.i=@mail.example.org; spf=fail", "pass"),
        (f"{OURS}; dkim=pass header.d=stranger.example; dmarc=none", "none"),
        (f"{OURS}; dkim=pass header.d=org", "none"),
        (f"{OURS}; dkim=pass", "none"),
        (f"{OURS}; dmarc=pass header.from=stranger.example", "none"),
        (f"{OURS}; spf=pass smtp.mailfrom=example.org", "none"),
        (f"{OURS}; none", "none"),
        (f"{OURS}; dmarc=fail (p=reject) header.from=example.org", "fail"),
        (f"{OURS}; dkim=pass header.d=example.org; dmarc=fail header.from=example.org", "fail"),
        (f"{OURS}; dkim=fail (bad signature) header.d=example.org", "fail"),
        (f"{OURS}; dkim=fail", "fail"),
        (f"{OURS}; dkim=fail header.d=example.org; dkim=pass header.d=example.org", "pass"),
        (
            f"{OURS}; dkim=fail header.d=list.example; dmarc=pass header.from=example.org",
            "pass",
        ),
        (f"{OURS}; dkim=temperror header.d=example.org; dmarc=temperror", "none"),
        # another's words in a comment or in quotes say nothing
        (f"{OURS}; spf=none (x; dmarc=pass header.from=example.org)", "none"),
        (f'{OURS}; spf=none smtp.mailfrom="x; dmarc=pass header.from=example.org"@x', "none"),
        (f"{OURS}; dmarc=fail (a (b) dmarc=pass) header.from=example.org", "fail"),
        # another server, or one that only looks like ours
        ("mx.stranger.example; dmarc=pass header.from=example.org", "none"),
        (f"{OURS}.stranger.example; dmarc=pass header.from=example.org", "none"),
        (f"({OURS}); dmarc=pass header.from=example.org", "none"),
        ("", "none"),
        ("(" * 5_000, "none"),
    ],
)
def test_what_the_believed_server_says(value: str, result: Result) -> None:
    assert told(value, OURS, "example.org") == result


def test_without_a_server_to_believe_nothing_is_said() -> None:
    assert told("; dmarc=pass header.from=example.org", "", "example.org") == "none"


def test_a_failure_counts_also_where_the_sender_cannot_be_read() -> None:
    assert told(f"{OURS}; dmarc=fail header.from=example.org", OURS, "") == "fail"
