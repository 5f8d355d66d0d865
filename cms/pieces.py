"""Pieces of pages that are written once for the same values, such as the panel of plans that seek support.

Filling templates is most of what a page costs (performance.md: a budget of two bare pages), and nearly all of what is
filled in is the same as on the page before it. A piece is a tag that hands its template nothing but values: these are
read from the database for every page, and only what they look like is remembered. So nothing has to be thrown away
when something changes; a plan of which one letter changed has other values, and is written anew.

A piece may hang on its values and on the language, and on nothing else: no request, no moment, no query. Kept in the
memory of the process, ten minutes at most, so that what was withdrawn does not stay there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.template import Context, Library, Template
from django.template.base import Node, Parser, Token
from django.template.library import InclusionNode
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from cms.languages import active_language

KEPT_S = 600.0
MOST = 500
# Equal ones of these look the same.
_SAME = frozenset({str, bytes, int, type(None), date, time, UUID})
# Equal to another that looks different: 1.0 and 1 and True, a moment in two time zones, text that is markup.
_TYPED = frozenset({bool, float, Decimal, SafeString})


class UnfrozenError(TypeError):
    """A value that cannot be told from another, so that what is made of it cannot be remembered."""


def frozen(value: Any) -> Hashable:
    """The value as a key: two keys are the same only where everything that a template may read of the values is.

    Raises:
        UnfrozenError: for a thing of a kind that this can't be said of.
    """
    kind = type(value)
    if kind in _SAME:
        return value
    if kind in _TYPED:
        return kind, value
    if kind is datetime:
        return value, str(value.tzinfo)
    if isinstance(value, list | tuple):
        return kind, tuple(map(frozen, value))
    if kind is dict:
        return tuple((key, frozen(item)) for key, item in value.items())
    if isinstance(value, Model):
        # With what was read along of other tables: a poll shows the name of its wijk.
        read = {key: item for key, item in vars(value).items() if key != "_state"}
        return kind, frozen(read), frozen(value._state.fields_cache)
    if isinstance(value, Enum):
        return kind, value.value
    if isinstance(value, Promise):
        return str(value)
    if is_dataclass(value):
        return kind, tuple(frozen(getattr(value, name)) for name in _names(kind))
    raise UnfrozenError(f"{kind.__name__} can't be part of a piece")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class Pieces:
    """What pieces look like, by template, language and values. Safe with threads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._texts: dict[Hashable, SafeString] = {}
        self._since = clock()

    def text(self, template: Template, values: dict[str, Any], context: Context) -> SafeString:
        """The piece with these values; written at the first time, and when it has been forgotten."""
        try:
            key = (template, active_language(), frozen(values))
        except UnfrozenError:
            return template.render(context.new(values))
        if self._clock() - self._since > KEPT_S or len(self._texts) >= MOST:
            self.forget()
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = template.render(context.new(values))
        return text

    def forget(self) -> None:
        """Begin anew."""
        self._texts, self._since = {}, self._clock()

    def __len__(self) -> int:
        return len(self._texts)


PIECES = Pieces()


class PieceNode(InclusionNode):
    """An inclusion tag that is remembered; it finds its template once, as `cms.templatetags.lean_include` does."""

    def __init__(self, node: InclusionNode) -> None:
        vars(self).update(vars(node))
        self._found: Template | None = None

    def render(self, context: Context) -> SafeString:
        """The piece."""
        if self._found is None:
            self._found = context.template.engine.get_template(self.filename)
        arguments, named = self.get_resolved_arguments(context)
        return PIECES.text(self._found, self.func(*arguments, **named), context)


def piece(register: Library, filename: str, *, takes_context: bool = False) -> Callable[[Callable], Callable]:
    """Register an inclusion tag whose text is remembered by the values that it returns."""

    def decorate(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        register.inclusion_tag(filename, takes_context=takes_context)(function)
        name = function.__name__
        compile_usual = register.tags[name]

        def compile_piece(parser: Parser, token: Token) -> Node:
            return PieceNode(compile_usual(parser, token))

        register.tags[name] = compile_piece
        return function

    return decorate
