"""Going on later: the link by mail, and the question whose draft it is when that link is opened."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone

from cms import throttle
from cms.crypto import normalise_email
from cms.languages import active_language
from participation.forms.answers import ALL_STEPS, CHECK
from participation.forms.sending import LaterForm, ResumeForm
from participation.services import drafts
from participation.views.guard import TOO_MANY, add_too_many, may_mail_for, status_of
from participation.views.plan_pages import later_page, resume_page
from participation.views.writing import LATER, Writing

RESUME_TRIES, RESUME_WINDOW = 5, timedelta(minutes=15)
MAILS_PER_MINUTE, MINUTE = 3, timedelta(minutes=1)


def known_email(writing: Writing) -> str:
    """The address that opens this draft: the one its link was mailed to, else the one that was filled in."""
    return str(writing.answers.data.get("mailed_to") or writing.answers.email())


def resume(writing: Writing, step: str) -> HttpResponse:
    """Ask for the e-mail address before the answers are shown: a link may be read by somebody else."""
    request, now = writing.request, timezone.now()
    if request.method != "POST" or "hervat" not in request.POST:
        return resume_page(request, writing.page, writing.answers, ResumeForm())
    form = ResumeForm(request.POST)
    is_open = throttle.hit("draft_resume", str(writing.draft.pk), limit=RESUME_TRIES, per=RESUME_WINDOW, now=now)
    if not is_open:
        form.is_valid()
        add_too_many(form)
        return resume_page(request, writing.page, writing.answers, form, status=TOO_MANY)
    if form.is_valid() and normalise_email(form.cleaned_data["email"]) != normalise_email(known_email(writing)):
        form.add_error("email", ValidationError(str(ResumeForm.other_address), code="other"))
    if form.errors:
        return resume_page(request, writing.page, writing.answers, form, status=status_of(form))
    return writing.go(step if step in ALL_STEPS else writing.answers.first_unfinished() or CHECK)


def later(writing: Writing) -> HttpResponse:
    """Mail the link with which to go on later. A new link ends the old ones."""
    request, now = writing.request, timezone.now()
    mailed_to = str(writing.answers.data.get("mailed_to") or "")
    if request.method != "POST":
        form = LaterForm(initial={"email": mailed_to or writing.answers.email()})
        back = writing.url(writing.answers.first_unfinished() or CHECK)
        shown = "" if "opnieuw" in request.GET else mailed_to
        return later_page(request, writing.page, writing.answers, form, mailed_to=shown, back_url=back)
    form = LaterForm(request.POST)
    if not form.is_valid():
        return later_page(request, writing.page, writing.answers, form, status=status_of(form))
    email = form.cleaned_data["email"]
    writing.answers.data["mailed_to"] = email
    writing.save()
    ip = throttle.client_ip(request)
    is_calm = throttle.hit("draft_mail", ip, limit=MAILS_PER_MINUTE, per=MINUTE, now=now)
    if is_calm and may_mail_for(request, form, email, now):
        drafts.mail_link(draft=writing.draft, email=email, now=now, language=active_language())
        writing.token = drafts.token(draft=writing.draft, now=now)
    return writing.go(LATER)
