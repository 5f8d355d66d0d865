"""What a page says of languages: its own, that of its parts, and where it can be read in another one.

Read by `base.html` through {% page_languages %}. Costs no query on a page that was reached by its address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from wagtail.models import Page

from cms.languages import active_language, address, bare_path, direction, interface_language, marks
from cms.trees import Elsewhere, trees

PAGES = "wagtail_serve"


@dataclass(frozen=True)
class Link:
    """The same page, or else the home page, in another language."""

    language: str
    name: str
    url: str
    direction: str


@dataclass(frozen=True)
class PageLanguages:
    """The language of a page (`html`), of the text in `<main>`, and of our own texts around it (`interface`)."""

    html: str
    main: str
    interface: str
    is_partly_translated: bool = False
    switch: tuple[Link, ...] = ()
    # Language (or "x-default") and full address, for search engines; none where there is no translation.
    alternates: tuple[tuple[str, str], ...] = ()

    @property
    def html_direction(self) -> SafeString:
        """The `dir` of `<html>`, where the page is written from right to left."""
        return _safe(' dir="rtl"' if direction(self.html) == "rtl" else "")

    @property
    def main_marks(self) -> SafeString:
        """The attributes of `<main>`: where its text is in another language than the page."""
        return _safe(marks(self.main, within=self.html))

    @property
    def interface_marks(self) -> SafeString:
        """The attributes of a part with our own texts: where these are in another language than the page."""
        return _safe(marks(self.interface, within=self.html))

    @property
    def notice_marks(self) -> SafeString:
        """The same for our own text within `<main>`."""
        return _safe(marks(self.interface, within=self.main))

    @property
    def is_untranslated(self) -> bool:
        """Whether somebody reads the text of another language under this address."""
        return self.main != self.html


def _safe(attributes: str) -> SafeString:
    return mark_safe(attributes)  # noqa: S308 (language codes of the settings)


def page_languages(context: dict[str, Any]) -> PageLanguages:
    """The languages of the page that is being rendered with this context."""
    request = context.get("request")
    active = active_language()
    interface = interface_language(active)
    page = _page(request, context)
    is_own_address = page is not None and _is_at(page, request)
    source = page.untranslated_from if is_own_address else ""
    html = active if is_own_address and not source else interface
    if not _is_found(request):
        return PageLanguages(html=html, main=source or html, interface=interface)
    return PageLanguages(
        html=html,
        main=source or html,
        interface=interface,
        is_partly_translated=active != settings.LANGUAGE_CODE and is_own_address and page.is_partly_translated,
        switch=_switch(request, page, active),
        alternates=() if source else _alternates(context.get("canonical_url", ""), page, active),
    )


def _is_found(request: HttpRequest | None) -> bool:
    """Whether an address of the site was asked for: not in a preview, nor where the answer is an error of ours."""
    return getattr(request, "resolver_match", None) is not None


def _is_page(request: HttpRequest) -> bool:
    return request.resolver_match.view_name == PAGES


def _page(request: HttpRequest | None, context: dict[str, Any]) -> Any:
    """The page behind an address, also where a view below it renders a template of its own; none for a 404."""
    page = context.get("page")
    if _is_found(request) and _is_page(request) and "exception" not in context:
        page = Page.find_for_request(request, "".join(request.resolver_match.args))
    return page if hasattr(type(page), "elsewhere") else None


def _is_at(page: Any, request: HttpRequest) -> bool:
    """Whether this is the page itself, and no address below it such as a plan's."""
    return not _is_found(request) or page.url_path.endswith(bare_path(request.path))


def _switch(request: HttpRequest, page: Any, active: str) -> tuple[Link, ...]:
    """For each other language this page in it, or else its home page, where that says something in it."""
    query = request.META.get("QUERY_STRING", "")
    here = bare_path(request.path)
    found = []
    for language, tree in trees().items():
        if language == active:
            continue
        if _is_there(language, page, is_page=_is_page(request)):
            url = address(here, language) + (f"?{query}" if query else "")
        elif language in settings.INTERFACE_LANGUAGES or tree.is_translated:
            url = address("/", language)
        else:
            continue
        found.append(Link(language, dict(settings.LANGUAGES)[language], url, direction(language)))
    return tuple(found)


def _is_there(language: str, page: Any, *, is_page: bool) -> bool:
    """Whether the address works in that language too: as a translation, or with our own texts at least."""
    is_ours = language in settings.INTERFACE_LANGUAGES
    if not is_page:
        return is_ours
    other: Elsewhere | None = page.elsewhere.get(language) if page else None
    return other is not None and (is_ours or other.is_translated)


def _alternates(canonical_url: str, page: Any, active: str) -> tuple[tuple[str, str], ...]:
    """The addresses of the translations, this one included: of pages those that are translated indeed."""
    if not canonical_url:
        return ()
    if page is None:
        languages = {language for language in trees() if language in settings.INTERFACE_LANGUAGES}
    else:
        languages = {language for language, other in page.elsewhere.items() if other.is_translated}
    return alternates(bare_path(urlsplit(canonical_url).path), languages | {active})


def alternates(path: str, languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Language and full address of a path without prefix, in each of these languages; none where there is but one."""
    codes = [code for code in dict(settings.LANGUAGES) if code in languages]
    if len(codes) < 2:
        return ()
    found = [(code, f"{settings.BASE_URL}{address(path, code)}") for code in codes]
    return (*found, ("x-default", found[0][1]))
