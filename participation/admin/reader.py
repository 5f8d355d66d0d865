"""Who reads the inbox: the choices of the filters that he or she has, read once for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone

from cms.models import User
from participation.admin.filter_form import FilterForm
from participation.inbox import cases_for, wijken_of
from participation.inbox_filters import NO_WIJK
from participation.inbox_views import STANDARD, View
from participation.mandates import MandateRow
from participation.models import Category, Label, Owner, SavedView, Submission
from participation.policies import may_read_some_contact, own_wijken, sees_the_city, sees_the_tray
from participation.services.mandate import table

Words = list[tuple[str, str]]


@dataclass(frozen=True)
class Reader:
    """A person at the list, on a local date. `words`: the choices of a filter, value and text, by its name."""

    user: User
    today: date
    levels: tuple[MandateRow, ...]
    words: dict[str, Words]
    preset: tuple[str, ...]
    saved: tuple[View, ...]

    def form(self, data: Any) -> FilterForm:
        """The filters that are asked, with the choices of this reader."""
        return FilterForm(
            data,
            words=self.words,
            levels=self.levels,
            today=self.today,
            has_outside=sees_the_tray(self.user),
            may_read_contact=may_read_some_contact(self.user),
            preset=self.preset,
        )

    def cases(self, form: FilterForm) -> QuerySet[Submission]:
        """The cases that a form asks for, unsorted."""
        return cases_for(self.user, form.filters, today=self.today, levels=self.levels)

    @property
    def every_case(self) -> QuerySet[Submission]:
        """All that this person may see."""
        return Submission.objects.visible_to(self.user)

    @property
    def views(self) -> tuple[View, ...]:
        """The standard views, and the saved ones: own and shared; those that fit what this reader can choose."""
        return tuple(view for view in (*STANDARD, *self.saved) if self._fits(view))

    def _fits(self, view: View) -> bool:
        """Whether every wijk, label and owner of a view is a choice of this reader; else it shows too much."""
        asked = QueryDict(view.query)
        always = {"wijk": {"alle"} | ({NO_WIJK} if sees_the_tray(self.user) else set()), "eigenaar": {NO_WIJK}}
        return all(
            set(asked.getlist(name)) <= {key for key, _text in offered} | always.get(name, set())
            for name, offered in self.words.items()
        )


def reader_of(user: User) -> Reader:
    """The reader; two queries. Who sees the city and works in a wijk begins with the own one."""
    rows = _rows(user)
    words: dict[str, Words] = {name: [] for name in ("wijk", "onderwerp", "label", "eigenaar")}
    for name, key, text, _position, _pk in rows:
        if name in words:
            words[name].append((key, text))
    mine = own_wijken(user) if sees_the_city(user) else frozenset()
    preset = [key for name, key, _text, _position, pk in rows if name == "wijk" and pk in mine]
    saved = tuple(View(f"eigen-{pk}", text, key) for name, key, text, _position, pk in rows if name == "weergave")
    return Reader(user, timezone.localdate(), table(), words, (*preset, NO_WIJK) if preset else (), saved)


def _rows(user: User) -> list[tuple[str, str, str, int, int]]:
    """Kind, value, text, position and id of everything that is kept as data; one query."""
    parts = (
        ("wijk", wijken_of(user), F("slug"), F("position")),
        ("onderwerp", Category.objects.all(), F("slug"), F("position")),
        ("label", Label.objects.all(), F("slug"), F("position")),
        ("eigenaar", Owner.objects.all(), Cast("pk", CharField()), F("position")),
        ("weergave", SavedView.objects.filter(Q(maker=user) | Q(is_shared=True)), F("query"), Value(0)),
    )
    first, *others = (
        rows.order_by().values_list(Value(name, output_field=CharField()), key, "name", place, "pk")
        for name, rows, key, place in parts
    )
    return sorted(first.union(*others, all=True), key=lambda row: (row[3], row[4]))
