"""Editors' rights per wijk: Wagtail groups decide on pages and pictures alone (rule 7)."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from pages.models import HomePage, WijkPage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# Codename and app of the rights on pictures and documents in the wijk's own collection. Wagtail asks for those of
# its own image model, whatever model holds the pictures.
FILE_RIGHTS = (
    ("add_image", "wagtailimages"),
    ("change_image", "wagtailimages"),
    ("choose_image", "wagtailimages"),
    ("add_document", "wagtaildocs"),
    ("change_document", "wagtaildocs"),
    ("choose_document", "wagtaildocs"),
)


@transaction.atomic
def give_editors_rights(wijk_page: WijkPage) -> Group:
    """Make the group "Redactie <wijk>": it writes and publishes the wijk's pages in every language, and its files.

    May run again at any time: what is there stays, what is missing is made.
    """
    name = wijk_page.wijk.name
    return _give_rights(f"Redactie {name}", wijk_page, _collection(name))


@transaction.atomic
def give_editors_rights_everywhere(home: HomePage) -> Group:
    """Make the group "Redactie": it writes and publishes all pages in every language, and all files. Idempotent."""
    return _give_rights("Redactie", home, Collection.get_first_root_node())


def _give_rights(name: str, top: Page, collection: Collection) -> Group:
    group, _is_new = Group.objects.get_or_create(name=name)
    group.permissions.add(_permission("access_admin", "wagtailadmin"))
    for page in top.get_translations(inclusive=True):
        for codename in PAGE_RIGHTS:
            GroupPagePermission.objects.get_or_create(
                group=group, page=page.page_ptr, permission=_permission(codename, "wagtailcore")
            )
    for codename, app in FILE_RIGHTS:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(codename, app)
        )
    return group


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def _permission(codename: str, app: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)
