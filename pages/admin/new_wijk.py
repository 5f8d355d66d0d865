"""The screen that makes a wijk with all its parts, and the one that says what is still to be done for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from wagtail.admin.menu import MenuItem
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.forms import LongTextField, TextField
from cms.models import Cluster, User, Wijk
from cms.registries import wijk_checks
from pages.models import WijkPage
from pages.new_wijk import Leads, make_wijk, read_areas, refuse_overlap, refuse_taken, wijken_page


class TileSelect(forms.RadioSelect):
    """Tiles to choose from, each drawn beside its name."""

    option_template_name = "pages/admin/tile_option.html"


class NewWijkForm(forms.Form):
    """What is to be known of a new wijk. Its pages begin with texts that fit every wijk."""

    use_required_attribute = False
    required_css_class = "required"

    name = TextField(label=gettext_lazy("Naam"), max_length=80, help_text=gettext_lazy("Zo heet de wijk op de site."))
    slug = forms.SlugField(
        label=gettext_lazy("Kort adres"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("Staat achter /wijken/. Laat leeg om het van de naam te maken."),
        error_messages={"invalid": gettext_lazy("Gebruik alleen kleine letters, cijfers en streepjes.")},
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.all(),
        label=gettext_lazy("Cluster"),
        empty_label=gettext_lazy("Kies een cluster"),
        help_text=gettext_lazy("De wijken van een cluster hebben samen één wijkteam."),
    )
    tile = forms.ChoiceField(
        label=gettext_lazy("Tegel en kleur"),
        widget=TileSelect,
        help_text=gettext_lazy("Hier staan de tegels die nog vrij zijn. De kleuren hebben genoeg contrast."),
    )
    areas = LongTextField(
        label=gettext_lazy("Postcodes"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("Een gebied per regel, bijvoorbeeld 1221 of 1213 LA - 1213 ZZ."),
    )
    lead = LongTextField(
        label=gettext_lazy("Inleiding"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=gettext_lazy("Hier zie je wat er speelt en hoe je mee kunt doen."),
        help_text=gettext_lazy("Een of twee korte zinnen onder de naam van de wijk."),
    )
    lead_en = LongTextField(
        label=gettext_lazy("Inleiding in het Engels"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        initial="Here you see what is going on and how you can join in.",
    )
    about = LongTextField(
        label=gettext_lazy("Bij Alles over mijn wijk"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Wat voor wijk is het? In een of twee zinnen."),
    )
    about_en = LongTextField(
        label=gettext_lazy("Bij Alles over mijn wijk, in het Engels"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        help_text=gettext_lazy("Vul dit in als je hierboven iets hebt ingevuld."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(Wijk.objects.values_list("tile", flat=True))
        free = [choice for choice in Wijk.Tile.choices if choice[0] not in taken]
        self.fields["tile"].choices = free or Wijk.Tile.choices
        if not Locale.objects.filter(language_code="en").exists():
            del self.fields["lead_en"], self.fields["about_en"]
        for field in self.fields.values():
            field.error_messages["required"] = _("Vul dit nog in: %(label)s.") % {"label": field.label}
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = _("Maak dit korter: gebruik hoogstens %(limit_value)d tekens.")

    def clean_areas(self) -> list[tuple[str, str]]:
        """Read the ranges and refuse those of another wijk.

        Raises:
            ValidationError: saying which line or range it is.
        """
        areas = read_areas(self.cleaned_data["areas"])
        try:
            refuse_overlap(areas)
        except ValidationError as error:
            raise ValidationError(error.message_dict["areas"]) from None
        return areas

    def clean(self) -> dict[str, Any]:
        """Propose the address, and refuse names and addresses that are in use."""
        cleaned = super().clean()
        if "about_en" in self.fields and bool(cleaned.get("about")) != bool(cleaned.get("about_en")):
            self.add_error("about_en", _("Vul deze tekst in beide talen in, of laat hem in beide leeg."))
        name = cleaned.get("name")
        if name and "slug" in cleaned:
            cleaned["slug"] = cleaned["slug"] or slugify(name)[:50]
            if not cleaned["slug"]:
                self.add_error("slug", _("Vul een kort adres in, bijvoorbeeld monnikenberg."))
                return cleaned
            try:
                refuse_taken(name=name, slug=cleaned["slug"])
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def summary(self) -> list[dict[str, str]]:
        """Each error with the id of its field, for the list above the form."""
        found = []
        for name, errors in self.errors.items():
            target = "" if name == "__all__" else self[name].id_for_label or f"{self[name].auto_id}_0"
            found += [{"text": str(error), "target": target} for error in errors]
        return found


def may_make_wijk(user: User) -> bool:
    """Administrators, and editors who may publish below the page of all wijken.

    It hands over nothing that is somebody's: no postcode leaves its wijk, and no case moves.
    """
    if not page_permission_policy.user_has_permission(user, "publish"):
        return False
    page = wijken_page()
    return page is not None and page.permissions_for_user(user).can_publish_subpage()


class _EditorOfAllWijken(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer.

        Raises:
            PermissionDenied: to who may not make a wijk.
        """
        if not may_make_wijk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NewWijkView(_EditorOfAllWijken):
    """The form."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self._show(request, NewWijkForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the wijk, or say what is to be mended."""
        form = NewWijkForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        data = form.cleaned_data
        leads = Leads(**{name: data.get(name, "") for name in ("lead", "lead_en", "about", "about_en")})
        own = {name: data[name] for name in ("name", "slug", "cluster", "tile", "areas")}
        page = make_wijk(**own, leads=leads, by=request.user, now=timezone.now())
        messages.success(request, _("De wijk %(name)s staat op de site.") % {"name": page.title})
        return redirect("editors:wijk", slug=page.slug)

    def _show(self, request: HttpRequest, form: NewWijkForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "errors": form.summary() if form.is_bound else [],
            "header_title": _("Maak een wijk"),
            "header_icon": "site",
            "breadcrumbs_items": crumbs(_("Maak een wijk")),
        }
        return TemplateResponse(request, "pages/admin/new_wijk.html", context, status=status)


class WijkStateView(_EditorOfAllWijken):
    """What there is of a wijk, and what is still to be done."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        wijk = get_object_or_404(Wijk, slug=slug)
        pages = list(WijkPage.objects.filter(wijk=wijk).select_related("locale").order_by("locale__pk", "path"))
        source = pages[0] if pages else None
        parts = Page.objects.descendant_of(source, inclusive=True) if source else Page.objects.none()
        context = {
            "wijk": wijk,
            "languages": [(page.locale.get_display_name(), page.full_url) for page in pages if page.live],
            "parts": parts.live().order_by("path"),
            "areas": wijk.postcode_areas.order_by("first"),
            "tasks": sorted((check(wijk) for check in wijk_checks), key=lambda task: task.is_done),
            "header_title": wijk.name,
            "header_icon": "site",
            "breadcrumbs_items": crumbs(wijk.name, (reverse("editors:new_wijk"), _("Maak een wijk"))),
        }
        return TemplateResponse(request, "pages/admin/wijk_state.html", context)


class NewWijkMenuItem(MenuItem):
    """ "Maak een wijk", for who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only to administrators and editors of all wijken."""
        return may_make_wijk(request.user)


def crumbs(here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Where we are, from the front page of the admin on."""
    line = [(reverse("wagtailadmin_home"), _("Beheer")), *between, ("", here)]
    return [{"url": url, "label": label} for url, label in line]
