"""The screen on which an administrator gives people their roles."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.widgets import AdminDateInput

from cms.admin.viewsets import SetupForm, SetupViewSet
from cms.models import PostcodeArea, User, WijkRole
from cms.models.people import CLUSTER_ROLES, WIJK_ROLES


class WijkRoleForm(SetupForm):
    """Who is what, where, and from when until when. The model's `clean` says in Dutch what does not fit."""

    class Meta:
        model = WijkRole
        fields = ["user", "role", "wijk", "cluster", "areas", "deputy_for", "valid_from", "valid_until"]
        widgets = {
            "valid_from": AdminDateInput,
            "valid_until": AdminDateInput,
            "areas": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
        self.fields["wijk"].help_text = _("Alleen bij een wijkregisseur en een wijkwethouder.")
        self.fields["cluster"].help_text = _("Alleen bij een voorzitter van een wijkteam.")
        self.fields["deputy_for"].queryset = WijkRole.objects.filter(deputy_for__isnull=True).select_related(
            "wijk", "cluster", "user"
        )
        self.fields["deputy_for"].label_from_instance = lambda role: f"{role}: {role.user}"
        areas = PostcodeArea.objects.select_related("wijk")
        if self.instance.wijk_id:
            areas = areas.filter(wijk=self.instance.wijk_id)
        self.fields["areas"].queryset = areas
        self.fields["areas"].label_from_instance = lambda area: f"{area.wijk}: {area}"

    def clean(self) -> dict[str, object]:
        """Keep a deputy in the role and the place that he or she stands in for, and areas in the own wijk."""
        cleaned = super().clean()
        replaced = cleaned.get("deputy_for")
        if replaced and replaced.pk == self.instance.pk:
            self.add_error("deputy_for", _("Iemand kan niet zichzelf vervangen. Kies een andere rol."))
        elif replaced and self._place(cleaned) != (replaced.role, replaced.wijk_id, replaced.cluster_id):
            message = _("Geef een vervanger dezelfde rol en plaats als degene die wordt vervangen: %(role)s.")
            self.add_error("deputy_for", message % {"role": replaced})
        wijk = cleaned.get("wijk")
        if any(area.wijk_id != (wijk and wijk.pk) for area in cleaned.get("areas") or ()):
            self.add_error("areas", _("Kies alleen postcodes uit de wijk van deze rol."))
        if cleaned.get("wijk") and cleaned.get("role") not in WIJK_ROLES:
            self.add_error("wijk", _("Deze rol geldt niet voor één wijk. Haal de wijk weg."))
        if cleaned.get("cluster") and cleaned.get("role") not in CLUSTER_ROLES:
            self.add_error("cluster", _("Deze rol geldt niet voor een cluster. Haal het cluster weg."))
        return cleaned

    @staticmethod
    def _place(cleaned: dict[str, object]) -> tuple[object, object, object]:
        wijk, cluster = cleaned.get("wijk"), cleaned.get("cluster")
        return cleaned.get("role"), wijk and wijk.pk, cluster and cluster.pk


class WijkRoleViewSet(SetupViewSet):
    """Roles of people: they decide on cases, budgets and decisions (ARCHITECTURE rule 7)."""

    model = WijkRole
    icon = "user"
    menu_label = gettext_lazy("Rollen")
    list_display = ["__str__", "user", "deputy_for", "valid_from", "valid_until"]
    list_filter = ["role", "wijk", "cluster"]
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known roles."""
        return WijkRoleForm
