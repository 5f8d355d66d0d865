"""Rich text taken apart: its headings, links and paragraphs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class RichWords:
    """What rich text consists of: headings with their level, link texts, and paragraphs without markup."""

    headings: list[tuple[int, str]]
    links: list[str]
    paragraphs: list[str]


class _Reader(HTMLParser):
    _BLOCKS = frozenset({"p", "li", "h2", "h3", "h4"})

    def __init__(self) -> None:
        super().__init__()
        self.found = RichWords([], [], [])
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, heading, list item or link; a new line keeps words apart."""
        if tag == "br":
            self.handle_data(" ")
        if tag in self._BLOCKS or tag == "a":
            self._open.append((tag, []))

    def handle_data(self, data: str) -> None:
        """A piece of text belongs to everything that is open."""
        for _tag, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End it, and keep its text."""
        if not self._open or self._open[-1][0] != tag:
            return
        text = " ".join("".join(self._open.pop()[1]).split())
        if tag == "a":
            self.found.links.append(text)
        elif tag.startswith("h"):
            self.found.headings.append((int(tag[1]), text))
        else:
            self.found.paragraphs.append(text)


def read(html: str) -> RichWords:
    """Take rich text apart as Wagtail stores it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
