"""Texts of a Django template: messages to translate, and words that stand in it plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

_MESSAGE = re.compile(r"""^trans(?:late)?\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_IN_A_TAG = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
_READ_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title"}
_UNREAD = {"script", "style", "svg"}
# Takes the place of what the template fills in between the words that stand in it.
_GAP = "\n\n"


class _Plain(HTMLParser):
    """Gathers the words between the tags, and those of the attributes that people read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in _READ_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append((self.getpos()[0], data))


def texts_of_template(source: str) -> list[tuple[int, str]]:
    """Line and text of each message of a template and of each piece of plain words."""
    messages: list[tuple[int, str]] = []
    plain: list[str] = []
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            plain.append(token.contents)
            continue
        if token.token_type == TokenType.BLOCK and token.contents.split()[0] in {"blocktranslate", "blocktrans"}:
            messages += [(token.lineno, part) for part in _block_of(tokens)]
        elif token.token_type == TokenType.BLOCK and token.contents.startswith("comment"):
            _skip(tokens)
        elif token.token_type != TokenType.COMMENT:
            messages += [(token.lineno, part) for part in _messages_in(token.contents)]
        plain.append(_GAP)
    return messages + _plain_words("".join(plain))


def _messages_in(contents: str) -> list[str]:
    found = [match[1] or match[2] or "" for match in _IN_A_TAG.finditer(contents)]
    if match := _MESSAGE.match(contents):
        found.append(match[1] or match[2] or "")
    return found


def _block_of(tokens: Iterator[Token]) -> list[str]:
    """The message of a block, and the one for more than one."""
    forms = [""]
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if token.contents.split()[0] in {"endblocktranslate", "endblocktrans"}:
                break
            forms.append("")
        elif token.token_type == TokenType.VAR:
            forms[-1] += f"{{{{ {token.contents} }}}}"
        else:
            forms[-1] += token.contents
    return forms


def _skip(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.contents == "endcomment":
            return


def _plain_words(html: str) -> list[tuple[int, str]]:
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return [
        (0, part.strip())
        for _line, data in parser.found
        for part in data.split(_GAP)
        if re.search(r"[^\W\d_]{2,}", part)
    ]
