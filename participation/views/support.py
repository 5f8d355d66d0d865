"""Supporting a plan or voicing a concern: the form, "look in your mail", and the two links of that mail.

What somebody sees is the same for a known and an unknown address (fault 25). The links act on POST alone (fault 19).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import tokens
from cms.in_mail import NOBODY
from cms.languages import active_language
from cms.postcodes import shown
from cms.templatetags.wijkplein import pad
from cms.tokens import Purpose, TokenError, TokenUnknown
from participation import public_support
from participation.codes import Stance
from participation.forms.support import FORMS, VoiceForm
from participation.models import InitiativesPage, Submission, Support, SupportCampaign
from participation.selectors import initiative_path
from participation.services import support as services
from participation.services.errors import Refused
from participation.views.around import around, refused
from participation.views.guard import dead_link, may_mail_for, private_page, refused_status, status_of
from participation.views.in_mail import Waiting, go
from participation.views.support_at_once import keep


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, page: InitiativesPage, submission: Submission, stance: str) -> HttpResponse:
    """Show the form, or take in what somebody says of a public plan; then on to "look in your mail"."""
    now = timezone.now()
    campaign = _open_campaign(submission)
    if campaign is None or now > campaign.closes_at:
        return _closed(request, submission, stance)
    if stance == Stance.SUPPORT:
        keep(request, page, submission)
    if request.method != "POST":
        return _form_page(request, page, submission, campaign, stance, FORMS[stance]())
    form = FORMS[stance](request.POST)
    if status := refused_status(request, form, now):
        return _form_page(request, page, submission, campaign, stance, form, status=status)
    waits = NOBODY
    # A robot, or a sixth mail in an hour to one address: no mail goes out, and nobody can tell.
    if may_mail_for(request, form, str(form.cleaned_data["email"]), now):
        try:
            given = form.given() | {"language": active_language(), "now": now}
            voice = services.give(submission=submission, stance=stance, **given)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return _form_page(request, page, submission, campaign, stance, form, status=status_of(form))
        waits = voice.pk
    return go(submission, "steunen", waits, now)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_support(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be confirmed; confirm it on POST."""
    again = _("Ga naar het plan en vul het formulier nog een keer in. Wat niet bevestigd is, telt niet mee.")
    return _by_link(request, token, Purpose.CONFIRM_SUPPORT, again)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_support(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be withdrawn; withdraw it on POST."""
    return _by_link(request, token, Purpose.WITHDRAW_SUPPORT, "")


def _by_link(request: HttpRequest, token: str, purpose: Purpose, advice: str) -> HttpResponse:
    """A page behind a link of the support mail: GET shows, POST acts and thanks."""
    now, is_post = timezone.now(), request.method == "POST"
    act = services.confirm if purpose == Purpose.CONFIRM_SUPPORT else services.withdraw
    try:
        if is_post:
            voice = act(token_text=token, now=now)
        else:
            found = tokens.find(token, purpose=purpose, now=now)
            voice = Support.objects.filter(pk=found.subject.partition(":")[2]).first()
        if voice is None:
            raise TokenUnknown
    except TokenError as error:
        return dead_link(request, error, *([advice] if advice else []))
    except Refused as refusal:
        return refused(request, refusal)
    return _link_page(request, voice, purpose, is_done=is_post)


def _thank(request: HttpRequest, voice: Support) -> HttpResponse:
    return _link_page(request, voice, Purpose.CONFIRM_SUPPORT, is_done=True)


WAITING = Waiting(Purpose.CONFIRM_SUPPORT, "support", services.confirm, _thank)


def _link_page(request: HttpRequest, voice: Support, purpose: Purpose, *, is_done: bool) -> HttpResponse:
    cases = Submission.objects.select_related("wijk", "public_version", "campaign")
    submission = cases.get(pk=voice.submission_id)
    version = getattr(submission, "public_version", None)
    is_confirm = purpose == Purpose.CONFIRM_SUPPORT
    contact = getattr(voice, "contact", None)
    context = {
        "wijk": submission.wijk,
        "section": "initiatieven",
        "is_concern": voice.stance == Stance.CONCERN,
        "is_withdrawn": voice.withdrawn_at is not None,
        "title": version.title if version else submission.reference,
        "plan_url": initiative_path(submission) if version and version.is_public else "",
        "rows": [
            {"term": _("Postcode"), "value": _postcode(voice)},
            {
                "term": _("Nieuws over dit plan"),
                "value": _("Ja, per e-mail") if contact and contact.wants_news else _("Nee"),
            },
        ],
        "campaign": getattr(submission, "campaign", None),
    }
    name = "confirm" if is_confirm else "withdraw"
    return render(request, f"participation/support_{name}{'_done' if is_done else ''}.html", context)


def _postcode(voice: Support) -> str:
    where = _("in het gebied van dit plan") if voice.is_inside else _("buiten het gebied van dit plan")
    return f"{shown(voice.postcode)}, {where}"


def _open_campaign(submission: Submission) -> SupportCampaign | None:
    campaign = getattr(submission, "campaign", None)
    return campaign if campaign is not None and campaign.closed_at is None else None


def _form_page(
    request: HttpRequest,
    page: InitiativesPage,
    submission: Submission,
    campaign: SupportCampaign,
    stance: str,
    form: VoiceForm,
    status: int = 200,
) -> HttpResponse:
    is_concern = stance == Stance.CONCERN
    here = _("Vertel je zorg") if is_concern else _("Steun dit plan")
    found = public_support.read(submission, campaign)
    context = around(page, submission, here) | {
        "form": form,
        "is_concern": is_concern,
        "campaign": campaign,
        "checks": [
            {
                "text": line.words,
                "state": "done" if line.is_met and line.is_required else "",
                "icon": "" if line.is_required else "info",
            }
            for line in found.requirements
            if line.key != "supporters"
        ],
    }
    template = "participation/concern.html" if is_concern else "participation/support.html"
    return render(request, template, context, status=status)


def _closed(request: HttpRequest, submission: Submission, stance: str) -> HttpResponse:
    """The page for who comes too early or too late."""
    path = initiative_path(submission)
    text = _("Dit plan zoekt nu geen steun. Op de pagina van het plan lees je hoe het ervoor staat.")
    context = {
        "title": _("Steunen kan nu niet") if stance == Stance.SUPPORT else _("Een zorg vertellen kan hier nu niet"),
        "text": text,
        "paragraphs": [_("Wil je iets zeggen over dit plan? Neem contact op met de wijkregisseur.")],
        "actions": [
            {"url": path, "text": _("Bekijk het plan")},
            {"url": pad("/initiatieven/"), "text": _("Bekijk andere plannen")},
        ],
        "wijk": submission.wijk,
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context, status=410 if request.method == "POST" else 200)
