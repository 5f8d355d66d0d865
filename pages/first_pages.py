"""Make the first pages of a site, in Dutch and, where their texts know it, in English.

What exists stays as editors left it, so it can run again over a site that people already changed.
"""

from __future__ import annotations

from html import unescape
from typing import Any, TypeVar

from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from pages.languages import copy_to_trees, texts_of, translate
from pages.models import BasePage
from pages.notation import T, pairs_in

P = TypeVar("P", bound=BasePage)


def make(parent: Page, model: type[P], *, slug: str, **fields: Any) -> P:
    """Make a live page below `parent`, unless there is one with this slug; and its English, where the texts have it.

    The English page is made where the parent exists in English too.
    """
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found:
        return found
    page = parent.add_child(instance=model(slug=slug, locale=parent.locale, **plain(fields)))
    page.save_revision().publish()
    translate_to_all(page, fields)
    copy_to_trees(page)
    return page


def translate_to_all(page: Page, fields: dict[str, Any]) -> None:
    """Make the English of a page from the pairs in its fields, where the page above it exists in English.

    Strings that are no pair, such as names, are the same in both languages.
    """
    known = dict(pairs_in(fields))
    for locale in Locale.objects.filter(language_code="en"):
        parent = page.get_parent()
        if known and (parent.depth == 1 or parent.has_translation(locale)):
            same = {text: text for text in map(unescape, texts_of(page))}
            translate(page, locale.language_code, same | known)


def plain(value: Any) -> Any:
    """The same value with each `T` as its Dutch text, as the fields of a page take it."""
    if isinstance(value, T):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(item) for item in value)
    if isinstance(value, RichText):
        return RichText(value.source)
    return value
