"""Every address of the site: each pattern of the resolver, and each route of our page types, filled in.

The values come from the world, so that an address leads to something that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.urls import URLResolver, get_resolver
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from cms.models import User
from participation.selectors import initiative_path
from polls.models import Poll
from tests.conftest import NOW
from tests.matrix.polls import OF_THE_CITY, POLL, SURVEY
from tests.matrix.world import World

INBOX = "beheer/te-behandelen/<int:pk>/*"
PAGE = r"^(?P<path>(?:wijken/[-\w]+/)?peilingen/[-\w]+)/"
VOTE = f"{PAGE}stemmen/"
# Numbers of rows that nobody has.
NOBODYS = {"milestone": 999_999, "line": 999_999, "photo": 999_999, "version": 999_999}
CATCH_ALL = r"^((?:[\w\-]+/)*)$"


@dataclass(frozen=True)
class Address:
    """A pattern and one real path for it. `place` tells paths of one pattern apart ("" where there is but one)."""

    pattern: str
    path: str
    place: str = ""


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Every pattern of the resolver as it is written, joined over its includes; a pattern that stands twice, once."""
    seen = set()
    for part in (resolver or get_resolver()).url_patterns:
        whole = prefix + str(part.pattern)
        for found in patterns(part, whole) if isinstance(part, URLResolver) else [whole]:
            if found not in seen:
                seen.add(found)
                yield found


