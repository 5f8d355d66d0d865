"""For mails: `{{ titel|geen_links }}` and, in plain text, `{{ kop|onderstreept }}`."""

from django import template

from cms.mail.links import no_links

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
