"""What the set-up screens share."""

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet


class SetupForm(WagtailAdminModelForm):
    """A set-up form whose messages say what to fill in."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = _("Vul dit nog in: %(label)s") % {"label": field.label or name}


class SetupDeleteView(DeleteView):
    """Deleting what nothing else hangs on. The database keeps the rest; Wagtail itself would fail on that."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Delete it, or say that it is in use."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except models.ProtectedError:
            messages.error(self.request, _("Dit is nog in gebruik. Haal eerst weg wat eraan vastzit."))
            return redirect(self.get_success_url())


class SetupViewSet(ModelViewSet):
    """A screen for administrators: no copying, and no rights that a group could be given.

    Wagtail's generic views may be used here: they ask the policy once per model, and that is all there is to ask.
    """

    add_to_reference_index = False
    copy_view_enabled = False
    delete_view_class = SetupDeleteView

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """None: see AdministratorPolicy."""
        return Permission.objects.none()
