"""Components: what they show, and that they escape what people wrote."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from pytest_django.asserts import assertInHTML

from django.template import engines
from django.template.loader import get_template

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@dataclass
class FakeWijk:
    """What tags ask of a wijk."""

    slug: str
    tile: str
    name: str

    def __str__(self) -> str:
        return self.name


OOST = FakeWijk("oost", "oost", "Oost")


def render(source: str, **context: object) -> str:
    """Render a piece of template with the library loaded."""
    return engines["django"].from_string("{% load wijkplein %}" + source).render(context)


def ids(html: str) -> list[str]:
    """All ids, in order."""
    return re.findall(r'\sid="([^"]*)"', html)


COMPONENTS: dict[str, dict[str, object]] = {
    "crumbs": {"items": [(HOSTILE, "/x/"), (HOSTILE, "")]},
    "badge": {"text": HOSTILE, "kind": "info", "icon": "vink"},
    "card": {
        "title": HOSTILE,
        "url": "/x/",
        "wijk": FakeWijk("x", "oost", HOSTILE),
        "badge": HOSTILE,
        "text": HOSTILE,
        "count": 3,
        "goal": 5,
        "note": HOSTILE,
    },
    "draagvlak": {
        "count": 3,
        "goal": 5,
        "items": [{"text": HOSTILE, "state": "done"}],
        "url": "/x/",
        "action": HOSTILE,
        "note": HOSTILE,
    },
    "checks": {"items": [{"text": HOSTILE, "state": state} for state in ("done", "no", "")]},
    "steps": {"steps": [{"state": state, "title": HOSTILE, "text": HOSTILE} for state in ("done", "now", "")]},
    "person": {"name": HOSTILE, "role": HOSTILE, "text": HOSTILE, "email": HOSTILE, "phone": HOSTILE, "when": HOSTILE},
    "facts": {"facts": [{"icon": "plek", "term": HOSTILE, "value": HOSTILE, "url": "/x/"}]},
    "answers": {"rows": [{"term": HOSTILE, "value": HOSTILE, "url": "/x/"}]},
    "empty": {"title": HOSTILE, "text": HOSTILE, "url": "/x/", "action": HOSTILE},
    "more": {"url": "/x/", "text": HOSTILE},
    "postcode_form": {"title": HOSTILE, "value": HOSTILE, "error": HOSTILE},
    "field_error": {"text": HOSTILE},
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_escapes_what_people_wrote(name: str) -> None:
    html = get_template(f"components/{name}.html").render(COMPONENTS[name])

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert " style=" not in html
    assert [name for name, times in Counter(ids(html)).items() if times > 1] == []


@pytest.mark.parametrize(
    "source",
    [
        "{% melding title=text %}{{ text }}{% endmelding %}",
        "{% voortgang 1 2 text %}",
        "{% tegelkaart wijken %}",
        "{{ text|initialen }}{{ text|tel }}",
    ],
)
def test_a_tag_escapes_what_people_wrote(source: str) -> None:
    html = render(source, text=HOSTILE, wijken=[FakeWijk("x", "oost", HOSTILE)])

    assert "<script" not in html
    assert "&lt;" in html


def test_crumbs_end_with_this_page() -> None:
    html = get_template("components/crumbs.html").render(
        {"items": [("Home", "/"), ("Wijken", "/wijken/"), ("Oost", "")]}
    )

    assertInHTML(
        '<ol><li><a href="/">Home</a></li><li><a href="/wijken/">Wijken</a></li>'
        '<li><span aria-current="page">Oost</span></li></ol>',
        html,
    )


def test_a_card_has_one_link_and_the_colour_of_its_wijk() -> None:
    html = get_template("components/card.html").render(
        {"title": "Watertappunt", "url": "/x/", "wijk": OOST, "count": 9, "goal": 25, "level": 4}
    )

    assert '<li class="wp-card" data-wijk="oost">' in html
    assertInHTML('<h4><a href="/x/">Watertappunt</a></h4>', html)
    assertInHTML('<span class="wp-badge wp-badge--wijk" data-wijk="oost">Oost</span>', html)
    assertInHTML("<span>nodig: 25</span>", html)


def test_a_card_without_count_has_no_meter() -> None:
    assert "wp-meter" not in get_template("components/card.html").render({"title": "Plan", "url": "/x/"})


def test_steps_tell_which_one_is_now() -> None:
    html = get_template("components/steps.html").render(
        {
            "steps": [
                {"state": "done", "title": "Ontvangen", "text": "29 oktober"},
                {"state": "now", "title": "Steun zoeken", "text": ""},
                {"state": "", "title": "Besluit", "text": ""},
            ]
        }
    )

    assertInHTML('<span class="wp-steps__mark">3</span>', html)
    assert html.count('aria-current="step"') == 1
    assertInHTML(
        '<li class="is-now" aria-current="step"><span class="wp-steps__mark"></span>'
        "<div><h3>Steun zoeken</h3></div></li>",
        html,
    )


def test_answers_show_line_ends_and_what_was_left_out() -> None:
    html = get_template("components/answers.html").render(
        {"rows": [{"term": "Wat?", "value": "Groen\nen een bank", "url": "/a/"}, {"term": "Wie?", "value": ""}]}
    )

    assertInHTML("<dd>Groen<br>en een bank</dd>", html)
    assertInHTML('<dd><a href="/a/">Wijzig<span class="wp-sr"> wat?</span></a></dd>', html)
    assertInHTML('<dd><span class="wp-subtle">Niet ingevuld</span></dd>', html)
