"""Files with cases: ask for one, see how far it is, and get it (inbox.md section 11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import audit
from cms.forms import TextField
from cms.models import User
from cms.uploads import serve_private
from participation.admin.base import crumbs
from participation.admin.bulk import picked
from participation.admin.case_form import errors_of
from participation.admin.desk import DeskView, to_list
from participation.admin.filter_form import address
from participation.admin.reader import reader_of
from participation.models import Export
from participation.policies import may_export_contact
from participation.services import exports
from participation.services.errors import Refused


class ExportForm(forms.Form):
    """What kind of file, and whether contact data go along; that question is there for who has the right."""

    use_required_attribute = False

    file_format = forms.ChoiceField(
        label=gettext_lazy("Soort bestand"), choices=Export.Format.choices, initial=Export.Format.XLSX
    )
    with_contact = forms.BooleanField(
        label=gettext_lazy("Met contactgegevens"),
        required=False,
        help_text=gettext_lazy("Op elke regel staat voor wie het bestand is. We leggen vast dat je erom vroeg."),
    )
    reason = TextField(
        label=gettext_lazy("Waarvoor heb je de contactgegevens nodig?"),
        max_length=300,
        required=False,
        error_messages={"max_length": gettext_lazy("Maak dit korter: gebruik hoogstens 300 tekens.")},
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, auto_id="bestand_%s")
        if not may_export_contact(user):
            del self.fields["with_contact"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Ask a reason for contact data."""
        given = super().clean()
        if given.get("with_contact") and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf waarvoor je de contactgegevens nodig hebt."))
        return given


class ExportsView(DeskView):
    """One's own files, and the form that asks for one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what there is."""
        return self._show(request, None, [], "")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask what kind of file, or have it made. Only filters that this reader has come along."""
        ticked = request.POST.getlist("zaak")
        cases = [one.pk for one in picked(request)] if ticked else None
        if cases == [] or (cases is None and "alleen_keuze" in request.POST):
            messages.error(request, _("Kies eerst een of meer zaken."))
            return to_list(request.POST.get("terug", ""))
        reader = reader_of(request.user)
        query = address(reader.form(QueryDict(request.POST.get("terug", "")[:4000])).pairs).removeprefix("?")
        if "zeker" not in request.POST:
            return self._show(request, ExportForm(user=request.user), ticked, query)
        if request.POST.get("with_contact") and not may_export_contact(request.user):
            exports.refuse_contact(user=request.user, now=timezone.now())
        form = ExportForm(request.POST, user=request.user)
        if not form.is_valid():
            return self._show(request, form, ticked, query, status=422)
        try:
            exports.ask(user=request.user, query=query, case_ids=cases, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.reasons))
        else:
            messages.success(request, _("We maken je bestand. Het staat zo in deze lijst."))
        return redirect("inbox:exports")

    def _show(
        self, request: HttpRequest, form: ExportForm | None, ticked: list[str], query: str, status: int = 200
    ) -> HttpResponse:
        living = Export.objects.filter(user=request.user, expires_at__gt=timezone.now())
        context = {
            "exports": living,
            "form": form,
            "picked": ticked,
            "back": query,
            "errors": errors_of(form) if form is not None and status == 422 else [],
            "header_title": _("Bestanden"),
            "breadcrumbs_items": crumbs({"url": "", "label": _("Bestanden")}),
        }
        return TemplateResponse(request, "participation/admin/exports.html", context, status=status)


class DownloadView(DeskView):
    """One file, for the person who asked for it: the address alone is no key."""

    def get(self, request: HttpRequest, uuid: UUID) -> FileResponse:
        """Give it, and log that.

        Raises:
            Http404: when it is somebody else's, not ready, gone, or no longer for this person.
        """
        now = timezone.now()
        ready = Export.objects.filter(user=request.user, state=Export.State.READY, expires_at__gt=now)
        export = ready.filter(uuid=uuid).first()
        if export is None or (export.with_contact and not may_export_contact(request.user)):
            raise Http404
        try:
            file = export.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        audit.log(action="export.download", object=export, actor=request.user, now=now)
        name = f"zaken-{timezone.localtime(export.asked_at):%Y-%m-%d-%H%M}.{export.file_format}"
        return serve_private(file, as_name=name, inline_image=False)
