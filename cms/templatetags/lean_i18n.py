"""Django's `{% load i18n %}`, with less work for a text that stands in the template itself (settings: `libraries`).

Half of what our pages do is filling templates, and each has some sixty texts. Django makes of every one a variable,
which it resolves, translates when it is written, and escapes, though it is a constant; and it puts the message of a
`{% blocktranslate %}` together again each time. What comes out is the same, in every language.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Token, Variable, render_value_in_context
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedTextNode(Node):
    """`{% translate "..." %}`, perhaps `as` a variable. What a template says is safe, and so is its translation."""

    child_nodelists = ()

    def __init__(self, text: str, asvar: str | None) -> None:
        # As the catalogues have it: percent signs are doubled.
        self.message = text.replace("%", "%%")
        self.asvar = asvar

    def render(self, context: template.Context) -> str:
        """The text in the active language."""
        text = SafeString(gettext(self.message).replace("%%", "%"))
        if self.asvar:
            context[self.asvar] = text
            return ""
        return text


class FixedMessageNode(i18n.BlockTranslateNode):
    """`{% blocktranslate %}` without plural or context, its message put together once."""

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        vars(self).update(vars(node))
        self.message, self.names = self.render_token_list(self.singular)

    def render(self, context: template.Context, nested: bool = False) -> str:
        """The message in the active language, filled in."""
        own = {name: value.resolve(context) for name, value in self.extra_context.items()}
        try:
            values = {name: own[name] if name in own else context[name] for name in self.names}
            shown = {name: render_value_in_context(value, context) for name, value in values.items()}
            text = gettext(self.message) % shown
        except (KeyError, ValueError):
            # A name that is nowhere, or a translation that cannot be filled: Django knows what to do.
            return super().render(context, nested)
        if self.asvar:
            context[self.asvar] = SafeString(text)
            return ""
        return text


@register.tag("translate")
@register.tag("trans")
def do_translate(parser: Parser, token: Token) -> Node:
    """As Django's, lean where the text is a constant."""
    node: Any = i18n.do_translate(parser, token)
    text = node.filter_expression
    is_fixed = isinstance(text.var, Variable) and isinstance(text.var.literal, str) and not text.filters
    if not is_fixed or text.var.translate or node.noop or node.message_context:
        return node
    return FixedTextNode(text.var.literal, node.asvar)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def do_block_translate(parser: Parser, token: Token) -> Node:
    """As Django's, lean where there is but one message."""
    node: Any = i18n.do_block_translate(parser, token)
    if node.plural or node.message_context:
        return node
    return FixedMessageNode(node)
