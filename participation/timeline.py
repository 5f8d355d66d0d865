"""Where a plan stands, as a row of steps with days, for its page. Pure; days are local."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.templatetags.notation import datum, datum_jaar
from participation.codes import State
from participation.states import resident_words

DECIDED = frozenset({State.GRANTED, State.PARTLY_GRANTED, State.REJECTED, State.EXECUTING, State.COMPLETED})
GRANTED = frozenset({State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.COMPLETED})
# States that end the path before a decision, or beside it.
ENDED = frozenset({State.SET_ASIDE, State.STOPPED, State.WITHDRAWN, State.TAKEN_ALONG, State.REFERRED})
REVIEWED = frozenset({State.RECEIVED, State.REOPENED, State.IN_REVIEW, State.WAITING_INITIATOR, State.ADVICE})


@dataclass(frozen=True)
class Step:
    """One step. state: "done", "now" or "" (still to come)."""

    state: str
    title: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the steps are made of. `who_decides` is a sentence without its full stop, empty where not known."""

    state: State
    received_on: date
    published_on: date
    has_campaign: bool = False
    is_fast_lane: bool = False
    opened_on: date | None = None
    closes_on: date | None = None
    closed_on: date | None = None
    supporters: int = 0
    missing: int = 0
    who_decides: str = ""
    decide_due_on: date | None = None
    decided_on: date | None = None
    started_on: date | None = None
    since_on: date | None = None


def steps(story: Story) -> list[Step]:
    """The steps of a plan, done ones first; exactly one is "now" while something is being done."""
    row = [
        Step("done", _("Verteld aan de gemeente"), datum_jaar(story.received_on)),
        Step("done", _("Op Wijkplein gezet"), _placed(story)),
        *_support(story),
        *_review(story),
    ]
    if story.state in ENDED:
        return [*row, Step("done", resident_words(story.state), datum_jaar(story.since_on))]
    row.append(_decision(story))
    return row if story.state == State.REJECTED else [*row, *_doing(story)]


def _placed(story: Story) -> str:
    day = datum_jaar(story.published_on)
    if story.state in DECIDED:
        return day
    return _("%(day)s. Over geld is nog niet besloten.") % {"day": day}


def _support(story: Story) -> list[Step]:
    title = _("Steun zoeken")
    if story.has_campaign:
        if story.state == State.GATHERING_SUPPORT:
            return [Step("now", title, _open_words(story))]
        words = ngettext(
            "Tot en met %(day)s. %(count)s buur steunde dit plan.",
            "Tot en met %(day)s. %(count)s buren steunden dit plan.",
            story.supporters,
        )
        closed = story.closed_on or story.closes_on
        return [Step("done", title, words % {"day": datum_jaar(closed), "count": story.supporters})]
    if story.state not in REVIEWED or story.is_fast_lane:
        return []
    return [Step("", title, _("Als de wijkregisseur dit openzet, kunnen buren het plan steunen."))]


def _open_words(story: Story) -> str:
    until = _("Tot en met %(day)s.") % {"day": datum(story.closes_on)}
    if not story.missing:
        return f"{until} {_('Er is genoeg steun. Meer steun mag altijd.')}"
    words = ngettext("Nog %(count)s buur nodig.", "Nog %(count)s buren nodig.", story.missing)
    return f"{until} {words % {'count': story.missing}}"


def _review(story: Story) -> list[Step]:
    if story.state not in REVIEWED:
        return []
    words = {
        State.WAITING_INITIATOR: _("De gemeente wacht op een antwoord van de indiener."),
        State.ADVICE: _("De wijkregisseur vraagt een collega om advies."),
    }
    step = Step("now", _("De wijkregisseur kijkt ernaar"), words.get(story.state, ""))
    return [step]


def _decision(story: Story) -> Step:
    if story.state in DECIDED:
        # What is being done was granted before; the words of now stand at the step of now.
        words = State.GRANTED if story.state in (State.EXECUTING, State.COMPLETED) else story.state
        text = f"{datum_jaar(story.decided_on)}. {resident_words(words)}." if story.decided_on else ""
        return Step("done", _("Besluit"), text)
    parts = [f"{story.who_decides}."] if story.who_decides else []
    if story.decide_due_on:
        parts.append(_("Je leest het besluit hier, uiterlijk %(day)s.") % {"day": datum_jaar(story.decide_due_on)})
    else:
        parts.append(_("Je leest het besluit hier."))
    return Step("now" if story.state == State.TO_DECIDE else "", _("Besluit"), " ".join(parts))


def _doing(story: Story) -> list[Step]:
    started = datum_jaar(story.started_on) if story.started_on else ""
    doing = {State.EXECUTING: "now", State.COMPLETED: "done", State.GRANTED: "now", State.PARTLY_GRANTED: "now"}
    text = started or _("We leggen vast wie wat doet. Daarna gaan we aan de slag.")
    is_done = story.state == State.COMPLETED
    return [
        Step(doing.get(story.state, ""), _("Afspraken en uitvoering"), text),
        Step(
            "done" if is_done else "",
            _("Klaar: zo ging het"),
            datum_jaar(story.since_on) if is_done else _("Hier lees je wat er is gedaan en wat het kostte."),
        ),
    ]
