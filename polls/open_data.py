"""`/open-data/v1/polls.json` and `.csv`: results that everybody may see, as counts (docs/open-data.md)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, Sum

from cms.mail.links import absolute
from cms.sheets import Number, csv_bytes
from cms.workdays import local_date
from polls.addresses import poll_path
from polls.codes import Identity, Rung, ShowResult
from polls.counting import Line, Result, result
from polls.models import Poll, Tally, Turnout
from polls.reading import asks_of, listed

MOST_POLLS = 500
CSV_HEADER = (
    *("peiling", "adres", "wijk", "opent", "sluit", "wie", "invloed", "deelnemers"),
    *("vraag", "soort", "antwoord", "rij", "mensen", "deel_procent", "gemiddeld", "beantwoord"),
)


def published(now: datetime) -> list[Poll]:
    """Polls whose results everybody may see now, the newest first; one query."""
    open_ones = Q(show_result=ShowResult.LIVE, opens_at__lte=now)
    found = listed().filter(Q(closes_at__lte=now) | open_ones)
    return list(found.order_by("-closes_at", "-pk")[:MOST_POLLS])


def _read(polls: list[Poll]) -> list[tuple[Poll, int, list[Result]]]:
    """Each poll with how many took part and its results; two queries, and two for each poll not in memory yet."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    tallies = Tally.objects.filter(question__poll__in=polls, people__gt=0).order_by()
    for question, slot, people in tallies.values_list("question_id", "slot").annotate(all=Sum("people")):
        counts[question][slot] = people
    turnout = dict(
        Turnout.objects.filter(poll__in=polls).order_by().values_list("poll_id").annotate(all=Sum("people"))
    )
    return [
        (poll, turnout.get(poll.pk, 0), [result(ask, counts.get(ask.pk, {})) for ask in asks_of(poll)])
        for poll in polls
    ]


def as_json(polls: list[Poll]) -> bytes:
    """The results, question by question."""
    data = {
        "municipality": settings.MUNICIPALITY_NAME,
        "polls": [_poll(poll, people, found) for poll, people, found in _read(polls)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _poll(poll: Poll, people: int, found: list[Result]) -> dict[str, Any]:
    return {
        "title": poll.title,
        "page": absolute(poll_path(poll)),
        "wijk": poll.wijk.slug if poll.wijk else None,
        "opens_at": poll.opens_at.isoformat(),
        "closes_at": poll.closes_at.isoformat(),
        "identity": poll.identity,
        "is_indicative": poll.identity == Identity.OPEN,
        "influence": poll.rung,
        "participants": people,
        "questions": [_question(one) for one in found],
    }


def _question(found: Result) -> dict[str, Any]:
    rows = [{"row": row.text, "steps": [_line(line) for line in lines]} for row, lines in found.matrix]
    shown = () if found.ask.is_confidential else found.points
    points = [
        {
            "answer": point.option.text,
            "latitude": float(point.latitude),
            "longitude": float(point.longitude),
            "people": point.people,
        }
        for point in shown
    ]
    return {
        "question": found.ask.text,
        "kind": str(found.ask.kind),
        "respondents": found.respondents,
        "mean": _decimal(found.mean),
        "median": _decimal(found.median),
        "answers": [_line(line) for line in found.lines],
        **({"rows": rows} if rows else {}),
        **({"points": points} if points else {}),
    }


def _line(line: Line) -> dict[str, Any]:
    mean = {"mean": _decimal(line.mean)} if line.mean is not None else {}
    return {"answer": line.option.text, "people": line.people, "percent": line.percent} | mean


def _decimal(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def as_csv(polls: list[Poll]) -> bytes:
    """One row for each answer to choose; of a matrix for each step of each row."""
    return csv_bytes(CSV_HEADER, (row for one in _read(polls) for row in _rows(*one)))


def _rows(poll: Poll, people: int, found: list[Result]) -> Iterator[tuple[object, ...]]:
    start = (
        poll.title,
        absolute(poll_path(poll)),
        poll.wijk.name if poll.wijk else "",
        local_date(poll.opens_at).isoformat(),
        local_date(poll.closes_at).isoformat(),
        Identity(poll.identity).label,
        Rung(poll.rung).label,
        people,
    )
    for one in found:
        about = (one.ask.text, one.ask.kind.label)
        lines = [("", line) for line in one.lines] if not one.matrix else []
        lines += [(row.text, line) for row, spread in one.matrix for line in spread]
        for row, line in lines:
            mean = "" if line.mean is None else Number(f"{float(line.mean):.2f}".replace(".", ","))
            yield (*start, *about, line.option.text, row, line.people, line.percent, mean, one.respondents)
