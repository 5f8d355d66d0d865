"""One poll in the admin: numbers, texts to look at, paper, codes and letters, files, and making it again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.postcodes import find_wijk
from polls.admin.base import PollView
from polls.admin.forms import AddressesForm, DuplicateForm, PaperForm, RevokeForm, TextForm
from polls.codes import Identity, Review
from polls.models import Answer, PollPage
from polls.policies import may_duplicate
from polls.reading import turnout_of
from polls.services import codes, moderating, paper
from polls.services.duplicating import duplicate
from polls.services.errors import BadAnswers, Refused
from polls.state import stand_of

_TEXTS_A_SCREEN = 50
_REFUSED = 422


class OverviewView(PollView):
    """Numbers, and the texts that wait."""

    template_name = "polls/admin/poll.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.screen(request)

    def screen(self, request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        """The screen, perhaps with a form that was refused."""
        turnout = turnout_of(self.poll)
        texts = list(moderating.waiting(self.poll).select_related("question")[: _TEXTS_A_SCREEN + 1])
        page = PollPage.objects.filter(translation_key=self.poll.key, locale__language_code="nl").first()
        channels = {
            channel: sum(n for (_p, c), n in turnout.items() if c == channel) for channel in ("online", "paper")
        }
        found = {
            "stand": stand_of(self.poll, self.now),
            "channels": channels,
            "texts": texts[:_TEXTS_A_SCREEN],
            "has_more": len(texts) > _TEXTS_A_SCREEN,
            "page": page,
            "uses_codes": self.poll.identity == Identity.CODE,
            "duplicate_form": DuplicateForm(
                initial={"title": self.poll.title, "slug": f"{page.slug}-2" if page else ""}
            )
            if page and may_duplicate(request.user, page)
            else None,
        }
        return self.show(request, status=status, **found | more)


class DecideView(OverviewView):
    """Show a text on the site, or not."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide on one text of this poll."""
        form = TextForm(request.POST)
        if not form.is_valid():
            return self.screen(request, status=_REFUSED)
        given = form.cleaned_data
        answer = Answer.objects.filter(pk=given["answer"], question__poll=self.poll).select_related("question").first()
        if answer is None:
            raise Http404
        verdict = Review(given["verdict"])
        try:
            moderating.decide(
                answer=answer, verdict=verdict, public_text=given["public_text"], by=request.user, now=self.now
            )
        except Refused:
            raise Http404 from None
        is_shown = verdict == Review.SHOWN
        return self.back(request, _("De tekst staat op de site.") if is_shown else _("De tekst komt niet op de site."))


class DuplicateView(OverviewView):
    """Make the poll again, as a draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Copy the page, and open it in the editor."""
        page = PollPage.objects.filter(translation_key=self.poll.key, locale__language_code="nl").first()
        if page is None or not may_duplicate(request.user, page):
            raise Http404
        form = DuplicateForm(request.POST)
        if form.is_valid() and PollPage.objects.child_of(page.get_parent()).filter(slug=form.cleaned_data["slug"]):
            form.add_error("slug", _("Dit adres is al in gebruik. Kies een ander adres."))
        if not form.is_valid():
            return self.screen(request, status=_REFUSED, duplicate_form=form)
        made = duplicate(page=page, by=request.user, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", made.pk)


class PaperView(PollView):
    """Enter a paper form."""

    template_name = "polls/admin/paper.html"
    title = gettext_lazy("Papier invoeren")

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self.show(request, form=PaperForm(poll=self.poll))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Cast it, and on to the next."""
        form = PaperForm(request.POST, poll=self.poll)
        if form.is_valid():
            postcode = form.cleaned_data.get("postcode")
            wijk = find_wijk(postcode).wijk if postcode else None
            try:
                paper.enter(
                    poll=self.poll,
                    number=form.cleaned_data["number"],
                    answers=form.answers,
                    wijk_id=wijk.pk if wijk else None,
                    by=request.user,
                    now=self.now,
                )
            except BadAnswers as error:
                self.refuse(form, error)
            except Refused as refusal:
                self.refuse(form, refusal, "number")
            else:
                return self.back(request, _("Het formulier is ingevoerd. Voer het volgende in."), "paper")
        return self.show(request, form=form, status=_REFUSED)


class CodesView(PollView):
    """Codes for addresses: make them, and end one."""

    template_name = "polls/admin/codes.html"
    title = gettext_lazy("Codes en brieven")

    def screen(self, request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
        """The numbers and both forms.

        Raises:
            Http404: for a poll without codes.
        """
        if self.poll.identity != Identity.CODE:
            raise Http404
        used = codes.with_use(self.poll)
        counts = {
            "all": used.filter(is_revoked=False).count(),
            "used": used.filter(is_used=True).count(),
            "revoked": used.filter(is_revoked=True).count(),
        }
        found = {"counts": counts, "is_settled": self.poll.settled_at is not None}
        return self.show(request, status=status, **found | {"form": AddressesForm(), "revoke": RevokeForm()} | forms)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.screen(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make codes for a list, or end one."""
        is_revoke = "address" in request.POST
        form = RevokeForm(request.POST) if is_revoke else AddressesForm(request.POST, request.FILES)
        if form.is_valid():
            told = {"poll": self.poll, "by": request.user, "now": self.now}
            try:
                if is_revoke:
                    codes.revoke(address=form.cleaned_data["address"], **told)
                    return self.back(request, _("De code werkt niet meer. Het adres kan een nieuwe krijgen."), "codes")
                count = codes.make(addresses=form.cleaned_data["lines"], **told)
                return self.back(request, _("Er zijn %(count)s codes gemaakt.") % {"count": count}, "codes")
            except Refused as refusal:
                self.refuse(form, refusal)
        return self.screen(request, status=_REFUSED, **{"revoke" if is_revoke else "form": form})
