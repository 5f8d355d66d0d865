"""The demo's editor: one account with the rights of the communications team."""

from cms.demo import address
from cms.models import User
from cms.registries import DemoContext
from pages.services import give_editors_rights_everywhere
from pages.town import home_page


def build_editor(context: DemoContext) -> None:
    """Let `redactie@` edit all trees."""
    group = give_editors_rights_everywhere(home_page())
    User.objects.get(email=address("redactie")).groups.add(group)
