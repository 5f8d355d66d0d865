"""Hashes and ciphers for personal data, with keys derived from DATA_KEY, one for each purpose.

DATA_KEY stands apart from SECRET_KEY, so that a new SECRET_KEY does not make stored contact data unreadable.
A hash for one purpose can't be matched with the hash of the same value for another.
"""

import base64
import contextlib
import hashlib
import hmac
import unicodedata
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from django.conf import settings


class Unreadable(ValueError):
    """Stored text that was not written with this DATA_KEY, or was changed since."""


@lru_cache(maxsize=64)
def _derived(master: str, info: str) -> bytes:
    """32 bytes that belong to one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"wijkplein:{info}".encode()).derive(
        master.encode()
    )


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA256 of a value as 64 hexadecimal digits. Normalise the value first: what differs, hashes differently."""
    key = _derived(settings.DATA_KEY, f"hash:{purpose}")
    return hmac.new(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(settings.DATA_KEY, "encrypt")))


def encrypt(text: str) -> str:
    """Text as ciphertext that differs at every call (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text of `encrypt`.

    Raises:
        Unreadable: when DATA_KEY is another one or the ciphertext was changed.
    """
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("text can't be read with this DATA_KEY") from None


def normalise_email(text: str) -> str:
    """An e-mail address in the one form in which it is compared and hashed.

    Trimmed, NFKC, capitals gone, the domain in ASCII ("müller.nl" is "xn--mller-kva.nl"). Dots and "+label" stay:
    to most hosts they make another mailbox. It does not say whether the address is valid.
    """
    address = unicodedata.normalize("NFKC", text or "").strip().casefold()
    local, at, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):  # no domain that DNS could hold: compared as it was typed
        domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"
