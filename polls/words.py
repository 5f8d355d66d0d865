"""What results and dates of a poll say in sentences. Pure, but for the language of the moment."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polls.codes import PICKS, TEXTS, Identity, Kind, Rung
from polls.counting import Line, Result


def decimal(value: Fraction | None) -> str:
    """A number with one decimal where it needs one, halves up: "7,2", "7"."""
    if value is None:
        return ""
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)


def sentence(result: Result) -> str:
    """What came of a question, in one or two sentences."""
    if not result.respondents:
        return _("Niemand heeft deze vraag nog beantwoord.")
    if result.ask.kind in TEXTS:
        return ngettext(
            "%(count)s mens schreef een antwoord.", "%(count)s mensen schreven een antwoord.", result.respondents
        ) % {"count": result.respondents}
    if result.ask.kind == Kind.SEVERAL:
        return _several(result)
    if result.ask.kind == Kind.PLACE:
        return _place(result)
    if result.ask.kind in PICKS:
        return _one(result)
    if result.ask.kind == Kind.RANKING:
        return _ranking(result)
    return _matrix(result) if result.ask.kind == Kind.MATRIX else _average(result)


def _names(lines: tuple[Line, ...]) -> str:
    names = [f"‘{line.option.text}’" for line in lines]
    return (
        names[0]
        if len(names) == 1
        else _("%(first)s en %(last)s")
        % {
            "first": ", ".join(names[:-1]),
            "last": names[-1],
        }
    )


def _one(result: Result) -> str:
    first = result.winners[0]
    words = {"names": _names(result.winners), "people": first.people, "all": result.respondents}
    if len(result.winners) > 1:
        return _("Gelijk aan kop: %(names)s, elk met %(people)s van de %(all)s stemmen.") % words
    words["percent"] = first.percent
    return _("%(names)s kreeg de meeste stemmen: %(people)s van de %(all)s, dat is %(percent)s%%.") % words


def _several(result: Result) -> str:
    first = result.winners[0]
    words = {"names": _names(result.winners), "people": first.people, "all": result.respondents}
    words["percent"] = first.percent
    start = _("%(names)s is het meest gekozen: door %(people)s van de %(all)s mensen, dat is %(percent)s%%.") % words
    return " ".join([start, _("Je mocht er meer kiezen. Daarom is het samen meer dan 100%.")])


def _place(result: Result) -> str:
    first = result.winners[0]
    words = {"names": _names(result.winners), "people": first.people, "all": result.respondents}
    if len(result.winners) > 1:
        return _("Het vaakst aangewezen: %(names)s, elk door %(people)s van de %(all)s mensen.") % words
    return _("Het vaakst aangewezen: %(names)s, door %(people)s van de %(all)s mensen.") % words


def _ranking(result: Result) -> str:
    words = {"names": _names(result.winners), "mean": decimal(result.winners[0].mean)}
    return _("%(names)s staat gemiddeld het hoogst, op plaats %(mean)s.") % words


def _average(result: Result) -> str:
    words = {"mean": decimal(result.mean), "median": decimal(result.median), "unit": result.ask.unit}
    words["people"] = result.respondents
    average = _("Het gemiddelde is %(mean)s %(unit)s.") if result.ask.unit else _("Het gemiddelde is %(mean)s.")
    middle = _("De helft van de mensen koos %(median)s of minder.")
    return " ".join([average % words, middle % words])


def _matrix(result: Result) -> str:
    rated = [line for line in result.lines if line.mean is not None]
    best = max(rated, key=lambda line: line.mean or 0)
    top = tuple(line for line in rated if line.mean == best.mean)
    return _("Het hoogste gemiddelde: %(names)s, met een %(mean)s.") % {
        "names": _names(top),
        "mean": decimal(best.mean),
    }


def identity_words(identity: int) -> str:
    """How sure a result is, for who reads it."""
    return {
        Identity.OPEN: _("Iedereen kan stemmen, één keer per browser. De uitslag is een indicatie."),
        Identity.EMAIL: _("Iedereen stemt één keer, met een bevestigd e-mailadres."),
        Identity.AREA: _("Iedereen stemt één keer, met een bevestigd e-mailadres en een postcode uit het gebied."),
        Identity.CODE: _("Eén stem per adres, met een code uit een brief."),
    }[Identity(identity)]


def secret_words(*, may_change: bool) -> str:
    """Whether a vote is secret."""
    if may_change:
        return _(
            "Je mag je antwoord veranderen tot de peiling sluit. Daarom bewaren we tot dan welk antwoord van wie is. "
            "Je stem is dus niet geheim."
        )
    return _("Je stem is geheim. Wie er stemt en wat er wordt gestemd, bewaren we los van elkaar.")


def rung_words(rung: int) -> str:
    """What a rung means for who votes."""
    return {
        Rung.INFORM: _("Je krijgt informatie. De gemeente beslist zelf."),
        Rung.CONSULT: _("Je geeft je mening. De gemeente neemt die mee in het besluit."),
        Rung.ADVISE: _("Je geeft advies. De gemeente volgt dat, of legt uit waarom niet."),
        Rung.MAKE: _("Je maakt het plan samen met de gemeente."),
        Rung.DECIDE: _("Jullie beslissen. De gemeente voert de uitslag uit."),
    }[Rung(rung)]
