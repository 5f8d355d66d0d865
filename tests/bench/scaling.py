"""Measure what the number of rows costs: the overview at 100 and at 100,000 plans, a plan at 0 and 200,000 supporters.
Run it by `make bench-scale`; the first time it takes long to make its databases, which it keeps.

DATABASE_URL says what kind of database; each size has one of its own, with the number of plans behind its name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median
from urllib.parse import urlsplit

SMALL, LARGE, SUPPORTERS = 100, 100_000, 200_000
TURNS, ROUNDS, REQUESTS = 2, 5, 10
LISTS = {
    "lijst, nieuwste": "",
    "sluit snel": "?volgorde=sluit-snel",
    "meeste steun": "?volgorde=meeste-steun",
    "laatst besloten": "?volgorde=laatst-besloten",
    "een wijk": "?wijk=oost",
    "zoekt steun": "?stand=zoekt-steun",
    "gaat niet door": "?stand=gaat-niet-door",
    "een onderwerp": "?onderwerp=groen",
    "geld: tot 2.000": "?geld=tot-2000",
    "geld: meer": "?geld=boven-25000",
    "vier filters": "?wijk=oost&stand=klaar&onderwerp=groen&geld=tot-2000",
    "een woord": "?q=bankje",
    "kaart": "?beeld=kaart",
}
PAGE = "kale pagina"
EMPTY_PLAN, CROWDED_PLAN = "plan, 0 steuners", "plan, veel steuners"
Figures = dict[str, list[float]]


def subjects() -> list:
    """The floor, and what stands beside it."""
    from participation.models import Submission
    from participation.selectors import initiative_path
    from tests.bench import floors, scale
    from tests.bench.subjects import Subject

    plans = Submission.objects.select_related("public_version", "wijk")
    paths = {slug: initiative_path(plans.get(public_version__slug=slug)) for slug in (scale.EMPTY, scale.CROWDED)}

    return [
        Subject(PAGE, floors.BARE_PAGE_PATH, floors.bare_page, REQUESTS),
        *(Subject(name, f"/initiatieven/{query}", floors.uncached, REQUESTS) for name, query in LISTS.items()),
        Subject(EMPTY_PLAN, paths[scale.EMPTY], floors.uncached, REQUESTS),
        Subject(CROWDED_PLAN, paths[scale.CROWDED], floors.uncached, REQUESTS),
    ]


def measure(plans: int) -> Figures:
    """Fill the database where that is not done yet, and measure: CPU in ms here and in the database, and queries."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    django.setup()
    from participation.models import PublicVersion
    from tests.bench import scale

    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / f"scale-{plans}"):
        call_command("migrate", interactive=False, verbosity=0)
        if not PublicVersion.objects.exists():
            call_command("demo", stdout=sys.stderr)
        scale.fill(plans, SUPPORTERS if plans == LARGE else 0)
        measured = subjects()
        for subject in measured:
            subject.prepare()
        for _round in range(ROUNDS):
            for subject in measured:
                subject.measure()
    return {subject.name: [subject.cpu, subject.database, subject.query_count] for subject in measured}


def report(small: Figures, large: Figures) -> str:
    """A table. `x` compares CPU of application and database: large to small, and to the floor of the same run."""
    lines = [f"{'':<22}{'ms ' + str(SMALL):>10}{'ms ' + str(LARGE):>11}{'x':>7}{'x floor':>9}{'queries':>9}"]
    for name, (cpu, database, queries) in large.items():
        before = sum(small[name][:2])
        floor = sum(large[PAGE][:2])
        if name == CROWDED_PLAN:
            before = sum(large[EMPTY_PLAN][:2])
        lines.append(
            f"{name:<22}{before:>10.2f}{cpu + database:>11.2f}{(cpu + database) / before:>7.2f}"
            f"{(cpu + database) / floor:>9.2f}{queries:>9.0f}"
        )
    return "\n".join(lines)


def _child(plans: int) -> Figures:
    """Measure in a process of its own, on the database of this size."""
    url = os.environ["DATABASE_URL"]
    stem, suffix = (url.removesuffix(".sqlite3"), ".sqlite3") if url.startswith("sqlite") else (url, "")
    _make_database(f"{stem}_{plans}")
    environ = os.environ | {"DATABASE_URL": f"{stem}_{plans}{suffix}"}
    command = [sys.executable, "-m", "tests.bench.scaling", str(plans)]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)  # noqa: S603 (this file)
    return json.loads(done.stdout.splitlines()[-1])


def _make_database(url: str) -> None:
    if url.startswith("sqlite"):
        return
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


def main() -> None:
    """Measure both sizes in turns, each in a process of its own, and print the table."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
        return
    turns = [(_child(SMALL), _child(LARGE)) for _turn in range(TURNS)]
    small, large = (
        {
            name: [median(values) for values in zip(*(turn[at][name] for turn in turns), strict=True)]
            for name in turns[0][at]
        }
        for at in (0, 1)
    )
    sys.stdout.write(report(small, large) + "\n")


if __name__ == "__main__":
    main()
