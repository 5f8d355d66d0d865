"""Django's `{% include "..." %}`, with less work where the name stands in the template (settings: `builtins`).

Django looks for the template anew in every answer. A page of ours has thirty of them, always the same. And
`{% piece "..." with ... only %}`, an include that is remembered by its values (cms.pieces).
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Template, Token
from django.template.loader_tags import IncludeNode, do_include

from cms.pieces import PIECES

register = template.Library()


class FixedIncludeNode(IncludeNode):
    """An include that finds its template at its first use, and keeps it as long as the template it stands in is kept.

    That is until a file changes where files are watched (DEBUG), else as long as the process lives: Django keeps all
    templates so.
    """

    def __init__(self, node: IncludeNode) -> None:
        vars(self).update(vars(node))
        self._found: Template | None = None

    def render(self, context: template.Context) -> str:
        """The template, filled in."""
        found = self._found
        if found is None:
            found = self._found = context.template.engine.get_template(self.template.var)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return self.alone(found, values, context)
        with context.push(**values):
            return found.render(context)

    def alone(self, found: Template, values: dict[str, Any], context: template.Context) -> str:
        """The template with nothing but these values."""
        return found.render(context.new(values))


class PieceIncludeNode(FixedIncludeNode):
    """An include that is remembered."""

    def alone(self, found: Template, values: dict[str, Any], context: template.Context) -> str:
        """The template with these values, as it was before where it was."""
        return PIECES.text(found, values, context)


@register.tag("include")
def lean_include(parser: Parser, token: Token) -> Node:
    """As Django's, lean where the name is a constant."""
    node: Any = do_include(parser, token)
    return FixedIncludeNode(node) if _is_fixed(node) else node


@register.tag("piece")
def include_piece(parser: Parser, token: Token) -> Node:
    """As `include ... only`, remembered.

    Raises:
        TemplateSyntaxError: where the name of the template is no constant, or `only` is missing.
    """
    node: Any = do_include(parser, token)
    if not (_is_fixed(node) and node.isolated_context):
        raise template.TemplateSyntaxError('A piece is written as {% piece "name.html" with ... only %}.')
    return PieceIncludeNode(node)


def _is_fixed(node: IncludeNode) -> bool:
    return isinstance(node.template.var, str) and not node.template.filters
