"""Polls in the world: one of every kind of question, a survey, and the links that voters have."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core import signing

from cms import tokens
from cms.models import Purpose
from pages.models import Picture
from polls import hashes
from polls.codes import Identity
from polls.models import Poll, Voter
from polls.services import confirming, saving
from polls.services.casting import cast
from tests.conftest import NOW
from tests.factories.cms import link_text
from tests.factories.pages import Tree
from tests.factories.polls import every_question, make_overview, make_poll, pick

if TYPE_CHECKING:
    from tests.matrix.world import World

# The clock of the database is the real one, whatever day the world has.
TIMES = {"opens_at": datetime(2026, 1, 1, tzinfo=UTC), "closes_at": datetime(2099, 1, 1, tzinfo=UTC)}
POLL = "/wijken/zuid/peilingen/plein/"
SURVEY = "/wijken/zuid/peilingen/enquete/"
OF_THE_CITY = "/peilingen/stad/"


def make_poll_pages(tree: Tree, picture: Picture) -> None:
    """Overviews, and polls that hold every kind of question, on one page and as a survey."""
    zuid = tree.wijk_pages["zuid"]
    for parent in (tree.home, *tree.wijk_pages.values()):
        make_overview(parent)
    make_poll(zuid, may_change=True, **TIMES)
    make_poll(tree.home, title="Voor de hele stad", slug="stad", identity=Identity.CODE, **TIMES)
    make_poll(zuid, *every_question(picture), title="Hoe gaat het in Zuid?", slug="enquete", **TIMES)
    make_poll(
        zuid,
        *(row for row in every_question(picture) if row[0] != "next_page"),
        title="Alles op een bladzijde",
        slug="alles",
        outcome=[("text", "<p>Er komen bomen.</p>")],
        **TIMES,
    )


def poll_tokens(world: World) -> dict[str, str]:
    """The links of voters of Zuid: to confirm, to change, and to go on with a survey."""
    poll = Poll.objects.get(path=POLL)
    cast(poll=poll, voter_hash=hashes.of_email(poll, "stemde@example.org"), answers=pick(poll))
    pending = confirming.give(
        poll=poll, email="stemt@example.org", answers=pick(poll, 1), wijk_id=None, now=NOW, language="nl"
    )
    saved = saving.save(poll=Poll.objects.get(path=SURVEY), saved=None, answers={}, now=NOW)
    return {
        "confirm_vote": link_text(Purpose.CONFIRM_VOTE, f"vote:{pending}"),
        "change_vote": tokens.text_of(confirming.change_link(poll, Voter.objects.get(poll=poll), NOW)),
        "survey": signing.dumps(saved.pk, salt="polls.progress"),
    }
