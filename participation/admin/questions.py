"""Questions of neighbours on the working screen: passing on, answering, putting on the site, refusing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.admin import forms_questions
from participation.admin.base import ActionView
from participation.admin.case_form import CaseForm
from participation.models import Question
from participation.services import questions as services
from participation.services.errors import Refused

if TYPE_CHECKING:
    from participation.admin.case import Case


class _QuestionView(ActionView):
    """One form about one question of the case."""

    form_class: type[forms_questions.AboutQuestion]

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the question that was picked, where it belongs to this case."""
        which = str(data.get("which", ""))
        is_number = which.isascii() and which.isdigit() and len(which) < 19
        found = Question.objects.filter(submission=case.submission, pk=int(which)) if is_number else None
        return self.form_class(data, case=case, question=found.first() if found is not None else None)


def _question(form: CaseForm) -> Question:
    """The question of a form.

    Raises:
        Refused: when the case has no such question (any more).
    """
    if form.question is None:
        raise Refused([_("Deze vraag is er niet meer. Open de zaak opnieuw.")])
    return form.question


class PassOn(_QuestionView):
    """Send a question to the initiator."""

    form_class = forms_questions.PassOnForm
    done = gettext_lazy("De vraag is doorgestuurd.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Pass it on."""
        text = form.cleaned_data["public_text"]
        services.open_question(question=_question(form), by=case.user, public_text=text, now=case.now)


class Answer(_QuestionView):
    """Answer a question as the municipality."""

    form_class = forms_questions.AnswerForm
    done = gettext_lazy("Vraag en antwoord staan op de site.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Answer it, and publish both."""
        services.answer_as_municipality(question=_question(form), by=case.user, now=case.now, **_words(form))


class PublishAnswer(Answer):
    """Put the initiator's answer on the site."""

    def act(self, case: Case, form: CaseForm) -> None:
        """Publish question and answer."""
        services.publish_answer(question=_question(form), by=case.user, now=case.now, **_words(form))


class Refuse(_QuestionView):
    """Keep a question off the site, or take it off."""

    form_class = forms_questions.RefuseForm
    done = gettext_lazy("De vraag komt niet op de site.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Refuse it."""
        services.refuse(question=_question(form), by=case.user, reason=form.cleaned_data["reason"], now=case.now)


def _words(form: CaseForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("public_text", "public_answer")}
