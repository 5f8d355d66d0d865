"""The language of a page and of its parts, in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from cms.languages import interface_language, marks
from cms.page_languages import PageLanguages
from cms.page_languages import page_languages as read

register = template.Library()


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> PageLanguages:
    """Give the languages of this page: {% page_languages as taal %}; see cms.page_languages."""
    return read(context.flatten())


@register.simple_tag
def dutch(language: str = "nl") -> SafeString:
    """Mark a Dutch name or a resident's text among our own: `lang="nl"` on an English page, nothing on a Dutch one."""
    return mark_safe(marks(language, within=interface_language()))  # noqa: S308 (language codes)


@register.simple_tag(takes_context=True)
def interface_marks(context: dict[str, Any]) -> SafeString:
    """Mark a part of a page that holds our own texts alone, where the page is in a language they don't exist in."""
    taal = context.get("taal")
    return taal.interface_marks if taal else SafeString("")
