"""Measure voting: the rate at 8 and 32 clients beside a bare vote of the same run, and a page with 1,000,000 answers.

DATABASE_URL names a PostgreSQL database of its own, which is emptied:
`DATABASE_URL=postgres://... DJANGO_SETTINGS_MODULE=cms.settings_test python -m tests.bench.votes`.
After each run the ballots are counted again: none lost, none double, and the counts equal a recount.
"""

from __future__ import annotations

import secrets
import sys
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import django
from django.core.management import call_command
from django.core.signing import Signer
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

django.setup()

from cms.forms.protection import opened_at_token  # noqa: E402
from polls.codes import Identity  # noqa: E402
from polls.models import Answer, Ballot, Poll, PollPage, Tally, Turnout, Voter  # noqa: E402
from polls.reading import asks_of  # noqa: E402
from polls.services import tallies  # noqa: E402
from tests.bench import floors  # noqa: E402
from tests.bench.served import Site, beside  # noqa: E402
from tests.bench.subjects import Subject  # noqa: E402
from tests.factories.cms import make_wijk  # noqa: E402
from tests.factories.pages import make_tree  # noqa: E402
from tests.factories.polls import make_poll  # noqa: E402

CLIENTS = (8, 32)
BALLOTS, MARKS = 100_000, 10


def make_polls() -> tuple[Poll, Poll, Poll]:
    """On an empty database: an open poll to vote in, and one of ten questions without votes and with a million."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    place = make_tree(make_wijk("zuid", "1214")).wijk_pages["zuid"]
    choices = [{"text": text} for text in ("Speelplek", "Bankjes", "Sport", "Tuin")]
    votes = make_poll(place, ("one", {"text": "Kies één idee", "choices": choices}), identity=Identity.OPEN)
    questions = [("one", {"text": f"Vraag {number}", "choices": choices}) for number in range(MARKS)]
    empty, crowded = (make_poll(place, *questions, slug=slug) for slug in ("leeg", "druk"))
    fill(crowded)
    return votes, empty, crowded


def fill(poll: Poll) -> None:
    """A hundred thousand ballots of ten answers each, and their counts."""
    asks = asks_of(poll)
    for start in range(0, BALLOTS, 5_000):
        ballots = Ballot.objects.bulk_create(Ballot(poll=poll) for _number in range(5_000))
        Voter.objects.bulk_create(Voter(poll=poll, voter_hash=f"{start + n:064d}") for n in range(5_000))
        Answer.objects.bulk_create(
            Answer(ballot=ballot, question_id=ask.pk, choice_id=ask.options[number % 4].pk)
            for number, ballot in enumerate(ballots)
            for ask in asks
        )
    counted, turnout = tallies.recount(poll, {ask.pk: ask for ask in asks})
    Tally.objects.bulk_create(
        Tally(question_id=question, slot=slot, place=place, channel=channel, people=people)
        for (question, slot, place, channel), people in counted.items()
    )
    Turnout.objects.bulk_create(
        Turnout(poll=poll, place=place, channel=channel, people=people) for (place, channel), people in turnout.items()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def page_cost(addresses: list[str]) -> list[float]:
    """CPU of each page, here and in the database together, in milliseconds; measured in turns."""
    measured = [Subject(address, address, floors.uncached, 10) for address in addresses]
    for subject in measured:
        subject.prepare()
    for _round in range(7):
        for subject in measured:
            subject.measure()
    return [subject.cpu + subject.database for subject in measured]


def vote_rates(poll: Poll) -> list[str]:
    """A line for each number of clients, and a check that nothing was lost or counted twice."""
    ask = asks_of(poll)[0]
    signer = Signer(salt="polls.browser")
    opened = opened_at_token(timezone.now() - timedelta(minutes=1))

    def ours() -> tuple[str, str]:
        choice = ask.options[secrets.randbelow(4)].pk
        form = urlencode({f"v{ask.pk}": choice, "verstuur": "Verstuur", "geopend": opened})
        return form, f"stem_nl={signer.sign(uuid4().hex)}"

    def bare() -> tuple[str, str]:
        return urlencode({"choice": secrets.randbelow(4), "voter": uuid4().hex}), ""

    lines, sent = [], 0
    poll_of_bare = make_poll(PollPage.objects.first().get_parent().get_parent(), slug="kaal")
    floor = Site("tests.bench.bare.settings", "tests.bench.bare.wsgi", BENCH_POLL=str(poll_of_bare.pk))
    site = Site("tests.bench.served_site", "cms.wsgi")
    try:
        for clients in CLIENTS:
            found = beside((floor, "/stem/", bare), (site, f"{poll.path}stemmen/", ours), clients)
            sent += found.sent
            rates = f"bare {found.bare:7.0f}/s, vote {found.ours:7.0f}/s, ratio {found.ratio:.2f}"
            lines.append(f"{clients:>3} clients: {rates}")
    finally:
        site.stop()
        floor.stop()
    stored, turnout = tallies.stored(poll)
    assert (stored, turnout) == tallies.recount(poll, {ask.pk: ask}), "counts differ from a recount"
    ballots, voters = poll.ballots.count(), poll.voters.count()
    assert ballots == voters == sum(turnout.values()) == sent, (ballots, voters, sent)
    return [*lines, f"{sent} votes sent, {ballots} ballots, {voters} voters: none lost, none double"]


def main() -> None:
    """Measure, and print. Empties the database, so its name has to say what it is for."""
    if connection.vendor != "postgresql" or "bench" not in connection.settings_dict["NAME"]:
        sys.exit("DATABASE_URL has to name a PostgreSQL database with 'bench' in its name: it is emptied.")
    with override_settings(ALLOWED_HOSTS=["*"]):
        votes, empty, crowded = make_polls()
        few, many = page_cost([empty.path, crowded.path])
        lines = [f"page: no answers {few:.2f} ms, {BALLOTS * MARKS} answers {many:.2f} ms, ratio {many / few:.2f}"]
        lines += vote_rates(votes)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
