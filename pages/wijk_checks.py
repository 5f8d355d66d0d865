"""What a wijk needs besides its pages: people, buurten, translations."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail.models import Page

from cms.models import Role, Wijk, WijkRole
from cms.registries import WijkTask
from pages.models import WijkPage
from pages.untranslated import waiting_for_translation


def wijkregisseur(wijk: Wijk) -> WijkTask:
    """Without one nobody handles the plans of the wijk."""
    return _role(wijk, Role.WIJKREGISSEUR, _("Geef de wijk een wijkregisseur."))


def wijkwethouder(wijk: Wijk) -> WijkTask:
    """Without one nobody decides on the larger plans."""
    return _role(wijk, Role.WIJKWETHOUDER, _("Geef de wijk een wijkwethouder."))


def buurten(wijk: Wijk) -> WijkTask:
    """They stand on the wijk page."""
    is_done = wijk.buurten.exists()
    return WijkTask(_("Vul de buurten in."), reverse("buurten:index"), is_done, is_for_administrator=True)


def translation(wijk: Wijk) -> WijkTask:
    """Each language shows the words of the first one until somebody translates them."""
    waiting = waiting_for_translation()
    tops = [page.path for page in WijkPage.objects.filter(wijk=wijk)]
    mine = Page.objects.none()
    for path in tops:
        mine = mine | waiting.filter(path__startswith=path)
    return WijkTask(_("Vertaal de pagina's van de wijk."), reverse("editors:translations"), not mine.exists())


def _role(wijk: Wijk, role: Role, text: str) -> WijkTask:
    held = WijkRole.objects.active(timezone.localdate()).filter(wijk=wijk, role=role)
    return WijkTask(text, reverse("rollen:index"), held.exists(), is_for_administrator=True)


CHECKS = {
    "wijkregisseur": wijkregisseur,
    "wijkwethouder": wijkwethouder,
    "buurten": buurten,
    "vertaling": translation,
}
