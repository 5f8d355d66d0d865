"""What an editor should look at on a page: pictures, headings, links, films and long sentences (WCAG 1.1.1 to 3.1.5).

Pure: pages and block values in, findings out. Reads stored block values as they are, so that it asks no query;
which pictures lack a description the caller tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from pages.rich_words import read

MAX_WORDS = 25
# What a link may not be called: out of its sentence it says nothing (WCAG 2.4.4). Both languages in one list.
VAGUE = frozenset(
    {
        *("hier", "klik hier", "klik", "lees meer", "lees verder", "meer", "meer lezen", "meer info"),
        *("meer informatie", "link", "deze link", "deze pagina", "website", "download", "bekijk", "ga verder"),
        *("here", "click here", "click", "read more", "more", "more info", "more information", "this link"),
        *("this page", "learn more", "continue"),
    }
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


class Kind(Enum):
    """What a finding is about."""

    PICTURE = "picture"
    HEADING = "heading"
    LINK = "link"
    FILM = "film"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Finding:
    """Something to look at: of which kind, in which field or block, and in one sentence what to do."""

    kind: Kind
    where: str
    sentence: str

    @property
    def is_hint(self) -> bool:
        """Whether it is only advice: a long sentence shuts nobody out."""
        return self.kind is Kind.SENTENCE


@dataclass(frozen=True)
class Part:
    """A piece of a page: "html", "text", "heading", "link" (text of a button), "picture" (an id) or "film"."""

    kind: str
    where: str
    value: Any


def check(page: Page, *, pictures_without_description: Collection[int] = ()) -> list[Finding]:
    """Everything to look at on a page, in the order of the page."""
    found: list[Finding] = []
    level = 1
    for part in parts_of(page):
        if part.kind == "picture":
            found += _of_picture(part, pictures_without_description)
        elif part.kind == "film":
            found += _of_film(part)
        elif part.kind == "heading":
            level = 2
        elif part.kind == "link":
            found += _of_link(str(part.value), part.where)
        elif part.kind == "text":
            found += _of_sentences([str(part.value)], part.where)
        else:
            text = read(str(part.value))
            more, level = _of_headings(text.headings, part.where, level)
            found += more
            for link in text.links:
                found += _of_link(link, part.where)
            found += _of_sentences(text.paragraphs, part.where)
    return found


def picture_ids(page: Page) -> set[int]:
    """The pictures in the blocks of a page that take their description from the library."""
    return {part.value for part in parts_of(page) if part.kind == "picture" and isinstance(part.value, int)}


def parts_of(page: Page) -> Iterator[Part]:
    """All pieces of a page that can be checked, in the order of its fields."""
    if getattr(page, "picture_id", None) and not page.picture_alt.strip():
        yield Part("picture", _words(type(page)._meta.get_field("picture").verbose_name), None)
    own = [field for field in page._meta.fields if field.model not in Page.__mro__ and not field.is_relation]
    for field in own:
        where = _words(field.verbose_name)
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            for number, child in enumerate(value.raw_data, start=1):
                block = field.stream_block.child_blocks.get(child["type"])
                if block is not None:
                    yield from _of_block(block, child["value"], f"{where}, {number}: {_words(block.label)}")
        elif isinstance(field, models.TextField) and value:
            yield Part("text", where, value)


def _of_block(block: blocks.Block, value: Any, where: str) -> Iterator[Part]:
    """The pieces of one block as it is stored: an id for a picture, the source for rich text."""
    if isinstance(block, ImageChooserBlock):
        if value:
            yield Part("picture", where, value)
    elif isinstance(block, blocks.RichTextBlock):
        yield Part("html", where, value or "")
    elif isinstance(block, blocks.TextBlock):
        yield Part("text", where, value or "")
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            is_wrapped = isinstance(item, dict) and set(item) >= {"type", "value"}
            yield from _of_block(block.child_block, item["value"] if is_wrapped else item, where)
    elif isinstance(block, blocks.StructBlock):
        yield from _of_struct(block, value or {}, where)


def _of_struct(block: blocks.StructBlock, value: Any, where: str) -> Iterator[Part]:
    if "has_captions" in block.child_blocks:
        yield Part("film", where, bool(value.get("has_captions")))
    if value.get("title"):
        yield Part("heading", where, value["title"])
    if value.get("button"):
        yield Part("link", where, value["button"])
    for name, child in block.child_blocks.items():
        has_own_description = name == "picture" and bool((value.get("description") or "").strip())
        # A picture before a film only stands in for it, and the film has a title.
        if not has_own_description and not (name == "picture" and "has_captions" in block.child_blocks):
            yield from _of_block(child, value.get(name), where)


def _words(label: str | Promise | None) -> str:
    text = str(label or "")
    return text[:1].upper() + text[1:]


def _of_picture(part: Part, without: Collection[int]) -> list[Finding]:
    if part.value is not None and part.value not in without:
        return []
    return [Finding(Kind.PICTURE, part.where, _("Beschrijf wat er op de foto te zien is."))]


def _of_film(part: Part) -> list[Finding]:
    if part.value:
        return []
    return [Finding(Kind.FILM, part.where, _("Plaats alleen een film met ondertiteling."))]


def _of_headings(headings: Iterable[tuple[int, str]], where: str, level: int) -> tuple[list[Finding], int]:
    """What is wrong with the headings of one text, and the level that the next text goes on from."""
    found = []
    for next_level, text in headings:
        if not text:
            found.append(Finding(Kind.HEADING, where, _("Er staat een lege kop. Haal hem weg of vul hem in.")))
            continue
        if next_level > level + 1:
            sentence = _("De kop ‘%(text)s’ slaat een niveau over. Maak er kop %(level)s van.")
            found.append(Finding(Kind.HEADING, where, sentence % {"text": _short(text), "level": level + 1}))
        level = next_level
    return found, level


def _of_link(text: str, where: str) -> list[Finding]:
    bare = text.strip(" .,:!?>»→").casefold()
    if not bare:
        return [Finding(Kind.LINK, where, _("Er staat een link zonder tekst. Schrijf waar hij heen gaat."))]
    if bare in VAGUE:
        sentence = _("De link ‘%(text)s’ zegt niet waar hij heen gaat. Noem de pagina of de actie.")
    elif _ADDRESS.fullmatch(bare) and "@" not in bare:
        sentence = _("De link ‘%(text)s’ is een adres. Schrijf in woorden waar hij heen gaat.")
    else:
        return []
    return [Finding(Kind.LINK, where, sentence % {"text": _short(text)})]


def _of_sentences(paragraphs: Iterable[str], where: str) -> list[Finding]:
    found = []
    for paragraph in paragraphs:
        for sentence in _SENTENCE_END.split(paragraph):
            count = len(_WORD.findall(sentence))
            if count > MAX_WORDS:
                words = _("De zin ‘%(text)s’ heeft %(count)s woorden. Maak er twee van.")
                found.append(Finding(Kind.SENTENCE, where, words % {"text": _short(sentence), "count": count}))
    return found


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49].rstrip()}…"
