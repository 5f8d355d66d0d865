"""`/mijn-plan/`: for who lost the link. What somebody sees is the same for every address (faults 25 and 26)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.languages import active_language
from cms.templatetags.wijkplein import pad
from participation.forms.my_plan import LostLinkForm
from participation.services.own_page import mail_own_links
from participation.views.guard import may_mail_for, private_page, refused_status


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail address; mail the links of its open plans on POST."""
    if request.method != "POST":
        return _page(request, LostLinkForm())
    form, now = LostLinkForm(request.POST), timezone.now()
    if status := refused_status(request, form, now):
        return _page(request, form, status=status)
    email = form.cleaned_data["email"]
    # A robot, or a sixth mail in an hour to one address: no mail goes out, and nobody can tell.
    if may_mail_for(request, form, email, now):
        mail_own_links(email=email, now=now, language=active_language())
    return redirect(pad("/mijn-plan/kijk-in-je-mail/"))


@private_page
@require_safe
def check_mail(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, if there is a plan. Names no address."""
    context = {
        "title": _("Kijk in je mail"),
        "text": _("Heb je een plan met dit e-mailadres? Dan staat de link straks in je mail."),
        "paragraphs": [_("Geen mail? Kijk ook bij je ongewenste mail, of probeer een ander e-mailadres.")],
        "actions": [
            {"url": pad("/mijn-plan/"), "text": _("Probeer een ander e-mailadres")},
            {"url": pad("/initiatieven/"), "text": _("Bekijk de plannen")},
        ],
        "icon": "mail",
        "section": "initiatieven",
    }
    return render(request, "cms/melding.html", context)


def _page(request: HttpRequest, form: LostLinkForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "section": "initiatieven",
        "crumbs": [(_("Home"), pad("/")), (_("De link naar je plan"), "")],
    }
    return render(request, "participation/lost_link.html", context, status=status)
