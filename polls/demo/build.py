"""Build the polls of the demo through the pages and services that editors and residents use."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from cms.models import Wijk
from cms.registries import DemoContext
from pages.first_pages import make, translate_to_all
from pages.models import ContentPage, Picture
from polls import hashes
from polls.codes import PICKS, TEXTS, Channel, Identity, Kind, Review
from polls.demo.more_texts import MORE_POLLS
from polls.demo.texts import AGAIN, POLLS, TEASER, TEASER_POLL, TEASER_TEXT
from polls.models import Answer, Poll, PollPage, PollsPage
from polls.questions import Answers, Ask, Mark, kept
from polls.reading import asks_of
from polls.services import codes
from polls.services.casting import cast
from polls.services.duplicating import duplicate
from polls.services.publishing import sync_poll
from polls.services.settling import settle

_NOT_OF_PAGE = {"where", "days", "votes", "paper", "addresses", "outcome"}
_WORDS = ("Bij de tunnel.", "Achter het station.", "Een buurtmoestuin beginnen.", "Meer bankjes langs het pad.")


_OTHERS = ("Een fontein.", "Een openbaar toilet.", "Een buurtkast voor boeken.", "Meer licht in het park.")
# Degrees of a few places in the town of the demo.
_NORTH, _EAST = (52.217, 52.224, 52.231), (5.163, 5.171, 5.180)


def build_polls(context: DemoContext) -> None:
    """Make every poll that is not there yet."""
    for row in POLLS + MORE_POLLS:
        _build(row | {"questions": _with_pictures(row["questions"], context.data["pictures"])}, context)
    _build_again(context)
    _build_teaser()
    context.log(f"{Poll.objects.count()} peilingen")


def _with_pictures(value: Any, pictures: dict[str, Picture]) -> Any:
    """The same questions with each picture in the place of its name."""
    if isinstance(value, dict):
        return {
            key: pictures[item] if key == "picture" else _with_pictures(item, pictures) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(_with_pictures(item, pictures) for item in value)
    return value


def _parent(slug: str) -> PollsPage | None:
    pages = PollsPage.objects.filter(alias_of__isnull=True, locale__language_code="nl")
    end = f"/wijken/{slug}/peilingen/" if slug else "/peilingen/"
    depth = 5 if slug else 3
    return next((page for page in pages if page.url_path.endswith(end) and page.depth == depth), None)


def _build(row: dict[str, Any], context: DemoContext) -> None:
    parent = _parent(row["where"])
    if parent is None or PollPage.objects.child_of(parent).filter(slug=row["slug"]).exists():
        return
    opens_at, closes_at = (_moment(context.now, days) for days in row["days"])
    fields = {name: value for name, value in row.items() if name not in _NOT_OF_PAGE}
    if "outcome" in row:
        fields["outcome"] = [("text", row["outcome"])]
    page = make(
        parent,
        PollPage,
        opens_at=opens_at,
        closes_at=closes_at,
        **fields,
    )
    _fill(page, row, context)
    if row.get("addresses"):
        street = [f"Demostraat {number}, 1215 AB Hilversum" for number in range(1, row["addresses"] + 1)]
        poll = Poll.objects.get(key=page.translation_key)
        codes.make(poll=poll, addresses=street, by=None, now=context.now)
    if closes_at <= context.now:
        settle(poll=Poll.objects.get(key=page.translation_key), now=context.now)


def _moment(now: datetime, days: int) -> datetime:
    return (now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


def _build_again(context: DemoContext) -> None:
    """This year's survey, made of last year's as editors do it."""
    parent = _parent("")
    before = PollPage.objects.filter(slug="buurtpeiling-vorig-jaar", locale__language_code="nl").first()
    if parent is None or before is None or PollPage.objects.child_of(parent).filter(slug=AGAIN["slug"]).exists():
        return
    opens_at, closes_at = (_moment(context.now, days) for days in AGAIN["days"])
    page = duplicate(page=before, slug=AGAIN["slug"], title=str(AGAIN["title"]), by=None)
    page.opens_at, page.closes_at = opens_at, closes_at
    page.save_revision().publish()
    page.refresh_from_db()
    # The texts are those of last year, which exist in English; the title is new.
    source = next(row for row in POLLS if row["slug"] == before.slug)
    translate_to_all(page, {name: value for name, value in source.items() if name != "outcome"} | AGAIN)
    _fill(page, AGAIN, context)


def _build_teaser() -> None:
    """A page of text that asks the question of a poll."""
    page = PollPage.objects.filter(slug=TEASER_POLL, locale__language_code="nl").first()
    if page is not None:
        above = page.get_parent().get_parent().specific
        make(above, ContentPage, body=[("text", TEASER_TEXT), ("poll", {"poll": page})], **TEASER)


@transaction.atomic
def _fill(page: PollPage, row: dict[str, Any], context: DemoContext) -> None:
    """Cast the votes of a poll."""
    poll = sync_poll(key=page.translation_key)
    # A past is being written, while the clock of the database is that of now: for this moment the poll is open.
    Poll.objects.filter(pk=poll.pk).update(opens_at=Now() - timedelta(days=1), closes_at=Now() + timedelta(days=1))
    chance = random.Random(row["slug"])  # noqa: S311 (a demo that is the same each time)
    asks = asks_of(poll, "nl")
    wijken = list(Wijk.objects.in_order())
    for number in range(row["votes"] * context.size):
        is_paper = number < row.get("paper", 0)
        cast(
            poll=poll,
            voter_hash=hashes.of_form(poll, f"demo{number}"),
            answers=_answers(asks, chance),
            wijk_id=_wijk_id(poll, wijken, chance),
            channel=Channel.PAPER if is_paper else Channel.ONLINE,
        )
    # Some words wait for a moderator, some were let through.
    waiting = Answer.objects.filter(ballot__poll=poll, review=Review.WAITING).order_by("pk")
    let_through = list(waiting.values_list("pk", flat=True)[4:])
    Answer.objects.filter(pk__in=let_through).update(review=Review.SHOWN)
    sync_poll(key=page.translation_key)


def _wijk_id(poll: Poll, wijken: list[Wijk], chance: random.Random) -> int | None:
    if poll.identity == Identity.OPEN:
        return None
    if poll.wijk_id and chance.random() < 0.8:
        return poll.wijk_id
    return chance.choice(wijken).pk if chance.random() < 0.7 else None


def _answers(asks: tuple[Ask, ...], chance: random.Random) -> Answers:
    given = {ask.pk: _marks(ask, chance) for ask in asks if ask.is_required or chance.random() < 0.6}
    return kept(asks, given)


def _marks(ask: Ask, chance: random.Random) -> tuple[Mark, ...]:
    if ask.kind in TEXTS:
        return (Mark(text=chance.choice(_WORDS)),)
    if ask.kind == Kind.RANKING:
        ordered = sorted(ask.options, key=lambda option: chance.random() + 0.3 * ask.options.index(option))
        return tuple(Mark(choice=option.pk, number=place) for place, option in enumerate(ordered, start=1))
    if ask.kind == Kind.PLACE:
        spot = f"{chance.choice(_NORTH):.3f},{chance.choice(_EAST):.3f}" if chance.random() < 0.7 else ""
        return (Mark(choice=chance.choice(ask.options).pk, text=spot),)
    if ask.kind == Kind.MATRIX:
        return tuple(Mark(row=row.pk, number=chance.randint(2, 5)) for row in ask.rows)
    if ask.kind not in PICKS:
        low, high = ask.least or 0, min(ask.most or 10, 60)
        return (Mark(number=round(chance.triangular(low, high, low + 0.7 * (high - low)))),)
    weights = [1 / (place + 1) for place in range(len(ask.options))]
    most = min(ask.most or 1, 2) if ask.kind == Kind.SEVERAL else 1
    picked = {option.pk: option for option in chance.choices(ask.options, weights, k=most)}
    return tuple(
        Mark(choice=pk, text=chance.choice(_OTHERS) if option.is_other else "") for pk, option in picked.items()
    )
