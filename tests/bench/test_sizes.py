"""A page is light: HTML at most 8 kB, style and scripts at most 13 kB, compressed (performance, budgets).

Measured with as many plans on a page as it ever shows. Nothing here asserts elapsed time.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from django.test import Client

from participation.models import PublicVersion, Submission
from participation.selectors import seeking_support
from tests.bench import sizes
from tests.conftest import NOW
from tests.factories.calendar import make_activity, make_agenda
from tests.factories.pages import make_tree
from tests.factories.participation import gathering, granted, make_house

SUMMARY = "We maken samen een plek waar buren elkaar ontmoeten, met bankjes en bloemen voor iedereen uit de straat."
PATHS = ("/", "/wijken/", "/wijken/zuid/", "/wijkthermometer/", "/initiatieven/", "/start/", "/vind-je-wijk/")
# As much as a month and a list ever show: three a day, and fifty.
AGENDA = ("/agenda/?maand=2026-12", "/agenda/?maand=2026-12&print", "/agenda/?maand=2026-12&beeld=lijst")
ACTIVITY = "/agenda/koffie-nummer-1/"

# What a page weighs does not hang on the kind of database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def full_site() -> None:
    """A city with more plans than any list shows on one page, each with a summary as long as people write."""
    house = make_house("zuid")
    agenda = make_agenda(make_tree(house.wijk).home)
    for number in range(4):
        title = f"Koffie en een praatje in de buurt, nummer {number}"
        daily = {"repeat": "dag", "starts_on": date(2026, 12, 1)}
        make_activity(agenda, title, slug=f"koffie-nummer-{number}", place_name="Ontmoetingsplek Oost", **daily)
    seeking = gathering(house)
    # On the map, and open for support: all that a plan's page ever loads.
    PublicVersion.objects.filter(submission=seeking).update(latitude="52.2236", longitude="5.1763")
    granted(house, title="Bankjes", email="jan@example.org")
    model = Submission.objects.get(public_version__title="Bankjes")
    for number in range(30):
        case = Submission.objects.create(
            reference=f"WP-2026-X{number:05}",
            state=model.state,
            state_since_at=NOW,
            received_at=NOW,
            answer_due_on=NOW.date(),
            wijk=house.wijk,
        )
        PublicVersion.objects.create(
            submission=case,
            title=f"Ontmoetingsplek nummer {number} in onze straat",
            slug=f"plek-{number}",
            summary=f"{number}. {SUMMARY}",
            is_public=True,
            published_at=NOW - timedelta(minutes=number),
            updated_at=NOW,
        )


def test_pages_with_their_style_and_scripts_are_light(full_site: None, client: Client) -> None:
    found = {}
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        plan = seeking_support(limit=1)[0].path
        for path in (*PATHS, *AGENDA, ACTIVITY, plan):
            answer = client.get(path)
            assert answer.status_code == 200, path
            if path == plan:
                assert "kaart-knop" in answer.text and "steunen.js" in answer.text
            found[path] = (sizes.compressed(answer.content), sizes.assets_size(answer.content))

    too_heavy = {
        path: weights
        for path, weights in found.items()
        if weights[0] > sizes.HTML_BUDGET or weights[1] > sizes.ASSETS_BUDGET
    }
    assert too_heavy == {}
    assert all(weights[1] > 0 for weights in found.values()), "each page has a style sheet, and it was found"


def test_a_style_sheet_and_a_script_are_found_and_other_links_are_not() -> None:
    html = (
        b'<link rel="icon" href="/static/cms/favicon.svg"><link rel="stylesheet" href="/static/cms/wijkplein.css">'
        b'<script src="/static/cms/wijkplein.js" defer></script><a href="/x/">x</a>'
    )
    assert sizes.assets_of(html) == ["cms/wijkplein.css", "cms/wijkplein.js"]


def test_a_file_that_is_not_ours_is_an_error() -> None:
    with pytest.raises(LookupError):
        sizes.assets_size(b'<script src="/static/elsewhere.js"></script>')
