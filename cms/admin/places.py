"""Screens on which an administrator makes clusters, wijken, buurten, postcodes and themes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.admin.people import WijkRoleViewSet
from cms.admin.viewsets import SetupForm, SetupViewSet
from cms.models import Buurt, Cluster, PostcodeArea, Wijk, WijkTheme
from cms.postcodes import bounds


class ClusterViewSet(SetupViewSet):
    """Two wijken with one wijkteam."""

    model = Cluster
    icon = "group"
    menu_label = gettext_lazy("Clusters")
    form_fields = ["name", "slug"]
    list_display = ["name", "slug"]


class WijkViewSet(SetupViewSet):
    """The wijken. Their pages point here, so the slug must be that of the page."""

    model = Wijk
    icon = "site"
    menu_label = gettext_lazy("Wijken")
    form_fields = ["name", "slug", "cluster", "tile", "position", "inhabitants", "inhabitant_share_percent"]
    list_display = ["name", "cluster", "position", "inhabitants"]
    list_filter = ["cluster"]


class BuurtForm(SetupForm):
    """A buurt; the name is unique in its wijk."""

    class Meta:
        model = Buurt
        fields = ["wijk", "name"]


class BuurtViewSet(SetupViewSet):
    """The buurten of the wijken."""

    model = Buurt
    icon = "home"
    menu_label = gettext_lazy("Buurten")
    list_display = ["name", "wijk"]
    list_filter = ["wijk"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known buurten."""
        return BuurtForm


class PostcodeAreaForm(SetupForm):
    """A range of postcodes as people type it: "1221", "1213 la", or two ends. An empty end means one postcode."""

    first = forms.CharField(
        label=gettext_lazy("Van postcode"),
        max_length=12,
        help_text=gettext_lazy("1213 LA, of 1221 voor alle letters."),
    )
    last = forms.CharField(
        label=gettext_lazy("Tot en met postcode"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("Laat leeg als het om één postcode gaat."),
    )

    class Meta:
        model = PostcodeArea
        fields = ["wijk", "buurt", "street", "first", "last"]

    def clean(self) -> dict[str, object]:
        """Store both ends with their letters, and refuse what lies in another wijk already.

        Two wijken with the same postcode would make it unclear whose case a plan from there is.
        """
        cleaned = super().clean()
        if not cleaned.get("first"):
            return cleaned
        typed = "-".join(filter(None, [cleaned["first"], cleaned.get("last")]))
        try:
            cleaned["first"], cleaned["last"] = bounds(typed)
        except ValueError:
            self.add_error("first", _("Vul postcodes in, bijvoorbeeld 1213 LA tot en met 1213 ZZ. De laagste eerst."))
            return cleaned
        buurt, wijk = cleaned.get("buurt"), cleaned.get("wijk")
        if buurt and wijk and buurt.wijk_id != wijk.pk:
            self.add_error("buurt", _("Deze buurt ligt in een andere wijk. Kies een buurt van de wijk zelf."))
        self._refuse_overlap(cleaned)
        return cleaned

    def _refuse_overlap(self, cleaned: dict[str, object]) -> None:
        others = PostcodeArea.objects.filter(first__lte=cleaned["last"], last__gte=cleaned["first"])
        other = others.exclude(wijk=cleaned.get("wijk")).select_related("wijk").first()
        if other:
            message = _("De postcodes %(area)s horen al bij %(wijk)s. Pas dat gebied eerst aan.")
            self.add_error("first", message % {"area": other, "wijk": other.wijk})


class PostcodeAreaViewSet(SetupViewSet):
    """Which postcodes lie in which wijk, buurt and street."""

    model = PostcodeArea
    icon = "mail"
    menu_label = gettext_lazy("Postcodes")
    list_display = ["first", "last", "wijk", "buurt", "street"]
    list_filter = ["wijk"]
    list_per_page = 50
    search_fields = ["first", "last", "street"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known areas."""
        return PostcodeAreaForm


class WijkThemeViewSet(SetupViewSet):
    """The priorities of a wijk in a period."""

    model = WijkTheme
    icon = "tag"
    menu_label = gettext_lazy("Wijkthema's")
    form_fields = ["wijk", "name", "valid_from", "valid_until"]
    list_display = ["name", "wijk", "valid_from", "valid_until"]
    list_filter = ["wijk"]


class TownGroup(ModelViewSetGroup):
    """Everything that makes a town, in the order in which one fills it in."""

    menu_label = gettext_lazy("Wijken en rollen")
    menu_name = "wijken"
    menu_icon = "site"
    menu_order = 300
    items = (
        ClusterViewSet("clusters"),
        WijkViewSet("wijken"),
        BuurtViewSet("buurten"),
        PostcodeAreaViewSet("postcodes"),
        WijkThemeViewSet("wijkthemas"),
        WijkRoleViewSet("rollen"),
    )
