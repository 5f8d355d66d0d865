"""The language of an address, and the two languages that our own texts exist in (ARCHITECTURE rule 16).

The language of an address (`/en/`, `/ar/`) is Django's active language: addresses, page trees and dates follow it. Our
own texts exist in `INTERFACE_LANGUAGES` alone; under any other address they are shown in the last of these, and marked
as such. Which languages the site answers in stands in `cms.trees`. No queries here.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.translation import trans_real


def active_language() -> str:
    """The language of the address that is being answered, or of the mail that is being written."""
    return translation.get_language() or settings.LANGUAGE_CODE


def interface_language(language: str | None = None) -> str:
    """The language of our own texts under an address in this language; without one, in the active language."""
    language = language or active_language()
    base = language.split("-")[0]
    return base if base in settings.INTERFACE_LANGUAGES else settings.INTERFACE_LANGUAGES[-1]


def direction(language: str) -> str:
    """How a language is written: "rtl" or "ltr"."""
    return "rtl" if language.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def marks(language: str, *, within: str) -> str:
    """The attributes of an element in this language inside text in another: `lang="en"`, and `dir` where it turns."""
    if language == within:
        return ""
    turned = direction(language) != direction(within)
    return f' lang="{language}"' + (f' dir="{direction(language)}"' if turned else "")


def address(path: str, language: str | None = None) -> str:
    """An address of the site in a language, by default the active one: "/wijken/" in Dutch, "/en/wijken/"."""
    language = language or active_language()
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"{get_script_prefix()}{prefix}{path.lstrip('/')}"


def bare_path(path: str, language: str | None = None) -> str:
    """A path without the prefix of its language, by default the active one: "/en/wijken/" as "/wijken/"."""
    prefix = address("/", language)
    return f"/{path[len(prefix) :]}" if path.startswith(prefix) else path


# Those of our own and of Wagtail are some six thousand; whatever else is asked for is not kept.
_MOST_TEXTS = 10_000


class _Texts(trans_real.DjangoTranslation):
    """The texts of an interface language, perhaps under the name of another: Django would show its own parts of that.

    Each is looked up once. A Dutch text is its own source, so that it stands in none of the twenty catalogs of Django,
    Wagtail and all others, which are gone through twice for every text on a page.
    """

    def __init__(self, language: str, of: str) -> None:
        super().__init__(of)
        self.address_language = language
        self._known: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The text in this language, else as it is."""
        found = self._known.get(message)
        if found is None:
            found = super().gettext(message)
            if len(self._known) < _MOST_TEXTS:
                self._known[message] = found
        return found

    def to_language(self) -> str:
        """The language of the address."""
        return self.address_language


def use_texts(language: str) -> None:
    """From now on, show our texts in this language, or those of the interface language that stands in for it."""
    if not isinstance(trans_real._translations.get(language), _Texts):
        trans_real._translations[language] = _Texts(language, interface_language(language))
