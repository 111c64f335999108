"""The SMTP door's certificate for STARTTLS, read again when its files change."""

import logging
import ssl
from pathlib import Path

from service.setting_values import BadSetting

log = logging.getLogger(__name__)


class Certificate:
    """A certificate and its key, which others renew while the door is open."""

    def __init__(self, cert: str, key: str) -> None:
        """Read both. Raises BadSetting; without `key`, the certificate's file holds it, too."""
        if key and not cert:
            raise BadSetting("OKSA_SMTP_CERT is not set, and OKSA_SMTP_KEY is of no use without it")
        self.cert, self.key = Path(cert), Path(key or cert)
        self.seen = self._changed_at()
        self.read = _read(self.cert, self.key)

    def context(self) -> ssl.SSLContext:
        """Return what a connection is secured with: the files as they are now, if they fit."""
        try:
            seen = self._changed_at()
            if seen != self.seen:
                self.read, self.seen = _read(self.cert, self.key), seen
        except BadSetting as wrong:
            log.error("the certificate before is kept: %s", wrong)
        return self.read

    def _changed_at(self) -> tuple[int, int]:
        return _changed_at("OKSA_SMTP_CERT", self.cert), _changed_at("OKSA_SMTP_KEY", self.key)


def _changed_at(name: str, path: Path) -> int:
    try:
        with path.open("rb"):
            return path.stat().st_mtime_ns
    except OSError as wrong:
        raise BadSetting(f"{name}: cannot read {path}: {wrong.strerror}") from wrong


def _read(cert: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key, password="")  # else OpenSSL asks for one
    except ssl.SSLError as wrong:
        why = "do not belong together" if "MISMATCH" in str(wrong.reason) else "cannot be used"
        raise BadSetting(
            f"OKSA_SMTP_CERT, OKSA_SMTP_KEY: {cert} and {key} {why} ({wrong.reason or 'no PEM'})"
        ) from wrong
    return context
