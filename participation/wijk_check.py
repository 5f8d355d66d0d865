"""What a wijk needs besides its pages, as far as participation goes: money of this year."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.registries import WijkTask
from participation.models import LedgerLine


def budget(wijk: Wijk) -> WijkTask:
    """Without a budget its thermometer has nothing to show; the administrator books it on a screen of its own."""
    year = timezone.localdate().year
    is_done = LedgerLine.objects.filter(pot__wijk=wijk, pot__year__year=year).exists()
    text = _("Boek het budget van %(year)s.") % {"year": year}
    return WijkTask(text, reverse("budget:year", args=[year]), is_done, is_for_administrator=True)
