"""Where a plan stands, as a row of steps."""

from dataclasses import replace
from datetime import date

import pytest

from participation.codes import State
from participation.timeline import Story, steps

STORY = Story(
    state=State.IN_REVIEW,
    received_on=date(2026, 11, 9),
    published_on=date(2026, 11, 12),
    who_decides="De wijkregisseur en de wijkwethouder beslissen",
    decide_due_on=date(2027, 1, 22),
    since_on=date(2026, 11, 20),
)
SEEKING = replace(
    STORY, state=State.GATHERING_SUPPORT, has_campaign=True, closes_on=date(2026, 12, 18), supporters=16, missing=9
)


def row(story: Story) -> list[tuple[str, str]]:
    """State and title of the steps."""
    return [(step.state, step.title) for step in steps(story)]


def test_a_plan_that_seeks_support_says_until_when_and_how_many_more() -> None:
    assert row(SEEKING) == [
        ("done", "Verteld aan de gemeente"),
        ("done", "Op Wijkplein gezet"),
        ("now", "Steun zoeken"),
        ("", "Besluit"),
        ("", "Afspraken en uitvoering"),
        ("", "Klaar: zo ging het"),
    ]
    texts = [step.text for step in steps(SEEKING)]
    assert texts[1] == "12 november 2026. Over geld is nog niet besloten."
    assert texts[2] == "Tot en met vrijdag 18 december 2026. Nog 9 buren nodig."
    assert texts[3] == (
        "De wijkregisseur en de wijkwethouder beslissen. Je leest het besluit hier, uiterlijk 22 januari 2027."
    )


def test_enough_support_is_said_too() -> None:
    assert steps(replace(SEEKING, missing=0))[2].text == (
        "Tot en met vrijdag 18 december 2026. Er is genoeg steun. Meer steun mag altijd."
    )
    assert steps(replace(SEEKING, missing=1))[2].text.endswith("Nog 1 buur nodig.")


def test_a_refused_plan_ends_at_the_decision() -> None:
    refused = replace(SEEKING, state=State.REJECTED, decided_on=date(2027, 1, 15), closed_on=date(2026, 12, 10))

    assert row(refused)[2:] == [("done", "Steun zoeken"), ("done", "Besluit")]
    assert steps(refused)[2].text == "Tot en met 10 december 2026. 16 buren steunden dit plan."
    assert steps(refused)[3].text == "15 januari 2027. Dit plan krijgt geen geld van de gemeente."


def test_a_plan_that_came_true_has_all_steps_done() -> None:
    done = replace(STORY, state=State.COMPLETED, decided_on=date(2026, 5, 14), started_on=date(2026, 6, 1))

    assert {step.state for step in steps(done)} == {"done"}
    assert [step.text for step in steps(done)][2:] == ["14 mei 2026. Gaat door.", "1 juni 2026", "20 november 2026"]


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (State.WITHDRAWN, "Ingetrokken"),
        (State.STOPPED, "Gaat niet verder"),
        (State.TAKEN_ALONG, "De gemeente neemt dit mee in haar werk"),
    ],
)
def test_a_path_that_ended_otherwise_ends_with_that(state: State, title: str) -> None:
    assert row(replace(STORY, state=state))[-1] == ("done", title)


def test_a_small_plan_of_one_street_seeks_no_support() -> None:
    assert "Steun zoeken" in [title for _state, title in row(STORY)]
    assert "Steun zoeken" not in [title for _state, title in row(replace(STORY, is_fast_lane=True))]


@pytest.mark.parametrize("state", [state for state in State if state not in (State.SPAM, State.MERGED)])
def test_never_more_than_one_step_is_now_and_none_comes_after_what_is_to_come(state: State) -> None:
    states = [step.state for step in steps(replace(STORY, state=state))]

    assert states.count("now") <= 1
    assert "" not in states or "done" not in states[states.index("") :]
