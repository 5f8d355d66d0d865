"""The lines of the estimate: a few are shown, more open on request, and what is filled in or wrong is never hidden."""

from __future__ import annotations

import pytest

from django.test import Client

from tests.factories.residents import lay_out_town
from tests.participation.test_plan_form import PLACE, begun, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def money_step(client: Client) -> str:
    """The address of the money step of a plan that somebody began."""
    lay_out_town()
    base = begun(client)
    client.post(f"{base}plek/", PLACE)
    return f"{base}geld/"


def behind_summaries(text: str) -> list[tuple[bool, str]]:
    """Of each summary on the page: whether it is open, and what stands behind it."""
    parts = text.split('<details class="wp-details wp-mt-4"')[1:]
    return [(part.split(">", 1)[0].strip() == "open", part.split("</details>", 1)[0]) for part in parts]


def test_three_costs_and_one_income_are_shown_and_the_rest_opens(client: Client, money_step: str) -> None:
    costs, income = behind_summaries(client.get(money_step).text)

    assert (costs[0], income[0]) == (False, False)
    assert [name for name in ("kosten_1", "kosten_3", "kosten_4", "kosten_6") if f'name="{name}"' in costs[1]] == [
        "kosten_4",
        "kosten_6",
    ]
    assert [name for name in ("inkomsten_1", "inkomsten_2", "inkomsten_3") if f'name="{name}"' in income[1]] == [
        "inkomsten_2",
        "inkomsten_3",
    ]


def test_what_is_filled_in_or_wrong_is_never_behind_a_closed_summary(client: Client, money_step: str) -> None:
    answer = client.post(money_step, {"bedrag": "500", "kosten_5": "Zand", "inkomsten_2_bedrag": "12"})

    assert answer.status_code == 422
    assert {target for target, _words in errors(answer.text)} == {"id_kosten_5_bedrag", "id_inkomsten_2"}
    assert [is_open for is_open, _text in behind_summaries(answer.text)] == [True, True]
    client.post(money_step, {"bedrag": "500", "kosten_4": "Zand", "kosten_4_bedrag": "80", "verder": ""})
    assert [is_open for is_open, _text in behind_summaries(client.get(money_step).text)] == [True, False]
