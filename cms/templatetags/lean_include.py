"""Django's `{% include "..." %}`, with less work where the name stands in the template (settings: `builtins`).

Django looks for the template anew in every answer. A page of ours has thirty of them, always the same.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Template, Token
from django.template.loader_tags import IncludeNode, do_include

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
            return found.render(context.new(values))
        with context.push(**values):
            return found.render(context)


@register.tag("include")
def lean_include(parser: Parser, token: Token) -> Node:
    """As Django's, lean where the name is a constant."""
    node: Any = do_include(parser, token)
    is_fixed = isinstance(node.template.var, str) and not node.template.filters
    return FixedIncludeNode(node) if is_fixed else node
