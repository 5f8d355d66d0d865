"""The ballots of a poll as CSV, XLSX and JSON, with a codebook. One row per ballot, in the order of random keys.

Confidential questions are left out (their counts are in the results), and wijken with fewer than five people are
joined, so that a row tells of nobody.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from django.utils.translation import gettext as _

from cms.sheets import Number, csv_bytes, safe
from polls.codes import Channel, Kind
from polls.groups import joined
from polls.models import Answer, Ballot, Poll
from polls.questions import Ask, Mark
from polls.reading import asks_of, turnout_of

Cell = str | int | None


def _asks(poll: Poll) -> list[Ask]:
    return [ask for ask in asks_of(poll) if not ask.is_confidential]


def columns(ask: Ask, number: int) -> list[tuple[str, str]]:
    """Name and meaning of each column of a question."""
    start = f"v{number}"
    if ask.kind == Kind.SEVERAL:
        found = [(f"{start}_{place}", option.text) for place, option in enumerate(ask.options, start=1)]
    elif ask.kind == Kind.RANKING:
        found = [
            (f"{start}_{place}", _("plaats van %(choice)s") % {"choice": option.text})
            for place, option in enumerate(ask.options, start=1)
        ]
    elif ask.kind == Kind.MATRIX:
        found = [(f"{start}_{place}", row.text) for place, row in enumerate(ask.rows, start=1)]
    elif ask.kind == Kind.PLACE:
        found = [(start, ask.text), (f"{start}_punt", _("punt op de kaart"))]
    else:
        found = [(start, ask.text)]
    return [*found, (f"{start}_anders", _("anders, namelijk"))] if any(o.is_other for o in ask.options) else found


def cells(ask: Ask, marks: list[Mark]) -> list[Cell]:
    """What one ballot holds of a question: numbers of choices as in the codebook, places, rates or words."""
    place_of = {option.pk: place for place, option in enumerate(ask.options, start=1)}
    if ask.kind == Kind.SEVERAL:
        picked = {mark.choice for mark in marks}
        found: list[Cell] = [int(option.pk in picked) if marks else None for option in ask.options]
    elif ask.kind == Kind.RANKING:
        places = {mark.choice: mark.number for mark in marks}
        found = [places.get(option.pk) for option in ask.options]
    elif ask.kind == Kind.MATRIX:
        rates = {mark.row: mark.number for mark in marks}
        found = [rates.get(row.pk) for row in ask.rows]
    elif ask.kind == Kind.PLACE:
        found = [place_of[marks[0].choice], marks[0].text or None] if marks else [None, None]
    else:
        mark = marks[0] if marks else Mark()
        found = [
            place_of[mark.choice] if mark.choice else mark.number if mark.number is not None else mark.text or None
        ]
    if any(option.is_other for option in ask.options):
        found.append(next((mark.text for mark in marks if mark.text), None))
    return found


def header(poll: Poll) -> list[str]:
    """The names of the columns."""
    asked = [name for number, ask in enumerate(_asks(poll), start=1) for name, _meaning in columns(ask, number)]
    return ["kanaal", "wijk", *asked]


def rows(poll: Poll) -> Iterator[list[Cell]]:
    """One row per ballot. The order is that of random keys, which says nothing of who came first."""
    asks = _asks(poll)
    names = _place_names(poll)
    marks: dict[int, dict[int, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    answers = Answer.objects.filter(ballot__poll=poll).order_by("pk")
    for ballot, question, choice, row, number, text in answers.values_list(
        "ballot_id", "question_id", "choice_id", "row_id", "number", "text"
    ).iterator():
        marks[ballot][question].append(Mark(choice, row, number, text))
    ballots = Ballot.objects.filter(poll=poll).order_by("pk").values_list("pk", "channel", "wijk_id")
    for pk, channel, wijk in ballots.iterator():
        own = marks[pk]
        found: list[Cell] = [str(Channel(channel).label), names[wijk or 0]]
        for ask in asks:
            found += cells(ask, own[ask.pk])
        yield found


def _place_names(poll: Poll) -> dict[int, str]:
    """The name of each wijk that stands alone; "overige" for those with fewer than five people."""
    from cms.wijken import in_order

    counts: dict[int, int] = defaultdict(int)
    for (place, _channel), people in turnout_of(poll).items():
        counts[place] += people
    alone, _together = joined(counts)
    names = {wijk.pk: wijk.name for wijk in in_order()} | {0: _("onbekend")}
    return {place: names.get(place, "") if place in alone else _("overige") for place in [*names, *counts]}


def codebook(poll: Poll) -> list[tuple[str, str, str, str]]:
    """What each column means: name, question, kind, and its values."""
    found = [
        ("kanaal", _("Hoe de stem binnenkwam"), "", ", ".join(str(label) for label in Channel.labels)),
        ("wijk", _("Waar de stemmer woont"), "", _("wijken met minder dan vijf mensen staan onder ‘overige’")),
    ]
    for number, ask in enumerate(_asks(poll), start=1):
        for name, meaning in columns(ask, number):
            text = ask.text if meaning == ask.text else f"{ask.text}: {meaning}"
            found.append((name, text, str(ask.kind.label), _values(ask, name)))
    return found


def _values(ask: Ask, name: str) -> str:
    if name.endswith("_anders"):
        return _("tekst")
    if name.endswith("_punt"):
        return _("graden noorderbreedte en oosterlengte (WGS 84), op ongeveer 100 meter")
    if ask.kind == Kind.SEVERAL:
        return _("1 = gekozen, 0 = niet gekozen")
    if ask.kind in (Kind.ONE, Kind.YES_NO, Kind.PICTURE, Kind.PLACE):
        return ", ".join(f"{place} = {option.text}" for place, option in enumerate(ask.options, start=1))
    if ask.kind in (Kind.SCALE, Kind.MATRIX, Kind.NUMBER):
        ends = [f"{ask.least} = {ask.low}" if ask.low else "", f"{ask.most} = {ask.high}" if ask.high else ""]
        span = _("van %(least)s tot en met %(most)s") % {"least": ask.least, "most": ask.most}
        return ", ".join(filter(None, [span, *ends, ask.unit]))
    return _("1 = het hoogst") if ask.kind == Kind.RANKING else _("tekst")


CODEBOOK_HEADER = ("kolom", "vraag", "soort", "waarden")


def as_csv(poll: Poll) -> bytes:
    """The ballots, as a Dutch spreadsheet opens them; no text becomes a formula."""
    return csv_bytes(header(poll), (map(_cell, row) for row in rows(poll)))


def codebook_csv(poll: Poll) -> bytes:
    """The codebook beside it."""
    return csv_bytes(CODEBOOK_HEADER, codebook(poll))


def _cell(value: Cell) -> object:
    return Number(value) if isinstance(value, int) else value


def as_xlsx(poll: Poll) -> bytes:
    """Ballots and codebook as a workbook of two sheets; text cells are text, whatever they begin with."""
    book = Workbook(write_only=True)
    for title, head, lines in (
        ("stemmen", header(poll), rows(poll)),
        ("codeboek", list(CODEBOOK_HEADER), codebook(poll)),
    ):
        sheet = book.create_sheet(title)
        sheet.append([safe(cell) for cell in head])
        for line in lines:
            sheet.append([value if isinstance(value, int) or value is None else safe(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(poll: Poll) -> bytes:
    """Ballots and codebook as JSON."""
    names = header(poll)
    data: dict[str, Any] = {
        "poll": poll.title,
        "codebook": [dict(zip(CODEBOOK_HEADER, row, strict=True)) for row in codebook(poll)],
        "ballots": [dict(zip(names, row, strict=True)) for row in rows(poll)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
