"""The form to vote with: the questions of one page, and at the end how we know that everyone votes once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import HTML, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK

from django import forms
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.forms import AntiSpamMixin, EmailField, PostcodeField, ResidentForm, Submit, TextField
from polls.codes import BY_EMAIL, Identity, Kind
from polls.forms.fields import fields_of, initial_of, marks_from, message_of, name_of, other_name, parts_of
from polls.forms.places import map_words, part_names
from polls.models import Poll
from polls.questions import Answers, Ask, Mark, Problem, problem, visible


class AskPart(LayoutObject):
    """A question as it stands on the page. `condition`: when it is asked, in words."""

    def __init__(self, ask: Ask, number: int, condition: str = "") -> None:
        self.ask, self.number, self.condition = ask, number, condition

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: object
    ) -> str:
        """Draw the question with its fields; editors' words are never read as a template."""
        for name in names_of(self.ask, form):
            form.rendered_fields.add(name)
        parts = [form[name_of(self.ask, part)] for part in parts_of(self.ask)]
        found = {
            "ask": self.ask,
            "number": self.number,
            "condition": self.condition,
            "parts": parts,
            "field": None if parts else form[name_of(self.ask)],
            "other": form[other_name(self.ask)] if other_name(self.ask) in form.fields else None,
        }
        if self.ask.kind == Kind.PLACE:
            name = name_of(self.ask)
            found["beside"] = [form[part] for part in part_names(name)]
            found |= map_words(name)
        return render_to_string("polls/forms/question.html", found)


def names_of(ask: Ask, form: forms.BaseForm) -> list[str]:
    """The names of the fields of a question in a form."""
    start = name_of(ask)
    return [name for name in form.fields if name == start or name.startswith(f"{start}_")]


class VoteForm(AntiSpamMixin, ResidentForm):
    """Questions of one page; on the last page also e-mail address, postcode or code."""

    show_errors_above = False

    def __init__(
        self,
        data: Any = None,
        *,
        poll: Poll,
        asks: Sequence[Ask],
        page: int,
        answers: Answers,
        is_last: bool = True,
        is_known: bool = False,
        code: str = "",
    ) -> None:
        """answers: those to all pages so far. is_known: the voter needs not say who it is (a change by link)."""
        self.asks = [ask for ask in asks if ask.page == page and not ask.is_retired]
        self.all_asks, self.before, self.poll = tuple(asks), dict(answers), poll
        self.is_last = is_last
        initial = {
            name: value for ask in self.asks for name, value in initial_of(ask, answers.get(ask.pk, ())).items()
        }
        self.identity = {} if is_known or not is_last else _identity_fields(poll)
        self._parts = {name: field for ask in self.asks for name, field in fields_of(ask).items()}
        super().__init__(data, initial=initial | {"code": code})

    def order_fields(self, field_order: Sequence[str] | None) -> None:
        """Put the questions in place first: Django and the base class call this while the form is made."""
        self.fields.update(self._parts | self.identity)
        super().order_fields([*self._parts, *self.identity, *(name for name in self.fields)])

    @property
    def has_map(self) -> bool:
        """Whether a place can be pointed at on a map."""
        return bool(settings.MAP_TILES_URL) and any(ask.kind == Kind.PLACE for ask in self.asks)

    @property
    def layout(self) -> Layout:
        """Hidden fields, questions, and who votes."""
        numbers = {ask.pk: n for n, ask in enumerate((a for a in self.all_asks if not a.is_retired), start=1)}
        parts = [AskPart(ask, numbers[ask.pk], self._condition(ask, numbers)) for ask in self.asks]
        note = [HTML('{% include "polls/forms/identity.html" %}')] if self.is_last else []
        return Layout("bijschrift", "geopend", *parts, *note, *self.identity)

    def _condition(self, ask: Ask, numbers: Mapping[int, int]) -> str:
        """When a question of this page hangs on another of this page, say so: without JavaScript both are there."""
        if ask.only_if is None or ask.only_if[0] not in {other.pk for other in self.asks}:
            return ""
        question = next(other for other in self.asks if other.pk == ask.only_if[0])
        choice = next((option.text for option in question.options if option.pk == ask.only_if[1]), "")
        words = {"number": numbers[question.pk], "choice": choice}
        return _("Alleen als je bij vraag %(number)s ‘%(choice)s’ kiest.") % words

    @property
    def shown_asks(self) -> list[Ask]:
        """The questions of this page that somebody with these answers gets. For a form that was cleaned."""
        asked = {ask.pk for ask in visible(self.all_asks, self.answers)}
        return [ask for ask in self.asks if ask.pk in asked]

    @property
    def answers(self) -> dict[int, tuple[Mark, ...]]:
        """All answers so far, with those of this page. For a form that was cleaned."""
        own = {ask.pk: marks_from(ask, self.cleaned_data) for ask in self.asks}
        return {pk: tuple(marks) for pk, marks in (self.before | own).items() if marks}

    def clean(self) -> dict[str, Any]:
        """Judge each answer by the rules of its question; what is not asked of this person is let go."""
        cleaned = super().clean()
        shown = self.shown_asks
        for ask in self.asks:
            names = names_of(ask, self)
            if ask not in shown:
                for name in names:
                    self._errors.pop(name, None)
                continue
            wrong = problem(ask, marks_from(ask, self.cleaned_data))
            if wrong is not None and not any(name in self._errors for name in names):
                place = other_name(ask) if wrong == Problem.OTHER_EMPTY else names[0]
                self.add_error(place, message_of(ask, wrong))
        return cleaned

    @property
    def buttons(self) -> tuple[Submit, ...]:
        """Go on, or send."""
        if self.is_last:
            return (Submit("verstuur", _("Verstuur"), icon="vink"),)
        return (Submit("verder", _("Verder"), icon="pijl"),)


class SurveyForm(VoteForm):
    """A page of a survey of several pages."""

    is_first_page = False

    @property
    def buttons(self) -> tuple[Submit, ...]:
        """Go on, go back, or save."""
        back = () if self.is_first_page else (Submit("vorige", _("Vorige stap"), kind="subtle", formnovalidate=""),)
        return (*super().buttons, *back, Submit("bewaar", _("Bewaar en ga later verder"), kind="subtle"))


def _identity_fields(poll: Poll) -> dict[str, forms.Field]:
    """How we know who votes, by the level of the poll."""
    found: dict[str, forms.Field] = {}
    if poll.identity == Identity.CODE:
        found["code"] = TextField(
            label=_("Je code"),
            help_text=_("De code staat in de brief, bijvoorbeeld 7K3QF-2MB9D."),
            max_length=40,
            error_messages={"required": _("Vul de code in die in de brief staat.")},
            widget=forms.TextInput(
                attrs={
                    "autocapitalize": "characters",
                    "autocomplete": "off",
                    "spellcheck": "false",
                    "class": "wp-input--m",
                }
            ),
        )
    if poll.identity in BY_EMAIL:
        found["email"] = EmailField(
            label=_("Je e-mailadres"),
            help_text=_("Zo weten we dat iedereen één keer stemt. Je krijgt een mail om je stem te bevestigen."),
            error_messages={"required": _("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")},
        )
    if poll.identity == Identity.AREA or (poll.asks_postcode and poll.identity != Identity.CODE):
        found["postcode"] = PostcodeField(
            label=_("Postcode"),
            required=poll.identity == Identity.AREA,
            help_text=_("Alleen wie in het gebied woont, kan stemmen.")
            if poll.identity == Identity.AREA
            else _("Dan zien we of wijken anders stemmen. We bewaren alleen je wijk."),
        )
    return found
