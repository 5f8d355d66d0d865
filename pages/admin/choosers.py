"""Choosing people, places and portraits by name.

The log of the admin keeps the text of what was changed for good, so a person's is "persoon 12" (compliance C6); only
the choosers and lists show the name.
"""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.admin.telepath import register
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.widgets import AdminSnippetChooser, SnippetChooserAdapter

from pages.models import Portrait


class NamedSnippetChooser(AdminSnippetChooser):
    """Shows the name of what was chosen."""

    def get_display_title(self, instance: Model) -> str:
        """The name."""
        return instance.name


register(SnippetChooserAdapter(), NamedSnippetChooser)


def choosable(model: type[Model]) -> QuerySet[Model]:
    """What may be on the site: with consent today, or not taken off. More is not told to who only chooses."""
    if model is Portrait:
        return Portrait.objects.shown(timezone.localdate())
    return model.objects.filter(is_active=True)


class _ListsNames:
    """A list to choose from: names, and what tells two of the same name apart."""

    def get_object_list(self) -> QuerySet[Model]:
        """By name."""
        return choosable(self.model_class).order_by("name")

    @property
    def title_column(self) -> TitleColumn:
        """The name, as what one clicks."""
        if self.is_multiple_choice:
            return TitleColumn("name", label=_("Naam"), accessor="name", label_prefix="chooser-modal-select")
        return TitleColumn("name", label=_("Naam"), accessor="name", get_url=self._address, link_attrs=_CHOICE)

    @property
    def columns(self) -> list[Column]:
        """The name, and what tells two of the same name apart."""
        own = {"organisation", "kind"} & {field.name for field in self.model_class._meta.fields}
        return [*super().columns, *(_COLUMNS[name] for name in sorted(own))]

    def _address(self, chosen: Model) -> str:
        return self.append_preserved_url_parameters(reverse(self.chosen_url_name, args=(chosen.pk,)))


_CHOICE = {"data-chooser-modal-choice": True}
_COLUMNS = {
    "organisation": Column("organisation", label=_("Organisatie"), accessor="organisation"),
    "kind": Column("kind", label=_("Soort"), accessor="get_kind_display"),
}


class _TellsName:
    """Gives back the name of what was chosen, if it may be chosen."""

    def get_object(self, pk: str) -> Model:
        """The one that was chosen.

        Raises:
            Http404: when it may not be.
        """
        return get_object_or_404(choosable(self.model_class), pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Model]:
        """Those that were chosen."""
        return choosable(self.model_class).filter(pk__in=[pk for pk in pks if pk.isdecimal()])

    def get_display_title(self, instance: Model) -> str:
        """The name."""
        return instance.name


class _Choose(_ListsNames, ChooseView):
    pass


class _ChooseResults(_ListsNames, ChooseResultsView):
    pass


class _Chosen(_TellsName, SnippetChosenView):
    pass


class _ChosenMultiple(_TellsName, SnippetChosenMultipleView):
    pass


class _NothingMade(SnippetCreateView):
    """Wagtail breaks where a window has no form to make something with."""

    def can_create(self) -> bool:
        """Nobody can: the lists have screens of their own."""
        return False


class ChooserViewSet(SnippetChooserViewSet):
    """The windows in which one chooses, and makes nothing."""

    create_view_class = _NothingMade


class NamedChooserViewSet(ChooserViewSet):
    """The windows in which one chooses by name."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple
    base_widget_class = NamedSnippetChooser
