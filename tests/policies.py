"""The content security policy of an answer, to look at. Its directives come in no fixed order."""

from django.http import HttpResponseBase


def policy_of(response: HttpResponseBase) -> dict[str, list[str]]:
    """The Content-Security-Policy by directive: the sources of each; empty where the answer has none."""
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}
