"""For mails: `{{ titel|geen_links }}`; in plain text `{{ kop|onderstreept }}` and `{% filter afgebroken %}`."""

import textwrap

from django import template

from cms.mail.links import no_links

WIDTH = 70

register = template.Library()


@register.filter
def geen_links(value: object) -> str:
    """Text of residents without anything that a mail reader makes into a link."""
    return no_links(str(value))


@register.filter(is_safe=True)
def onderstreept(value: str) -> str:
    """A heading on one line, with a line of equal length below it."""
    heading = " ".join(value.split())
    return f"{heading}\n{'=' * len(heading)}"


@register.filter(is_safe=True)
def afgebroken(value: str) -> str:
    """Plain text in lines of at most 70 characters, for readers that do not wrap; a link stays whole.

    What goes on from a line with an indent stands a little further in.
    """
    return "\n".join(_wrapped(line) for line in value.splitlines())


def _wrapped(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(
        line,
        WIDTH,
        subsequent_indent=f"{indent}  " if indent else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
