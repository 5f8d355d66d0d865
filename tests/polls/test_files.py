"""Results as open data and in a frame: what everybody may see, and nothing more."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from polls.codes import Identity, ShowResult
from polls.models import Poll
from polls.services.casting import cast
from tests.factories.pages import Tree
from tests.factories.polls import make_poll, pick
from tests.policies import policy_of

FRAME = "/wijken/zuid/peilingen/plein/insluiten/"


def voted(tree: Tree) -> Poll:
    """A poll with live results: two for the playground, one for benches."""
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    for number, place in enumerate((0, 0, 1)):
        cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll, place))
    return poll


def test_open_data_holds_the_counts_of_the_page(tree: Tree, client: Client) -> None:
    voted(tree)
    (poll,) = json.loads(client.get("/open-data/v1/polls.json").content)["polls"]
    assert (poll["participants"], poll["wijk"], poll["is_indicative"]) == (3, "zuid", True)
    (question,) = poll["questions"]
    assert [(row["answer"], row["people"], row["percent"]) for row in question["answers"]] == [
        ("Speelplek", 2, 67),
        ("Bankjes", 1, 33),
        ("Tuin", 0, 0),
    ]
    text = client.get("/open-data/v1/polls.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["antwoord"], row["mensen"], row["deel_procent"]) for row in rows][0] == ("Speelplek", "2", "67")


def test_a_result_that_is_not_for_everybody_yet_is_in_no_file_and_in_no_frame(
    tree: Tree, client: Client, settings
) -> None:
    settings.EMBED_HOSTS = ["https://www.example.org"]
    for slug, shows in (("na", ShowResult.VOTED), ("dicht", ShowResult.CLOSED)):
        make_poll(tree.wijk_pages["zuid"], slug=slug, show_result=shows)
        assert client.get(f"/wijken/zuid/peilingen/{slug}/insluiten/").status_code == 404
    assert json.loads(client.get("/open-data/v1/polls.json").content)["polls"] == []
    now = timezone.now()
    Poll.objects.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
    assert len(json.loads(client.get("/open-data/v1/polls.json").content)["polls"]) == 2


def test_a_result_is_framed_by_the_sites_that_may_and_no_other(tree: Tree, client: Client, settings) -> None:
    voted(tree)
    assert client.get(FRAME).status_code == 404
    settings.EMBED_HOSTS = ["https://www.example.org"]
    response = client.get(FRAME)
    assert policy_of(response)["frame-ancestors"] == ["https://www.example.org"]
    text = response.content.decode()
    assert "kreeg de meeste stemmen: 2 van de 3" in text
    assert "<form" not in text
    assert "<script" not in text
    assert policy_of(client.get("/wijken/zuid/peilingen/plein/"))["frame-ancestors"] == ["'none'"]
