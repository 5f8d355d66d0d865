"""Where texts stand in templates and modules."""

import ast

import pytest

from tests.readability.modules import messages_of, strings_of
from tests.readability.templates import texts_of_template


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('<p>{% translate "Hoe gaat het?" %}</p>', ["Hoe gaat het?"]),
        ("""{% trans 'Hoe gaat het?' as question %}""", ["Hoe gaat het?"]),
        ('{% translate "Steun" context "werkwoord" %}', ["Steun"]),
        ("{% blocktranslate trimmed %}Dag {{ name }}.{% endblocktranslate %}", ["Dag {{ name }}."]),
        (
            "{% blocktranslate count n=n %}{{ n }} buur{% plural %}{{ n }} buren{% endblocktranslate %}",
            ["{{ n }} buur", "{{ n }} buren"],
        ),
        ('{% include "a.html" with title=_("Een titel") %}{{ _("Nog een") }}', ["Een titel", "Nog een"]),
        ('<img alt="{% translate "Een boom" %}">', ["Een boom"]),
        ('<h1>Kale tekst</h1><img alt="Een bank" class="geen tekst">', ["Kale tekst", "Een bank"]),
        ("{# geen tekst #}<!-- geen tekst -->{% comment %}geen{% endcomment %}<script>geen()</script>", []),
        ("{% if a %}Ja zeker{% else %}Nee hoor{% endif %}", ["Ja zeker", "Nee hoor"]),
    ],
)
def test_messages_and_plain_words_of_a_template_are_found(template: str, expected: list[str]) -> None:
    assert [text for _line, text in texts_of_template(template)] == expected


MODULE = '''
"""Geen tekst."""
A = _("Een naam")
B = ngettext("%(n)s buur", "%(n)s buren", n)
C = pgettext_lazy("tijd", "%(n)s uur")
D = {"lead": "Een zin " "in twee delen."}


def letter(amount: int) -> str:
    """Geen tekst."""
    return f"Je krijgt {format_euro(amount)} van {self.name}."
'''


def test_the_messages_of_a_module_are_found() -> None:
    texts = [text for _line, text in messages_of(ast.parse(MODULE))]

    assert texts == ["Een naam", "%(n)s buur", "%(n)s buren", "%(n)s uur"]


def test_other_strings_are_found_with_what_they_stand_in() -> None:
    found = [(owner, text) for _line, text, owner in strings_of(ast.parse(MODULE))]

    assert found == [
        ("D", "lead"),
        ("D", "Een zin in twee delen."),
        ("letter", "Je krijgt {amount} van {name}."),
    ]
