"""How the first texts of a site are written down: Dutch and English side by side.

A `T` is its Dutch text and carries the English one; `rich` makes rich text of them. `pairs_in` finds all of them in
the fields of a page, however deep, so that a translation can be filled in by what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from django.utils.html import escape

from wagtail.rich_text import RichText


class T(str):
    """A Dutch text that knows its English: `T("Huisregels", "House rules")`."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, nl: str, en: str) -> Self:
        """The Dutch text, with the English beside it."""
        text = super().__new__(cls, nl)
        text.en = en
        return text

    def fill(self, **words: object) -> T:
        """The same text with the words filled in, in both languages."""
        return T(self.format(**words), self.en.format(**words))


class Rich(RichText):
    """Rich text that knows which texts it was made of."""

    def __init__(self, source: str, texts: tuple[T, ...]) -> None:
        super().__init__(source)
        self.texts = texts


# A paragraph, a heading ("h2" or "h3" and its text) or a list.
Part = T | tuple[str, T] | list[T]


def rich(*parts: Part) -> Rich:
    """Rich text of paragraphs, headings and lists; the texts hold no markup."""
    html, texts = [], []
    for part in parts:
        if isinstance(part, list):
            html.append(f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in part)}</ul>")
            texts += part
        elif isinstance(part, tuple):
            tag, text = part
            html.append(f"<{tag}>{escape(text)}</{tag}>")
            texts.append(text)
        else:
            html.append(f"<p>{escape(part)}</p>")
            texts.append(part)
    return Rich("".join(html), tuple(texts))


def pairs_in(value: object) -> Iterator[tuple[str, str]]:
    """Each Dutch text in a value with its English; lists, tuples and dictionaries are looked into."""
    if isinstance(value, T):
        yield str(value), value.en
    elif isinstance(value, Rich):
        yield from ((str(text), text.en) for text in value.texts)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from pairs_in(item)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from pairs_in(item)
