"""What the templates of blocks need: pictures in the right size, the level of headings, the kind of a file."""

from __future__ import annotations

import re
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from wagtail.rich_text import expand_db_html

from pages.pictures import Sizes, drawn

register = template.Library()
_HEADING = re.compile(r"(</?h)([2-5])(?=[\s>])")


@register.simple_tag
def foto(
    picture: object, alt: str = "", size: str = "full", loading: str = "lazy", decoration: bool = False
) -> SafeString:
    """Draw a picture in several widths, of which the browser takes one: {% foto picture alt="..." size="card" %}.

    Without `alt` the description of the library holds; with `decoration` none, since the words beside it say it.
    Nothing where there is no picture. Sizes: see pages.pictures.
    """
    if not picture:
        return SafeString("")
    words = "" if decoration else alt or picture.description
    return drawn(picture, alt=words, sizes=Sizes[size.upper()], loading=loading)


@register.filter
def tekst(value: object, level: int | str = 2) -> SafeString:
    """Write out rich text whose headings begin at this level: 2 on a page, 3 inside a part with a heading 2."""
    deeper = int(level or 2) - 2
    html = expand_db_html(getattr(value, "source", str(value or "")))
    if deeper > 0:
        html = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + deeper}", html)
    return mark_safe(html)  # noqa: S308 (rich text of editors, cleaned by Wagtail)


@register.filter
def bestandssoort(document: object) -> str:
    """The kind of a file, as people know it: "PDF"."""
    return str(document.file_extension).upper()


@register.simple_tag
def in_taal(language: str) -> str:
    """Say in which language a file is, where that is another than the page's: "in het Nederlands"."""
    if not language or language == get_language():
        return ""
    return _("in het %(language)s") % {"language": get_language_info(language)["name_translated"]}


@register.filter
def maand(day: date) -> str:
    """Write a month: "november 2026"."""
    return date_format(day, pgettext("maand met jaar", "F Y"))


@register.simple_tag
def film_adres(film: object, title: str) -> SafeString:
    """The attributes by which the script finds what to play, and what to call it."""
    return format_html('data-film="{}" data-titel="{}"', film.embed_url, title)
