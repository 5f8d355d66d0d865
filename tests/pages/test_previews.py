"""The preview of every page type in the editor: of what stands in the form, saved or not."""

import re
from html import unescape

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.apps import apps
from django.test import Client
from django.urls import reverse

from wagtail.fields import StreamField
from wagtail.models import Page

from pages.models import BasePage, CampaignPage, HomePage, NewsPage
from participation.models import MiniRoutesPage
from polls.models import PollsPage
from tests.conftest import NOW
from tests.factories.blocks import make_campaign, make_news, make_news_index, make_portrait, set_body
from tests.factories.calendar import make_agenda
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import Tree, make_tree
from tests.factories.polls import make_overview
from tests.policies import policy_of

pytestmark = pytest.mark.django_db
TITLE = "Nog niet bewaard"


def page_types() -> list[type[Page]]:
    """All page types of the site."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


@pytest.fixture
def tree() -> Tree:
    """Home and Oost."""
    return make_tree(make_wijk("oost", "1221"))


@pytest.fixture
def administrator(client: Client) -> Client:
    """Somebody who may do everything in the admin."""
    client.force_login(UserFactory(email="beheer@example.org", is_superuser=True))
    return client


def parent_of(model: type[Page], tree: Tree) -> Page:
    """A page below which an editor may make one of this type: where it may stand once, it does not stand yet."""
    root = Page.objects.get(depth=1)
    empty = root.add_child(instance=HomePage(title="Leeg", slug="leeg"))
    news = make_news_index(tree.wijk_pages["oost"])
    small = empty.add_child(instance=MiniRoutesPage(title="Zo geregeld", slug="zo-geregeld"))
    polls = make_overview(tree.wijk_pages["oost"])
    agenda = make_agenda(tree.wijk_pages["oost"])
    places = [empty, tree.home, tree.wijken, tree.wijk_pages["oost"], news, agenda, small, polls, root]
    return next(place for place in places if model.can_create_at(place))


def sent_by(client: Client, url: str, model: type[Page]) -> dict[str, str]:
    """What the form at an address sends as it stands; the script of the editor adds how many blocks there are."""
    answer = client.get(url)
    assert answer.status_code == 200
    form = answer.content.decode().split('id="page-edit-form"')[1]
    data = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_on = attributes.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in attributes and is_on and not attributes["name"].startswith("action-"):
            data[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, options in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, flags=re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"', options)
        data[name] = next((value for value in values if value), "")
    counts = {f"{field.name}-count": "0" for field in model._meta.get_fields() if isinstance(field, StreamField)}
    return data | counts


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_every_page_type_is_previewed_before_it_is_saved(model: type[Page], tree: Tree, administrator: Client) -> None:
    kind = (model._meta.app_label, model._meta.model_name, parent_of(model, tree).pk)
    data = sent_by(administrator, reverse("wagtailadmin_pages:add", args=kind), model)
    # The address of polls is fixed: voting is found by it.
    data |= {"title": TITLE, "slug": "peilingen" if model is PollsPage else "nog-niet-bewaard"}
    url = reverse("wagtailadmin_pages:preview_on_add", args=kind)

    stored = administrator.post(url, data)
    assert stored.json() == {"is_valid": True, "is_available": True}
    for mode, _label in model().preview_modes:
        answer = administrator.get(url, {"mode": mode})

        assertContains(answer, TITLE)
        assertContains(answer, 'id="inhoud"')
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert not Page.objects.filter(slug="nog-niet-bewaard").exists()


@time_machine.travel(NOW, tick=False)
def test_a_preview_of_a_change_shows_the_change_and_the_page_stays(tree: Tree, administrator: Client) -> None:
    page = make_news(make_news_index(tree.wijk_pages["oost"]), "Bomen", NOW.date())
    data = sent_by(administrator, reverse("wagtailadmin_pages:edit", args=[page.pk]), NewsPage)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    administrator.post(url, data | {"title": TITLE})

    assertContains(administrator.get(url), f"<h1>{TITLE}</h1>", html=True)
    assert NewsPage.objects.get().title == "Bomen"


@time_machine.travel(NOW, tick=False)
def test_a_preview_shows_no_face_without_consent(tree: Tree, administrator: Client) -> None:
    shown, ended = make_portrait("Nadia"), make_portrait("Wim", until=NOW.date().replace(day=19))
    page = make_campaign(tree.home, shown, ended)

    answer = CampaignPage.objects.get(pk=page.pk).make_preview_request()

    assertContains(answer, "<strong>Nadia</strong>", html=True)
    assertNotContains(answer, "Wim")


def test_a_film_plays_in_the_preview_too(tree: Tree, administrator: Client) -> None:
    page = make_news(make_news_index(tree.home), "Bomen", NOW.date())
    set_body(page, ("video", {"title": "Groen", "url": "https://vimeo.com/76979871", "has_captions": True}))
    page.save_revision()

    answer = administrator.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert policy_of(answer)["frame-src"] == ["'self'", "https://player.vimeo.com"]