def page_types() -> list[type[Page]]:
    """The page types of our own apps."""
    return [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


def page_routes() -> Iterator[str]:
    """Pseudo-patterns for what Wagtail's catch-all hides: "page HomePage", and "page InitiativesPage: indienen/"."""
    for model in page_types():
        yield f"page {model.__name__}"
        if issubclass(model, RoutablePageMixin):
            for route in model.get_subpage_urls():
                if str(route.pattern):
                    yield f"page {model.__name__}: {route.pattern}"


# What stands in a pattern: glob of patterns, and the values of its arguments. Of two that fit, the first goes before.
def _values(world: World) -> list[tuple[str, dict[str, Any]]]:
    return [*_of_ours(world), *_of_wagtail(world), ("*", _shared(world))]


def _of_ours(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Set-up, inbox, and the links that residents have."""
    zuid, case, links = world.wijken["zuid"], world.case("bekeken", "zuid"), world.tokens
    letter = world.case("toegekend", "zuid").letters.get()
    return [
        ("beheer/onderwerpen/*", {"pk": _first("Category")}),
        ("beheer/labels/*", {"pk": _first("Label")}),
        ("beheer/eigenaren/*", {"pk": _first("Owner")}),
        ("beheer/antwoorden/*", {"pk": _first("StandardAnswer")}),
        ("beheer/uitvoer/*", {"pk": _first("ExportRight")}),
        ("beheer/te-behandelen/weergaven/*", {"pk": _first("SavedView")}),
        ("beheer/te-behandelen/handgeld/*", {"pk": world.expenses["zuid"].pk}),
        ("beheer/te-behandelen/bestanden/*", {"uuid": world.exports[0].uuid}),
        ("beheer/draagvlakregels/*", {"pk": _first("DraagvlakRule")}),
        ("beheer/mandaten/*", {"pk": _first("MandateRule")}),
        ("beheer/brieven/*", {"pk": _first("LetterTemplate")}),
        ("beheer/termijnen/*", {"pk": _first("TermRule")}),
        ("beheer/storingen/*", {"pk": _first("Outage")}),
        ("beheer/clusters/*", {"pk": zuid.cluster_id}),
        ("beheer/wijken/*", {"pk": zuid.pk}),
        ("beheer/buurten/*", {"pk": zuid.buurten.first().pk}),
        ("beheer/postcodes/*", {"pk": zuid.postcode_areas.first().pk}),
        ("beheer/wijkthemas/*", {"pk": zuid.themes.first().pk}),
        ("beheer/rollen/*", {"pk": zuid.roles.first().pk}),
        ("beheer/budget/*", {"year": NOW.year}),
        ("*jaarverslag/*", {"year": NOW.year, "wijk": "zuid"}),
        # Of the city: an editor of a wijk, and a wijkregisseur, have no right to it.
        ("beheer/peilingen/*/codes/*", {"kind": "brieven"}),
        ("beheer/peilingen/*", {"pk": Poll.objects.get(path=OF_THE_CITY).pk, "kind": "csv"}),
        *((f"beheer/snippets/*pages/{name}/*", {"pk": row.pk}) for name, row in _social_base(world)),
        ("beheer/redactie/agenda/*", {"page_id": world.editorial["activity"].pk}),
        ("beheer/redactie/maak-een-wijk/*", {"slug": "oost"}),
        # A letter that was mailed: it is a page of its case, and not in the queue for the post.
        ("beheer/te-behandelen/brieven/*", {"letter": letter.pk}),
        (f"{INBOX[:-1]}brieven/*", {"pk": letter.submission_id, "letter": letter.pk, "kind": "html"}),
        (
            INBOX,
            {
                "pk": case.pk,
                "number": 1,
                "to": "waiting_initiator",
                "attachment_pk": case.attachments.get().pk,
                **NOBODYS,
            },
        ),
        ("start/ontvangen/*", {"token": links["receipt"]}),
        ("bevestig/*", {"token": links["confirm_email"]}),
        ("mijn-plan/meedoen/*", {"token": links["co_initiator"]}),
        # A question of nobody: the own page of the world has none that waits.
        (
            "mijn-plan/*",
            {
                "token": links["my_plan"],
                "step": "plan",
                "what": "poster",
                "question": 999_999,
                "number": 999_999,
                "kind": "html",
                **NOBODYS,
            },
        ),
        ("plan-foto/*", {"pk": 999_999, "extension": "jpg"}),
        ("steun/bevestig/*", {"token": links["confirm_support"]}),
        ("steun/intrekken/*", {"token": links["withdraw_support"]}),
        ("hulp/bevestig/*", {"token": links["confirm_help"]}),
        ("hulp/intrekken/*", {"token": links["withdraw_help"]}),
        ("volgen/bevestig/*", {"token": links["confirm_follow"]}),
        ("volgen/stop/*", {"token": links["stop_follow"]}),
        ("stem/bevestig/*", {"token": links["confirm_vote"]}),
        ("stem/wijzigen/*", {"token": links["change_vote"]}),
        ("*nieuws.rss", {"wijk": zuid.slug}),
        ("agenda/fout-melden/*", {"activity": zuid.activities.filter(takes_signups=True).latest("pk").pk}),
        ("*agenda*", {"wijk": zuid.slug, "slug": "samen-eten"}),
        ("meedoen/bevestigen/*", {"token": links["confirm_signup"]}),
        ("meedoen/afmelden/*", {"token": links["cancel_signup"]}),
        ("besluiten/*", {"code": world.case("toegekend", "zuid").public_decisions.get().code}),
        ("*initiatieven.rss", {"wijk": zuid.slug}),
        ("media/*", {"path": world.editorial["image"].get_rendition("width-40").file.name}),
    ]


def _social_base(world: World) -> Iterable[tuple[str, Any]]:
    return world.editorial["social_base"].items()


def _of_wagtail(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Where one name means something else than in Wagtail's page, image and document views."""
    made, wijk = world.editorial, world.wijken["zuid"]
    # Read anew: signing in, which another test did, makes a link to a new password worthless.
    person = User.objects.get(pk=world.people["regisseur_oost"].pk)
    page, task, flow = made["page"], made["task"].pk, made["workflow"].pk
    snippet = {"app_label": "cms", "model_name": "wijk", "pk": wijk.pk}
    reset = {
        "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
    session = {"object_id": page.pk, "session_id": made["editing_session"].pk}
    behind_password = made["restricted"]["password"]
    return [
        ("beheer/users/*", {"pk": person.pk}),
        ("beheer/groups/*", {"pk": made["group"].pk}),
        ("beheer/locales/*", {"pk": made["locale"].pk}),
        ("beheer/sites/*", {"pk": made["site"].pk}),
        ("beheer/collections/*", {"pk": made["collection"].pk, "collection_id": made["collection"].pk}),
        ("beheer/workflows/tasks/add/*", {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}),
        ("beheer/workflows/tasks/*", {"pk": task}),
        ("beheer/workflows/*", {"pk": flow, "workflow_pk": flow, "page_pk": page.get_parent().pk}),
        ("beheer/api/main/^pages*", {"pk": made["draft_page"].pk, "action_name": "copy"}),
        ("beheer/api/main/^documents*", {"pk": made["private_document"].pk}),
        ("beheer/api/main/^images*", {"pk": made["image"].pk}),
        ("beheer/bulk/*", {"app_label": "wagtailcore", "model_name": "page", "action": "publish"}),
        ("beheer/pages/create/*", {"app_label": "pages", "model_name": "contentpage"}),
        ("beheer/editing-sessions/*", {"app_label": "wagtailcore", "model_name": "page"} | session),
        ("beheer/localize/submit/snippet/*", snippet),
        ("beheer/localize/api/snippets/*", snippet),
        ("beheer/tag-autocomplete/*", {"app_name": "taggit", "model_name": "tag"}),
        ("beheer/documents/chooser/*", {"pk": made["private_document"].pk}),
        ("beheer/images/chooser/*", {"pk": made["image"].pk}),
        ("beheer/documents/multiple/*", {"uploaded_file_id": made["uploaded_document"].pk}),
        ("beheer/images/multiple/*", {"uploaded_file_id": made["uploaded_image"].pk}),
        ("beheer/password_reset/*", reset),
        ("documents/authenticate*", {"restriction_id": made["collection_restriction"].pk}),
        ("_util/*", {"page_view_restriction_id": behind_password.pk, "page_id": behind_password.page_id}),
    ]


def _shared(world: World) -> dict[str, Any]:
    """The names that Wagtail's page, image and document views share."""
    made = world.editorial
    page = made["page"]
    return {
        "page_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "content_type_app_name": "pages",
        "content_type_model_name": "contentpage",
        "page_to_move_id": page.pk,
        "destination_id": world.tree.home.pk,
        "action_name": "approve",
        "task_state_id": made["task_state"].pk,
        "task_id": made["task"].pk,
        "workflow_state_id": made["workflow_state"].pk,
        "revision_id": made["revision"].pk,
        "redirect_id": made["redirect"].pk,
        "image_id": made["image"].pk,
        "filter_spec": "original",
        "document_id": made["document"].pk,
        "doc_id": made["document"].pk,
        "translation_source_id": made["translation_source"].pk,
        "translation_id": made["translation"].pk,
        "string_segment_id": made["string_segment"].pk,
        "overridable_segment_id": made["overridable_segment"].pk,
        "mode": "default",
    }


def _first(model: str) -> int:
    return apps.get_model("participation", model).objects.order_by("pk").values_list("pk", flat=True).first()


# Patterns that are regular expressions, with a path written out.
def _written_out(world: World) -> dict[str, str]:
    made = world.editorial
    document = made["document"]
    revisions = r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"
    compare = rf"beheer/pages/^(?P<pk>\d+)/revisions/compare/{revisions}"
    return {
        compare: f"/beheer/pages/{made['page'].pk}/revisions/compare/earliest...latest/",
        "beheer/^.*/$": "/beheer/is-er-niet/",
        r"documents/^(\d+)/(.*)$": f"/documents/{document.pk}/{document.filename}",
        r"^wijkthermometer\.(?P<extension>json|csv)$": "/wijkthermometer.json",
        r"^wijken/(?P<slug>[-\w]+)/wijkthermometer\.(?P<extension>json|csv)$": "/wijken/zuid/wijkthermometer.csv",
        f"{VOTE}$": f"{POLL}stemmen/",
        f"{VOTE}(?P<number>[0-9]{{1,3}})/$": f"{SURVEY}stemmen/1/",
        f"{VOTE}versturen/$": f"{SURVEY}stemmen/versturen/",
        f"{VOTE}bewaard/$": f"{SURVEY}stemmen/bewaard/",
        f"{VOTE}verder/(?P<key>[-\\w:]{{1,200}})/$": f"{SURVEY}stemmen/verder/{world.tokens['survey']}/",
        f"{VOTE}kijk-in-je-mail/$": f"{POLL}stemmen/kijk-in-je-mail/",
        f"{VOTE}uitslag-mailen/$": f"{POLL}stemmen/uitslag-mailen/",
        f"{VOTE}uitslag-mailen/gelukt/$": f"{POLL}stemmen/uitslag-mailen/gelukt/",
        f"{VOTE}bedankt/$": f"{POLL}stemmen/bedankt/",
        f"{PAGE}insluiten/$": f"{POLL}insluiten/",
        r"^open-data/v1/polls\.(?P<extension>json|csv)$": "/open-data/v1/polls.csv",
        CATCH_ALL: "/is-er-niet/",
    }


_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def resolver_paths(world: World) -> dict[str, str]:
    """A path for each pattern of the resolver.

    Raises:
        KeyError: when a pattern asks for something that the world does not have: add it to `_values`.
    """
    values, written = _values(world), _written_out(world)
    return {pattern: written.get(pattern) or _filled(pattern, values) for pattern in patterns()}


def _filled(pattern: str, values: list[tuple[str, dict[str, Any]]]) -> str:
    given: dict[str, Any] = {}
    for glob, arguments in reversed(values):
        if fnmatchcase(pattern, glob):
            given |= arguments
    return "/" + _ARGUMENT.sub(lambda match: str(given[match[1]]), pattern).replace("^", "")


def route_paths(world: World) -> dict[str, str]:
    """A path for each pseudo-pattern of our page types, below Zuid."""
    base = "/wijken/zuid/initiatieven/"
    plan = initiative_path(world.case("zoekt", "zuid"))
    number = r"^(?P<reference>[A-Za-z]{2}-[0-9]{4}-[A-Za-z0-9]{3,20})(?:-(?P<slug>[-\w]{0,120}))?/"
    return {
        "page HomePage": "/",
        "page ContentPage": "/wijken/oost/over-ons/",
        "page WijkenPage": "/wijken/",
        "page WijkPage": "/wijken/zuid/",
        "page ContactPage": "/wijken/zuid/contact/",
        "page NewsIndexPage": "/wijken/zuid/nieuws/",
        "page NewsPage": "/wijken/zuid/nieuws/het-plein-is-klaar/",
        "page WijkkrantPage": "/wijken/zuid/wijkkrant/",
        "page AgendaPage": "/wijken/zuid/agenda/",
        "page ActivityPage": "/wijken/zuid/agenda/samen-eten/",
        "page ActivityPage: meedoen/": "/wijken/zuid/agenda/samen-eten/meedoen/",
        "page ActivityPage: meedoen/kijk-in-je-mail/": "/wijken/zuid/agenda/samen-eten/meedoen/kijk-in-je-mail/",
        "page CampaignPage": "/wijken/zuid/ik-help-mee/",
        "page ChallengesPage": "/wijken/zuid/uitdagen/",
        "page AccessibilityPage": "/toegankelijkheid/",
        "page ThermometerPage": "/wijken/zuid/wijkthermometer/",
        "page PollsPage": "/wijken/zuid/peilingen/",
        "page PollPage": POLL,
        "page MiniRoutesPage": "/zo-geregeld/",
        "page MiniRoutePage": "/zo-geregeld/geveltuin/",
        "page MiniRoutePage: afspreken/": "/zo-geregeld/geveltuin/afspreken/",
        "page InitiativesPage": base,
        "page InitiativesPage: indienen/": f"{base}indienen/",
        "page InitiativesPage: indienen/<str:token>/<str:step>/": f"{base}indienen/{world.tokens['draft']}/plan/",
        f"page InitiativesPage: {number}$": plan,
        f"page InitiativesPage: {number}(?P<act>steunen|zorg)/$": f"{plan}steunen/",
        f"page InitiativesPage: {number}(?P<part>vragen|geschiedenis)/$": f"{plan}vragen/",
        f"page InitiativesPage: {number}(?P<act>vraag|helpen|volgen)/$": f"{plan}volgen/",
        f"page InitiativesPage: {number}vraag/verstuurd/$": f"{plan}vraag/verstuurd/",
        f"page InitiativesPage: {number}(?P<act>steunen|helpen|volgen)/kijk-in-je-mail/$": (
            f"{plan}steunen/kijk-in-je-mail/"
        ),
    }
