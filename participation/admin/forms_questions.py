"""Forms about questions of neighbours, and the rows of the panel that shows them on the working screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField
from participation.admin.case_form import CaseForm
from participation.admin.forms_support import PickForm
from participation.codes import QuestionRefusal
from participation.models import Question
from participation.services import questions as services

if TYPE_CHECKING:
    from participation.admin.case import Case

# Of the questions that are dealt with, the newest: enough to take one back.
LAST_DONE = 5
_DONE = (Question.State.PUBLIC, Question.State.REFUSED)


class AboutQuestion(PickForm):
    """A form about one question; `name` makes its ids its own. `question` is None where the case has no such one."""

    name = ""

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, question: Question | None) -> None:
        self.question = question
        which = question.pk if question else None
        super().__init__(data, case=case, which=which, key=f"{self.name}{which or ''}")

    def known(self, case: Case) -> dict[str, Any]:
        """The words so far; what was typed as a start, for the wijkregisseur to read and mend."""
        found, fields = self.question, self.base_fields
        if found is None:
            return {}
        words = {"public_text": found.public_text or found.text, "public_answer": found.public_answer or found.answer}
        return {name: text for name, text in words.items() if name in fields}


class PassOnForm(AboutQuestion):
    """The question as the initiator gets it, and as it may stand on the site."""

    name = "doorsturen"
    public_text = LongTextField(
        label=gettext_lazy("De vraag zoals die op de site komt"),
        max_length=services.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Haal namen en andere persoonsgegevens eruit."),
    )


class AnswerForm(PassOnForm):
    """Question and answer as they come on the site."""

    name = "antwoord"
    public_answer = LongTextField(
        label=gettext_lazy("Het antwoord zoals het op de site komt"),
        max_length=services.ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RefuseForm(AboutQuestion):
    """Why a question does not come on the site."""

    name = "weigeren"
    reason = forms.ChoiceField(
        choices=[("", gettext_lazy("Kies een reden")), *QuestionRefusal.choices],
        label=gettext_lazy("Waarom niet op de site?"),
        help_text=gettext_lazy("Wie een e-mailadres gaf, krijgt deze reden per mail. Bij reclame of onzin niet."),
    )


def question_rows(case: Case, refused: CaseForm | None) -> list[dict[str, Any]]:
    """What the panel shows, each with its forms: open questions, oldest first, then the last that were dealt with."""
    found = list(Question.objects.filter(submission=case.submission).exclude(state__in=_DONE))
    done = Question.objects.filter(submission=case.submission, state__in=_DONE).order_by("-pk")
    return [_row(case, question, refused) for question in [*found, *done[:LAST_DONE]]]


def _row(case: Case, question: Question, refused: CaseForm | None) -> dict[str, Any]:
    may, state = case.can_handle, question.state
    is_open = state not in _DONE
    forms: dict[str, CaseForm | None] = {
        "pass_on": PassOnForm(case=case, question=question) if may and state == Question.State.NEW else None,
        "answer": AnswerForm(case=case, question=question) if may and is_open else None,
        "refuse": RefuseForm(case=case, question=question) if may and state != Question.State.REFUSED else None,
    }
    for name, form in forms.items():
        if form is not None and refused is not None and form.key == refused.key:
            forms[name] = refused
    by_initiator = state == Question.State.ANSWERED
    return {
        "question": question,
        "state_words": str(question.get_state_display()),
        "answer_url": "inbox:publish_answer" if by_initiator else "inbox:answer_question",
        "answer_verb": _("Zet vraag en antwoord op de site") if by_initiator else _("Antwoord zelf en zet op de site"),
        **forms,
    }
