"""What editors made: pages in every state, pictures, documents, workflows, redirects, a translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from cms.models import Wijk
from pages.models import ContentPage, Picture
from tests.conftest import NOW
from tests.factories.calendar import make_activity, make_agenda, page_of
from tests.factories.pages import Tree, make_content_page
from tests.factories.personas import People
from tests.matrix.canaries import canary
from tests.matrix.every_page import make_every_page_type
from tests.matrix.social_base import make_social_base


@dataclass
class Editorial:
    """Objects of Wagtail, by the name that the addresses use."""

    objects: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]


def make_editorial(tree: Tree, people: People, wijken: dict[str, Wijk]) -> Editorial:
    """Make one of each; what belongs to a wijk belongs to Oost, so that the editor of Zuid has no right to it."""
    made = _files(people)
    made |= _pages(tree, people, made["image"])
    made |= _workflow(made["page"], people)
    translated = make_content_page(tree.wijk_pages["oost"], "Vertaald", "vertaald", body="<p>Welkom.</p>")
    translated.picture, translated.picture_alt = made["image"], "Een plein"
    made |= _translation(translated)
    make_every_page_type(tree, wijken, made["image"], made["document"])
    made["social_base"] = make_social_base(wijken, made["own_image"])
    made["activity"] = page_of(make_activity(make_agenda(tree.wijk_pages["oost"]), "Koffie", signup="hier"))
    made["group"] = Group.objects.get(name="Redactie Oost")
    made["site"] = Site.objects.get(is_default_site=True)
    made["locale"] = Locale.objects.get(language_code="nl")
    made["redirect"] = Redirect.objects.create(old_path="/oud-adres", redirect_page=tree.wijken, is_permanent=True)
    made["editing_session"] = EditingSession.objects.create(
        user=people["redactie"],
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(made["page"].pk),
        last_seen_at=NOW,
    )
    return Editorial(made)


def _pages(tree: Tree, people: People, picture: Picture) -> dict[str, Any]:
    """Live pages of Oost and Zuid with two revisions each, a draft, and pages behind a lock."""
    live, own = (
        make_content_page(tree.wijk_pages[slug], "Over ons", "over-ons", body="<p>Welkom.</p>")
        for slug in ("oost", "zuid")
    )
    for page in (live, own):
        page.picture, page.picture_alt = picture, "Een plein"
        for title in ("Over ons", "Over onze wijk"):
            page.title = title
            page.save_revision(user=people["redactie"]).publish()
    draft = make_content_page(tree.wijk_pages["oost"], canary("conceptpagina", "oost"), "concept", live=False)
    draft.save_revision(user=people["redactie"])
    hidden = {}
    for kind in (PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS):
        page = make_content_page(
            tree.home, canary("afgeschermd", "oost"), f"alleen-{kind}", body=canary("afgeschermd", "oost")
        )
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=kind, password="kanariewachtwoord" if kind == "password" else ""
        )
        hidden[kind] = restriction
    hidden[PageViewRestriction.GROUPS].groups.add(Group.objects.get(name="Redactie Oost"))
    return {
        "page": live,
        "own_page": own,
        "draft_page": draft,
        "restricted": hidden,
        "revision": live.revisions.order_by("pk").first(),
    }


def _files(people: People) -> dict[str, Any]:
    root = Collection.get_first_root_node()
    oost, zuid = (Collection.objects.get(name=name) for name in ("Oost", "Zuid"))
    private = root.add_child(instance=Collection(name=canary("besloten", "oost")))
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="password", password="kanariewachtwoord"
    )
    made: dict[str, Any] = {"collection": private, "collection_restriction": restriction, "own_collection": zuid}
    for name, collection in (("image", oost), ("own_image", zuid)):
        made[name] = Picture.objects.create(
            title=f"Foto {collection.name}",
            description="Een plein met bomen.",
            file=get_test_image_file(f"{name}.png"),
            collection=collection,
            uploaded_by_user=people["redactie"],
        )
    for name, collection in (("document", oost), ("own_document", zuid), ("private_document", private)):
        made[name] = get_document_model().objects.create(
            title=canary("besloten", "oost") if name == "private_document" else f"Verslag {collection.name}",
            file=ContentFile(b"tekst", name=f"{name}.txt"),
            collection=collection,
            uploaded_by_user=people["redactie"],
        )
    for name, model in (("uploaded_image", Picture), ("uploaded_document", get_document_model())):
        made[name] = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"tekst", name=f"{name}.bin"),
            uploaded_by_user=people["redactie"],
        )
    return made


def _workflow(page: ContentPage, people: People) -> dict[str, Any]:
    """A page of Oost that waits for approval."""
    task = GroupApprovalTask.objects.create(name="Goedkeuren")
    task.groups.add(Group.objects.get(name="Redactie"))
    workflow = Workflow.objects.create(name="Vier ogen")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page.get_parent())
    page.save_revision(user=people["redactie"])
    state = workflow.start(page, people["redactie"])
    return {"workflow": workflow, "task": task, "workflow_state": state, "task_state": state.current_task_state}


def _translation(page: ContentPage) -> dict[str, Any]:
    """A translation. The site has one language, so it is one of the page into itself: its rights are the page's."""
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=page.locale)
    return {
        "translation_source": source,
        "translation": translation,
        "string_segment": StringSegment.objects.filter(source=source).first(),
        "overridable_segment": OverridableSegment.objects.filter(source=source).first(),
    }
