"""Meters and thermometers: the sums, the drawing and the words."""

from dataclasses import dataclass

import pytest
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from django.template import engines
from django.utils import translation

from cms.meters import share, whole_percents


@dataclass
class FakeBalance:
    """What a thermometer asks of a balance."""

    budget_cents: int
    spent_cents: int = 0
    committed_cents: int = 0
    reserved_cents: int = 0
    free_cents: int = 0


def render(source: str, **context: object) -> str:
    """Render a piece of template with the library loaded."""
    return engines["django"].from_string("{% load wijkplein %}" + source).render(context)


@pytest.mark.parametrize(
    ("count", "goal", "words", "width"),
    [
        (0, 25, ["<strong>0</strong> buren steunen dit", "nodig: 25"], "0%"),
        (1, 25, ["<strong>1</strong> buur steunt dit", "nodig: 25"], "4%"),
        (17, 25, ["<strong>17</strong> buren steunen dit", "nodig: 25"], "68%"),
        (31, 40, ["<strong>31</strong> buren steunen dit", "nodig: 40"], "77.5%"),
        (25, 25, ["<strong>25</strong> buren steunen dit", "nodig: 25, gehaald"], "100%"),
        (60, 25, ["<strong>60</strong> buren steunen dit", "nodig: 25, gehaald"], "100%"),
    ],
)
def test_a_meter_says_how_many_and_how_many_are_needed(count: int, goal: int, words: list[str], width: str) -> None:
    html = render("{% meter count goal %}", count=count, goal=goal)

    for part in words:
        assertInHTML(f"<span>{part}</span>", html)
    assert f'<rect width="{width}" height="100%"/>' in html
    assert ("wp-meter--full" in html) is (count >= goal)


def test_a_meter_without_goal_has_no_bar() -> None:
    html = render("{% meter 3 None %}")

    assertInHTML("<span><strong>3</strong> buren steunen dit</span>", html)
    assert "<svg" not in html
    assert "nodig" not in html


@pytest.mark.parametrize(
    ("percent", "width"), [(0, "0%"), (33.333, "33.33%"), (68, "68%"), (100, "100%"), (140, "100%"), (-5, "0%")]
)
def test_a_bar_stays_between_nothing_and_full(percent: float, width: str) -> None:
    assertHTMLEqual(
        render("{% staaf percent %}", percent=percent),
        f'<svg class="wp-staaf" aria-hidden="true" focusable="false"><rect width="{width}" height="100%"/></svg>',
    )


def test_widths_have_a_point_in_every_language() -> None:
    with translation.override("nl"):
        assert 'width="77.5%"' in render("{% staaf 77.5 %}")
        assert 'x="12.5%"' in render("{% thermometer b %}", b=FakeBalance(8, 1, 7))


@pytest.mark.parametrize(
    ("parts", "percents"),
    [
        ([1896000, 1460000, 2819000], [31, 23, 46]),
        ([1, 1, 1], [34, 33, 33]),
        ([100, 0, 0], [100, 0, 0]),
        ([995, 4, 1], [100, 0, 0]),
        ([0, 0, 0], [0, 0, 0]),
        ([80, 50, -30], [62, 38, 0]),
    ],
)
def test_whole_percents_add_up_to_a_hundred(parts: list[int], percents: list[int]) -> None:
    assert whole_percents(parts) == percents


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(5, 0) == 0


def test_a_thermometer_says_in_words_what_it_draws() -> None:
    html = render("{% thermometer b %}", b=FakeBalance(6175000, 1896000, 1460000, 0, 2819000))

    assert (
        'role="img" aria-label="Budget: €\xa061.750. Uitgegeven: €\xa018.960. Toegezegd: €\xa014.600. '
        'Nog vrij: €\xa028.190."' in html
    )
    assertInHTML('<rect class="is-spent" x="0%" width="30.7%" height="100%" />', html)
    assertInHTML('<rect class="is-promised" x="30.7%" width="23.64%" height="100%" />', html)
    assertInHTML('<rect x="30.7%" width="23.64%" height="100%" fill="url(#wp-streep)" />', html)
    assertInHTML('<rect class="is-free" x="54.35%" width="45.65%" height="100%" />', html)
    assertInHTML("<dd>€\xa018.960<small>31 procent</small></dd>", html)
    assert "Gereserveerd" not in html


def test_a_thermometer_shows_what_is_reserved_with_a_look_of_its_own() -> None:
    html = render("{% thermometer b %}", b=FakeBalance(10_000, 5_000, 2_000, 1_000, 2_000))

    assertInHTML('<rect class="is-reserved" x="70%" width="10%" height="100%" />', html)
    assertInHTML('<rect x="70%" width="10%" height="100%" fill="url(#wp-stip)" />', html)
    assertInHTML('<dt><i class="is-reserved" aria-hidden="true"></i>Gereserveerd</dt>', html)


def test_a_thermometer_with_too_much_promised_tells_the_shortage() -> None:
    html = render("{% thermometer b %}", b=FakeBalance(100_000, 80_000, 50_000, 0, -30_000))

    assertInHTML('<dt><i class="is-free" aria-hidden="true"></i>Tekort</dt>', html)
    assertInHTML("<dd>€\xa0300</dd>", html)
    assert "Nog vrij" not in html
    assert "is-free" not in html.split("</svg>")[0]
    assertInHTML('<rect class="is-promised" x="61.54%" width="38.46%" height="100%" />', html)


def test_a_thermometer_without_budget_is_empty() -> None:
    html = render("{% thermometer b %}", b=FakeBalance(0))

    assert "<rect" not in html
    assertInHTML("<dd>€\xa00<small>0 procent</small></dd>", html, count=3)


def test_a_small_amount_is_less_than_a_percent_not_nothing() -> None:
    html = render("{% thermometer b %}", b=FakeBalance(1_000_000, 1_000, 0, 0, 999_000))

    assertInHTML("<dd>€\xa010<small>minder dan 1 procent</small></dd>", html)


def test_a_small_thermometer_is_decoration() -> None:
    html = render("{% thermometer b mini=True %}", b=FakeBalance(100, 40, 0, 0, 60))

    assertInHTML(
        '<div class="wp-thermo wp-thermo--mini"><svg class="wp-thermo__bar" aria-hidden="true" focusable="false">'
        '<rect class="is-spent" x="0%" width="40%" height="100%"/>'
        '<rect class="is-free" x="40%" width="60%" height="100%"/>'
        '<line x1="40%" x2="40%" y1="0" y2="100%"/></svg></div>',
        html,
    )


def test_progress_is_told_in_words() -> None:
    html = render("{% voortgang 2 5 title %}", title="je plan")

    assertInHTML('<p class="wp-progress__text">Stap 2 van 5: je plan</p>', html)
    assertInHTML(
        '<ol aria-hidden="true"><li class="is-done"></li><li class="is-now"></li><li></li><li></li><li></li></ol>',
        html,
    )
