"""The screens of the social base: organisations, people, spreekuren and portraits, in one group of the menu.

The city-wide group "Redactie" keeps them. An editor of a wijk chooses by name from what is on the site: one row stands
on the pages of several wijken, so it is no wijk's own (pages.services gives the rights).
"""

from __future__ import annotations

from django import forms
from django.db import models, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet, SnippetViewSetGroup

from pages.admin import people_forms
from pages.admin.choosers import ChooserViewSet, NamedChooserViewSet
from pages.consent import remove_picture
from pages.models import OfficeHour, Organisation, Person, Portrait

_IS_SHOWN = BooleanColumn("is_active", label=gettext_lazy("Op de site"))


class _Index(IndexView):
    """A list without check boxes: deleting many at once goes past what is still in use."""

    @property
    def columns(self) -> list[Column]:
        """Without the column of check boxes."""
        return super().columns[1:]


class _Delete(DeleteView):
    """Deleting what nothing else hangs on. The database keeps the rest; Wagtail itself would fail on that."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Delete it, or say that it is in use."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except models.ProtectedError:
            messages.error(self.request, _("Dit is nog in gebruik. Haal eerst weg wat eraan vastzit."))
            return redirect(self.get_success_url())


class _DeletePortrait(_Delete):
    """With a portrait goes its photo: without consent there is no ground to keep that (AVG art. 17)."""

    def delete_action(self) -> None:
        """Delete the portrait, in the log as Wagtail does it, and then its photo."""
        picture = self.object.picture
        super().delete_action()
        remove_picture(picture)


class _ViewSet(SnippetViewSet):
    """What the four share."""

    chooser_viewset_class = NamedChooserViewSet
    index_view_class = _Index
    delete_view_class = _Delete
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None


class OrganisationViewSet(_ViewSet):
    """Meeting places, associations and partners."""

    model = Organisation
    icon = "site"
    menu_label = gettext_lazy("Organisaties")
    list_display = ["name", Column("kind", label=gettext_lazy("Soort"), accessor="get_kind_display"), _IS_SHOWN]
    list_filter = ["kind", "wijken", "is_citywide", "is_active"]
    search_fields = ["name", "street"]
    edit_handler = people_forms.ORGANISATION


class PersonViewSet(_ViewSet):
    """People who work or volunteer in a wijk."""

    model = Person
    icon = "group"
    menu_label = gettext_lazy("Mensen")
    list_display = ["name", "organisation", _IS_SHOWN]
    list_filter = ["wijken", "is_citywide", "is_active"]
    search_fields = ["name"]
    edit_handler = people_forms.PERSON


class OfficeHourViewSet(_ViewSet):
    """Spreekuren. Nothing chooses from these."""

    model = OfficeHour
    icon = "date"
    menu_label = gettext_lazy("Spreekuren")
    list_display = [
        "__str__",
        "wijk",
        "place",
        Column("pattern", label=gettext_lazy("Hoe vaak"), accessor="get_pattern_display"),
        "valid_until",
    ]
    list_filter = ["wijk", "weekday"]
    chooser_viewset_class = ChooserViewSet
    edit_handler = people_forms.OFFICE_HOUR


class PortraitViewSet(_ViewSet):
    """Residents on a picture, with their consent."""

    model = Portrait
    icon = "user"
    menu_label = gettext_lazy("Portretten")
    list_display = ["name", "consent_on", "consent_until", "consent_reference"]
    search_fields = ["name", "email", "consent_reference"]
    delete_view_class = _DeletePortrait
    edit_handler = people_forms.PORTRAIT


class SocialBaseGroup(SnippetViewSetGroup):
    """Everything that stands on the contact pages."""

    menu_label = gettext_lazy("Sociale basis")
    menu_name = "sociale-basis"
    menu_icon = "group"
    menu_order = 150
    items = (OrganisationViewSet(), PersonViewSet(), OfficeHourViewSet(), PortraitViewSet())
