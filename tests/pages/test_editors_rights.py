"""Editors' rights per wijk: the own pages and files, and nothing of another wijk."""

import pytest

from django.contrib.auth.models import Group

from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import policy_registry

from cms.models import User
from pages.models import Picture
from pages.services import give_editors_rights, give_editors_rights_everywhere
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import Tree, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """The pages of Oost and Zuid."""
    return make_tree(make_wijk("oost", "1221"), make_wijk("zuid", "1214"))


def in_group(group: Group) -> User:
    """Somebody who is an editor of this group alone."""
    user = UserFactory()
    user.groups.add(group)
    return User.objects.get(pk=user.pk)


def test_an_editor_of_a_wijk_writes_and_publishes_that_wijk_alone(tree: Tree) -> None:
    editor = in_group(give_editors_rights(tree.wijk_pages["oost"]))
    own, foreign = (tree.wijk_pages[slug].permissions_for_user(editor) for slug in ("oost", "zuid"))

    assert (own.can_edit(), own.can_publish(), own.can_add_subpage()) == (True, True, True)
    assert (foreign.can_edit(), foreign.can_publish(), foreign.can_add_subpage()) == (False, False, False)
    assert not tree.home.permissions_for_user(editor).can_edit()
    assert editor.has_perm("wagtailadmin.access_admin")


def test_an_editor_of_a_wijk_has_the_files_of_that_wijk_alone(tree: Tree) -> None:
    group = give_editors_rights(tree.wijk_pages["oost"])
    give_editors_rights(tree.wijk_pages["zuid"])
    editor = in_group(group)

    for model in (Picture, Document):
        policy = policy_registry.get_by_type(model)
        names = {collection.name for collection in policy.collections_user_has_permission_for(editor, "add")}
        assert names == {"Oost"}


def test_doing_it_again_changes_nothing(tree: Tree) -> None:
    def counted() -> tuple[int, ...]:
        models = (Group, Collection, GroupPagePermission, GroupCollectionPermission)
        return tuple(model.objects.count() for model in models)

    give_editors_rights(tree.wijk_pages["oost"])
    before = counted()
    give_editors_rights(tree.wijk_pages["oost"])

    assert counted() == before


def test_group_and_files_follow_the_name_of_their_wijk(tree: Tree) -> None:
    page = tree.wijk_pages["oost"]
    editor = in_group(give_editors_rights(page))
    groups, files = Group.objects.count(), Collection.objects.count()

    page.wijk.name = "Oosterhoek"
    page.wijk.save()
    give_editors_rights(page)

    assert (Group.objects.count(), Collection.objects.count()) == (groups, files)
    assert list(editor.groups.values_list("name", flat=True)) == ["Redactie Oosterhoek"]
    assert Collection.objects.filter(name="Oosterhoek").exists()
    assert not Collection.objects.filter(name="Oost").exists()


def test_the_city_editor_has_all_pages_and_files(tree: Tree) -> None:
    editor = in_group(give_editors_rights_everywhere(tree.home))

    assert tree.wijk_pages["zuid"].permissions_for_user(editor).can_publish()
    policy = policy_registry.get_by_type(Picture)
    assert policy.collections_user_has_permission_for(editor, "add").filter(depth=1).exists()
