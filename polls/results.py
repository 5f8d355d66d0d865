"""The results of a poll, put together for a page, a file or a mail: from counts, never from ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.wijken import in_order
from polls import words
from polls.codes import COUNTED, TEXTS, Channel, Kind, Review, ShowResult
from polls.counting import Line, Point, Result, percents_of, result
from polls.groups import joined
from polls.models.facts import Poll
from polls.models.voting import Answer
from polls.questions import Ask
from polls.reading import Place, asks_of, counts_of, turnout_of

MOST_TEXTS = 50


@dataclass(frozen=True)
class Group:
    """People who live in one wijk, or in all those that are too small to stand alone."""

    name: str
    people: int
    places: tuple[int, ...]


@dataclass(frozen=True)
class Crossed:
    """A row of the table of a question per group: what was chosen, and percents by group."""

    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it. paper: by the number of a choice, how many of its people were on paper."""

    result: Result
    sentence: str
    online: int
    paper: int
    paper_of: Mapping[int, int]
    crossed: tuple[Crossed, ...] = ()
    texts: tuple[str, ...] = ()
    before: Result | None = None

    @property
    def has_mean(self) -> bool:
        """Whether each row has an average."""
        return self.result.ask.kind in (Kind.RANKING, Kind.MATRIX)

    @property
    def has_share(self) -> bool:
        """Whether each row is a share of the people, with a bar."""
        return self.result.ask.kind != Kind.MATRIX

    @property
    def points(self) -> tuple[Point, ...]:
        """Places on the map; none where only counts are shown."""
        return () if self.result.ask.is_confidential else self.result.points

    @property
    def rows(self) -> list[tuple[Line, int, str, Line | None]]:
        """Line, people on paper, average in words, and the same line of the time before."""
        old = {line.option.text: line for line in self.before.lines} if self.before else {}
        return [
            (line, self.paper_of.get(line.option.pk, 0), words.decimal(line.mean), old.get(line.option.text))
            for line in self.result.lines
        ]


@dataclass(frozen=True)
class Results:
    """All of a poll."""

    people: int
    online: int
    paper: int
    groups: tuple[Group, ...]
    questions: tuple[Shown, ...]


def may_see(poll: Poll, *, now: datetime, has_voted: bool) -> bool:
    """Whether the results may be shown now."""
    if now >= poll.closes_at or poll.show_result == ShowResult.LIVE:
        return now >= poll.opens_at
    return poll.show_result == ShowResult.VOTED and has_voted


def results_of(poll: Poll) -> Results:
    """The results in the active language; five queries at most, however many voted, and three for a time before."""
    asks = asks_of(poll)
    counts, turnout = counts_of(poll), turnout_of(poll)
    by_channel = _sums(turnout.items(), of=1)
    groups = groups_of(turnout, in_order() if any(place for place, _channel in turnout) else [])
    texts = _texts(poll) if any(_has_texts(ask) for ask in asks) else {}
    before = _before(poll)
    shown = tuple(
        _question(ask, counts.get(ask.pk, {}), groups, texts.get(ask.pk, ()), before.get(ask.key))
        for ask in asks
        if not ask.is_retired or ask.pk in counts
    )
    return Results(sum(turnout.values()), by_channel[Channel.ONLINE], by_channel[Channel.PAPER], tuple(groups), shown)


def _sums(pairs: Iterable[tuple[Place, int]], *, of: int) -> Counter:
    found: Counter = Counter()
    for place, people in pairs:
        found[place[of]] += people
    return found


def groups_of(turnout: Mapping[Place, int], wijken: Iterable[Wijk]) -> list[Group]:
    """The groups that may be told apart: at least five people each; nothing where there is but one."""
    per_place = _sums(turnout.items(), of=0)
    names = {wijk.pk: wijk.name for wijk in wijken} | {0: _("Geen postcode ingevuld")}
    large, small = joined({pk: per_place[pk] for pk in names})
    found = [Group(names[pk], per_place[pk], (pk,)) for pk in large]
    if small:
        found.append(Group(_("Overige"), sum(per_place[pk] for pk in small), tuple(small)))
    return found if len(found) > 1 and all(group.people >= 5 for group in found) else []


