"""Activities of the demo: those of the municipality's own documents, and some of each other kind, made up."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from cms.models import Purpose, Token
from cms.registries import DemoContext
from cms.tokens import text_of
from cms.town import read_town
from pages.calendar import signups
from pages.calendar.fields import timetable_of
from pages.calendar.office_hours import sync_office_hour
from pages.calendar.publish import sync_activity
from pages.demo.activity_texts import MORE, WORDS, Words
from pages.first_pages import make
from pages.models import Activity, ActivityPage, AgendaPage, OfficeHour, Organisation, SignUp, WijkPage
from pages.recurrence import Repeat, Rule
from pages.recurrence_ical import rule_of
from pages.timetable import upcoming
from pages.town import home_page

# Places as the documents name them, and as the social base does.
_PLACES = {
    "De Verbinding": "De Verbinding (Erfgooiersspeeltuin)",
    "Kinderboerderij": "Kinderboerderij Noordwest",
    "Kompas": "Kompas / De Verbinding",
    "Meentwerf": "De Meentwerf",
}
_NAMES = ("Anouk", "Bilal", "Chantal", "Daan", "Esra", "Frits", "Gina")
# Of a row of `MORE`: what is no field of a page.
_OWN = ("wijk", "words", "in_days", "days", "hours", "place")
# What is off, and what is moved, one of the next times.
_OFF, _MOVED = "Hapje Noord: samen eten", "Ratatouille: samen koken en eten"


def build_activities(context: DemoContext) -> None:
    """Make the activities and their facts, where they are missing."""
    today = timezone.localdate(context.now)
    places = {row.name: row for row in Organisation.objects.all()}
    for row in read_town()["activities"]:
        words = WORDS[row["title"]]
        fields = _times(row, today) | _place(row["place"], places)
        _activity(row["wijk"], words, fields, today)
    for row in MORE:
        fields = {name: row[name] for name in row if name not in _OWN}
        fields |= _counted(row, today) | _place(row.get("place", ""), places)
        _activity(row["wijk"], row["words"], fields, today)
    for pk in OfficeHour.objects.values_list("pk", flat=True):
        sync_office_hour(pk=pk, now=context.now)
    for key in ActivityPage.objects.filter(alias_of=None, live=True).values_list("translation_key", flat=True):
        sync_activity(translation_key=key, now=context.now)
    _sign_ups(context)
    context.log(f"{Activity.objects.count()} activiteiten")


def _sign_ups(context: DemoContext) -> None:
    """Fill the next dinner of Ratatouille, so that two people wait; and two of Hapje Noord's thirty seats."""
    if SignUp.objects.exists():
        return
    # Some days ago, so that their mails count as sent.
    now = context.now - timedelta(days=4)
    for slug, sizes in (("ratatouille", (2, 1, 4, 2, 3, 2, 1)), ("hapje-noord", (1, 1))):
        page = ActivityPage.objects.get(slug=slug, locale=home_page().locale)
        activity = Activity.objects.get(translation_key=page.translation_key)
        held = activity.occurrences.filter(starts_at__gt=context.now, is_cancelled=False).in_order()[0]
        for number, size in enumerate(sizes):
            given = {"name": _NAMES[number], "email": f"bezoeker{number}@example.org", "people": size}
            row = signups.sign_up(occurrence=held, **given, language="nl", now=now)
            token = Token.objects.get(purpose=Purpose.CONFIRM_SIGNUP, subject=f"signup:{row.pk}")
            signups.confirm(token_text=text_of(token), now=now)


def _activity(wijk: str, words: Words, fields: dict[str, Any], today: date) -> None:
    parent = WijkPage.objects.get(wijk__slug=wijk, locale=home_page().locale) if wijk else home_page()
    agenda = AgendaPage.objects.child_of(parent).get()
    texts = {"title": words.title, "lead": words.lead, "price": words.price, "body": [("text", words.body)]}
    fields = texts | words.more | fields
    if str(words.title) in (_OFF, _MOVED):
        fields["changes"] = _changed(str(words.title), fields, today)
    make(agenda, ActivityPage, slug=words.slug, **{name: value for name, value in fields.items() if value != ""})


def _times(row: dict[str, Any], today: date) -> dict[str, Any]:
    """When an activity of the documents is held: by its rule from the month before, or on its one date ahead."""
    starts, ends = (time.fromisoformat(part) for part in row["time"].split("-"))
    hours = {"starts_at": starts, "ends_at": ends}
    if "date" in row:
        day = date.fromisoformat(f"{today.year}-{row['date']}")
        day = day if day >= today else day.replace(year=today.year + 1)
        return hours | {"starts_on": day, "repeat": Repeat.YEARLY.value, "kind": Activity.Kind.ONCE.value}
    begin = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return hours | rule_fields(rule_of(row["rrule"], first=begin))


def rule_fields(rule: Rule) -> dict[str, Any]:
    """The fields of a page that stand for a rule."""
    return {
        "starts_on": rule.first,
        "repeat": rule.repeat.value,
        "interval": rule.interval,
        "weekdays": ",".join(map(str, rule.weekdays)),
        "positions": ",".join(map(str, rule.positions)),
        "until": rule.until,
        "count": rule.count,
        "skips_holidays": rule.skips_holidays,
    }


def _counted(row: dict[str, Any], today: date) -> dict[str, Any]:
    """When something begins so many days from today, and perhaps lasts some."""
    first = today + timedelta(days=row["in_days"])
    found: dict[str, Any] = {"starts_on": first}
    if row.get("days", 1) > 1:
        found["ends_on"] = first + timedelta(days=row["days"] - 1)
    if "hours" in row:
        found["starts_at"], found["ends_at"] = (time.fromisoformat(part) for part in row["hours"].split("-"))
    return found


def _place(name: str, places: dict[str, Organisation]) -> dict[str, Any]:
    place = places.get(_PLACES.get(name, name))
    return {"place": place} if place else {"place_name": name}


def _changed(title: str, fields: dict[str, Any], today: date) -> list[tuple[str, dict[str, Any]]]:
    """The second of the next times is off, or a day later."""
    kept = {name: value for name, value in fields.items() if name not in ("body", "place")}
    page = ActivityPage(**{name: str(value) if isinstance(value, str) else value for name, value in kept.items()})
    rows = upcoming(timetable_of(page), start=today, end=today + timedelta(days=200), count=2)
    day = rows[1].first_day
    note = {_OFF: WORDS[_OFF].note, _MOVED: WORDS[_MOVED].note}[title]
    if title == _OFF:
        return [("skip", {"day": day, "note": note, "is_hidden": False})]
    times = {"starts_at": None, "ends_at": None}
    return [("move", {"day": day, "to": day + timedelta(days=1), "note": note} | times)]
