"""The demo's editor: one account with the rights of the communications team."""

from cms.demo import address
from cms.models import User
from cms.registries import DemoContext
from pages.models import HomePage
from pages.services import give_editors_rights_everywhere


def build_editor(context: DemoContext) -> None:
    """Let `redactie@` edit all trees."""
    group = give_editors_rights_everywhere(HomePage.objects.get())
    User.objects.get(email=address("redactie")).groups.add(group)
