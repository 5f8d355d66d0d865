"""Give home and each wijk its page of polls."""

from wagtail.models import Page

from pages.first_pages import make
from pages.notation import T
from pages.town import where
from polls.models import PollsPage
from polls.models.pages import SLUG


def build_overview(parent: Page) -> None:
    """Make the overview below home or a wijk page; what is there stays."""
    lead = T(
        "Geef je mening over {where}, en kijk wat eruit kwam.",
        "Give your opinion on {where}, and see what came of it.",
    )
    make(parent, PollsPage, slug=SLUG, title=T("Peilingen", "Polls"), lead=lead.fill(where=where(parent)))
