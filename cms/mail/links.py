"""Links in mails: ours from BASE_URL, none from what residents wrote (faults 31 and 40, ARCHITECTURE 11 and 17)."""

import re
import unicodedata
from urllib.parse import unquote

from django.conf import settings


class Link(str):
    """A full address of our own, the only text that may stay a link in a mail."""

    __slots__ = ()


def absolute(path: str) -> Link:
    """The full address of a path of the site, such as "/privacy/".

    Raises:
        ValueError: when it is not a path from the root, so that no other host can slip in.
    """
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(sign.isspace() for sign in path):
        raise ValueError("a path of the site begins with one slash and has no spaces")
    return Link(f"{settings.BASE_URL}{path}")


# Characters that look like a full stop, or that browsers take for one in a host name.
_DOTS = str.maketrans(dict.fromkeys("\u2024\u3002\uff0e\uff61\u0701\u0702\u0660\u06d4", "."))
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r":(?=//|\\\\)")
_BARE_SCHEME = re.compile(r"(?i)\b(mailto|tel|sms|callto|javascript|data|vbscript|file|ftps?|https?):(?=\S)")
_DOMAIN_DOT = re.compile(r"(?<=[\w-])\.(?=[^\W\d_]{2})")
_IP_ADDRESS = re.compile(r"\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b")
_AT = re.compile(r"(?<=\S)@(?=\S)")


def _decoded(text: str) -> str:
    """Percent-encoding taken off, however often it was put on."""
    for _turn in range(20):
        bare = unquote(text)
        if bare == text:
            break
        text = bare
    return text


def _broken(word: str) -> str:
    """The word with a space wherever a mail reader would see the middle of a link."""
    word = _SCHEME.sub(": ", word)
    word = _BARE_SCHEME.sub(r"\1: ", word)
    word = _IP_ADDRESS.sub(r"\1. \2. \3. \4", word)
    word = _DOMAIN_DOT.sub(". ", word)
    return _AT.sub(" @ ", word)


def no_links(text: str) -> str:
    """Plain text that no mail reader turns into a link: addresses, domains and e-mail addresses get spaces in them.

    Look-alike dots, full-width letters, invisible characters and (repeated) percent-encoding are seen through.
    Words without anything like a link stay as they were. Doing it twice changes nothing more.
    """
    text = _CONTROL.sub("", _DIRECTION.sub("", text))
    words = re.split(r"(\s+)", text)
    for index, word in enumerate(words):
        plain = unicodedata.normalize("NFKC", _decoded(word).translate(_DOTS)).translate(_DOTS)
        plain = _CONTROL.sub("", _INVISIBLE.sub("", plain))
        broken = _broken(plain)
        if broken != plain:
            words[index] = broken
    return "".join(words)
