"""The trees of pages, one for each language that the site answers in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from wagtail.models import Locale, Page, Site

from cms.languages import use_texts

# With a number that goes up when `Tree` changes: a process of the release before may have filled the cache.
_KEY = "cms.trees.2"
# Another process learns of a new language after this many seconds at most; the one that made it, at once.
_KEPT_S = 10


@dataclass(frozen=True)
class Tree:
    """The pages of one language: its home page by number, tree address and type, and whether that is translated."""

    language: str
    home_id: int
    home_path: str
    is_translated: bool
    home_type_id: int


@dataclass(frozen=True)
class Elsewhere:
    """The same page in another language, and whether its text is translated or a copy."""

    pk: int
    is_translated: bool


def trees() -> dict[str, Tree]:
    """The languages that the site answers in, the default one first; no query while the cache knows them."""
    found = cache.get(_KEY)
    if found is None:
        found = _read()
        cache.set(_KEY, found, _KEPT_S)
    return found


def _read() -> dict[str, Tree]:
    """Each language with a live home page: one that was only made in the admin has nothing to show yet."""
    home = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    pages = Page.objects.filter(translation_key__in=home, live=True)
    rows = pages.values_list("locale__language_code", "pk", "url_path", "alias_of_id", "content_type_id")
    known = {code: Tree(code, pk, path, alias_of is None, kind) for code, pk, path, alias_of, kind in rows}
    return {code: known[code] for code in dict(settings.LANGUAGES) if code in known}


def _forget(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Locale | Site) or (isinstance(instance, Page) and instance.depth == 2):
        cache.delete(_KEY)


# Of every model, since a home page is saved as what it is: a subclass of Page that the upper floors may add.
post_save.connect(_forget, dispatch_uid="cms.trees")
post_delete.connect(_forget, dispatch_uid="cms.trees")


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language of a request is that of its address, never of a cookie or a browser's setting.

    A prefix of a language that has no home page is no language, so that nothing answers there.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the address."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        if language != settings.LANGUAGE_CODE and language not in trees():
            language = settings.LANGUAGE_CODE
        use_texts(language)
        translation.activate(language)
        request.LANGUAGE_CODE = language