def together(by_place: Mapping[Place, Mapping[str, int]], places: Iterable[int] | None = None) -> Counter[str]:
    """People by slot, of some wijken or of all."""
    wanted = None if places is None else set(places)
    found: Counter[str] = Counter()
    for (place, _channel), slots in by_place.items():
        if wanted is None or place in wanted:
            found.update(slots)
    return found


def _question(
    ask: Ask,
    by_place: Mapping[Place, Mapping[str, int]],
    groups: list[Group],
    texts: tuple[str, ...],
    before: Result | None,
) -> Shown:
    found = result(ask, together(by_place))
    on_paper = together({place: slots for place, slots in by_place.items() if place[1] == Channel.PAPER})
    paper = result(ask, on_paper)
    crossed = _crossed(ask, by_place, groups, found) if ask.kind in COUNTED and not ask.is_confidential else ()
    return Shown(
        result=found,
        sentence=words.sentence(found),
        online=found.respondents - paper.respondents,
        paper=paper.respondents,
        paper_of=_on_paper(found, paper, on_paper),
        crossed=crossed,
        texts=() if ask.is_confidential else texts,
        before=before,
    )


def _on_paper(whole: Result, paper: Result, counts: Mapping[str, int]) -> dict[int, int]:
    """How many of the people of each line were on paper. Numbers go in the bands of the whole."""
    if whole.ask.kind != Kind.NUMBER:
        return {line.option.pk: line.people for line in paper.lines}
    starts = [line.option.pk for line in whole.lines]
    found: Counter[int] = Counter()
    for slot, people in counts.items():
        if slot.startswith("n"):
            found[max(start for start in starts if start <= int(slot[1:]))] += people
    return found


def _crossed(
    ask: Ask, by_place: Mapping[Place, Mapping[str, int]], groups: list[Group], whole: Result
) -> tuple[Crossed, ...]:
    """Percents per group; "-" where fewer than five people of a group answered this question."""
    if not groups:
        return ()
    columns = []
    for group in groups:
        counts = together(by_place, group.places)
        people = [counts.get(f"c{line.option.pk}", 0) for line in whole.lines]
        all_people = counts.get("", 0)
        if all_people < 5:
            columns.append(["-"] * len(people))
        elif ask.kind == Kind.SEVERAL:
            columns.append([f"{(200 * part + all_people) // (2 * all_people)}%" for part in people])
        else:
            columns.append([f"{percent}%" for percent in percents_of(people)])
    return tuple(
        Crossed(line.option.text, tuple(column[at] for column in columns)) for at, line in enumerate(whole.lines)
    )


def _has_texts(ask: Ask) -> bool:
    return not ask.is_confidential and (ask.kind in TEXTS or any(option.is_other for option in ask.options))


def _texts(poll: Poll) -> dict[int, tuple[str, ...]]:
    """Words that a moderator let through, by question; in the order of their random keys."""
    rows = Answer.objects.filter(question__poll=poll, review=Review.SHOWN).order_by("pk")
    found: dict[int, list[str]] = {}
    for question, text, public_text in rows.values_list("question_id", "text", "public_text")[:2000]:
        texts = found.setdefault(question, [])
        if len(texts) < MOST_TEXTS:
            texts.append(public_text or text)
    return {question: tuple(texts) for question, texts in found.items()}


def _before(poll: Poll) -> dict[str, Result]:
    """The results of the time before, by the block of the question: a copy of a page keeps the blocks of it."""
    if poll.previous_id is None:
        return {}
    counts = counts_of(poll.previous)
    return {ask.key: result(ask, together(counts.get(ask.pk, {}))) for ask in asks_of(poll.previous)}
