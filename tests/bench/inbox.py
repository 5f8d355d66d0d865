"""The inbox at 100 and at 50,000 cases: every filter and every order, as the administrator and as one wijkregisseur.

Run `python -m tests.bench.inbox` with DATABASE_URL naming a kind of database; each size has one of its own, with the
number of cases behind its name. Prints CPU of application and database, and rows (performance.md: inbox list).
A filter that finds five cases of 100 fills a page of 50,000, so the small one is given what the missing rows cost.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from statistics import median

SMALL, LARGE, BATCH = 100, 50_000, 2_000
ROUNDS, REQUESTS = 3, 4
QUERIES = {
    "termijn": "",
    **{f"sorteer {key}": f"?sorteer={key}" for key in ("-termijn", "leeftijd", "-leeftijd", "laatste", "-laatste")},
    **{f"sorteer {key}": f"?sorteer={key}" for key in ("bedrag", "-bedrag", "draagvlak", "-draagvlak", "wijk")},
    **{f"sorteer {key}": f"?sorteer={key}" for key in ("-wijk", "status", "-status", "nummer", "-nummer")},
    "groep nieuw": "?groep=nieuw",
    "groep afgerond": "?groep=afgerond",
    "status": "?status=to_decide",
    "wijk": "?wijk=oost",
    "van niemand": "?van=niemand",
    "van collega": "?van=collega",
    "te laat": "?termijn=te-laat",
    "binnen 7": "?termijn=7",
    "geen termijn": "?termijn=geen",
    "leeftijd": "?leeftijd=60plus",
    "mandaat": "?mandaat=college",
    "draagvlak": "?draagvlak=gehaald",
    "onderwerp": "?onderwerp=groen",
    "soort": "?soort=signal",
    "kanaal": "?kanaal=papier",
    "taal": "?taal=en",
    "bijlage": "?bijlage=ja",
    "nieuw bericht": "?let_op=bericht",
    "mail": "?let_op=mail",
    "zwerver": "?let_op=zwerver",
    "bedrag": "?bedrag_van=20000&bedrag_tot=30000",
    "ontvangen": "?ontvangen_van=2026-01-01&ontvangen_tot=2026-02-01",
    "besloten": "?besloten_van=2026-01-01&besloten_tot=2026-02-01",
    "niets": "?besloten_van=2030-01-01",
    "zoeken": "?q=bankje",
    "zeldzaam woord": "?q=zeldzaamheid",
    "vijf filters": "?wijk=oost&groep=besluit&onderwerp=groen&bedrag_tot=2000&van=niemand&sorteer=-bedrag",
}
# As a desk that was used for years looks: most is over.
_STATES = {
    "received": 2,
    "in_review": 4,
    "waiting_initiator": 2,
    "gathering_support": 3,
    "advice": 1,
    "to_decide": 2,
    "granted": 2,
    "executing": 6,
    "completed": 55,
    "rejected": 12,
    "withdrawn": 10,
    "spam": 1,
}
Figures = dict[str, list[float]]


@dataclass
class Reader:
    """Somebody at the desk, asked for without Django's test client but for signing in."""

    cookie: str

    def get(self, handler: object, address: str) -> tuple[str, bytes]:
        """One request; status and body."""
        from io import BytesIO
        from wsgiref.util import setup_testing_defaults

        path, _mark, query = address.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": self.cookie}
        environ |= {"HTTPS": "on", "wsgi.url_scheme": "https", "SERVER_PORT": "443", "wsgi.input": BytesIO()}
        setup_testing_defaults(environ)
        head: list[str] = []
        response = handler(environ, lambda status, headers: head.append(status))
        body = b"".join(response)
        response.close()
        return head[0], body


def fill(cases: int) -> None:
    """Add cases until there are so many; random, but the same every time."""
    from django.db import connection

    from participation.models import Submission

    known = Submission.objects.count()
    for first in range(known, cases, BATCH):
        _store(first, min(first + BATCH, cases))
    if known < cases and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _store(first: int, last: int) -> None:
    from django.db import transaction
    from django.db.models import F
    from django.utils import timezone

    from cms.models import User, Wijk
    from participation.models import Category, Event, Initiative, Submission, SupportCampaign

    now = timezone.now()
    wijken, subjects = list(Wijk.objects.in_order()), list(Category.objects.all())
    people = list(User.objects.filter(wijk_roles__role="wijkregisseur").order_by("pk").distinct())
    cases, words, campaigns = [], [], []
    for number in range(first, last):
        pick = Random(number)
        state = pick.choices(list(_STATES), weights=list(_STATES.values()))[0]
        received_at = now - timedelta(days=pick.randrange(1, 30 if state == "received" else 1_500), seconds=number)
        case = Submission(
            reference=f"WP-{received_at.year}-B{number:06}",
            state=state,
            state_since_at=received_at,
            received_at=received_at,
            answer_due_on=(received_at + timedelta(days=7)).date(),
            answered_at=None if pick.random() < 0.3 else received_at,
            decide_due_on=(received_at + timedelta(days=60)).date() if pick.random() < 0.3 else None,
            wijk=pick.choice(wijken) if pick.random() < 0.98 else None,
            category=pick.choice(subjects),
            kind="signal" if pick.random() < 0.1 else "initiative",
            channel="papier" if pick.random() < 0.03 else "web",
            language="en" if pick.random() < 0.02 else "nl",
            asked_cents=None if pick.random() < 0.2 else 100 * pick.randrange(40_000),
            assignee=pick.choice(people) if pick.random() < 0.8 else None,
            unread_at=now if pick.random() < 0.01 else None,
        )
        cases.append(case)
        what = "Een bankje bij de vijver. " * 10 if pick.random() < 0.05 else "Samen de straat groen maken. " * 10
        words.append(Initiative(submission=case, title=f"Plan {number} voor de straat", what=what))
        if pick.random() < 0.4:
            numbers = {"supporters": 25, "pc6": 5, "inside_count": pick.randrange(60)}
            campaigns.append(SupportCampaign(submission=case, scope="buurt", opened_at=now, closes_at=now, **numbers))
    with transaction.atomic():
        Submission.objects.bulk_create(cases)
        Initiative.objects.bulk_create(words)
        SupportCampaign.objects.bulk_create(campaigns)
        events = Event.objects.bulk_create(
            Event(submission=case, at=case.received_at, action="submitted", origin="resident") for case in cases
        )
        # Not in the order of the cases, as in life.
        Random(first).shuffle(events)
        for event in events:
            Submission.objects.filter(pk=event.submission_id).update(last_event=event.pk, version=F("version"))


def measure(cases: int) -> Figures:
    """Fill the database where that is not done yet, and measure: CPU in ms here and in the database, and rows."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import override_settings

    django.setup()
    import time

    from cms.models import User
    from tests.bench.subjects import database_cpu_s

    found: Figures = {}
    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / f"inbox-{cases}"):
        call_command("migrate", interactive=False, verbosity=0)
        if not User.objects.exists():
            call_command("demo", stdout=sys.stderr)
        fill(cases)
        handler = WSGIHandler()
        for who in ("beheer", "regisseur.zuid"):
            client = Client()
            client.force_login(User.objects.get(email=f"{who}@example.org"))
            reader = Reader(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
            for name, query in QUERIES.items():
                address = f"/beheer/te-behandelen/{query}"
                for _turn in range(2):
                    reader.get(handler, address)
                status, body = reader.get(handler, address)
                if not status.startswith("200"):
                    raise RuntimeError(f"{address} answers {status}")
                shown = body.count(b'name="zaak"')
                rounds = []
                for _round in range(ROUNDS):
                    there, here = database_cpu_s(), time.process_time()
                    for _request in range(REQUESTS):
                        reader.get(handler, address)
                    cpu = (time.process_time() - here) * 1000 / REQUESTS
                    rounds.append([cpu, (database_cpu_s() - there) * 1000 / REQUESTS])
                cpu, database = (median(values) for values in zip(*rounds, strict=True))
                found[f"{who}: {name}"] = [cpu, database, shown]
    return found


def report(small: Figures, large: Figures) -> str:
    """A table; `x` compares CPU of application and database, large to small, as if both showed as many rows."""
    lines = [f"{'':<34}{'ms ' + str(SMALL):>10}{'rows':>6}{'ms ' + str(LARGE):>10}{'rows':>6}{'x':>7}"]
    for name, (cpu, database, rows) in large.items():
        who = name.split(":")[0]
        full, empty = small[f"{who}: termijn"], small[f"{who}: niets"]
        row_cost = (sum(full[:2]) - sum(empty[:2])) / full[2]
        before, rows_before = sum(small[name][:2]), small[name][2]
        ratio = (cpu + database) / (before + row_cost * (rows - rows_before))
        cells = f"{before:>10.1f}{rows_before:>6.0f}{cpu + database:>10.1f}{rows:>6.0f}"
        lines.append(f"{name:<34}{cells}{ratio:>7.2f}")
    return "\n".join(lines)


def _child(cases: int) -> Figures:
    """Measure in a process of its own, on the database of this size."""
    from tests.bench.scaling import _make_database

    url = os.environ["DATABASE_URL"]
    stem, suffix = (url.removesuffix(".sqlite3"), ".sqlite3") if url.startswith("sqlite") else (url, "")
    _make_database(f"{stem}_inbox_{cases}")
    environ = os.environ | {"DATABASE_URL": f"{stem}_inbox_{cases}{suffix}"}
    command = [sys.executable, "-m", "tests.bench.inbox", str(cases)]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)  # noqa: S603 (this file)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure both sizes, each in a process of its own, and print the table."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
        return
    sys.stdout.write(report(_child(SMALL), _child(LARGE)) + "\n")


if __name__ == "__main__":
    main()
