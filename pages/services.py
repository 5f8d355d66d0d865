"""Editors' rights per wijk: Wagtail groups decide on pages and pictures alone (rule 7)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from pages.models import HomePage, WijkPage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# People and places, and the portraits with their consent.
SOCIAL_BASE = ("organisation", "person", "officehour", "portrait")
TRANSLATOR = "submit_translation"
# Addresses of former sites lead on to a page; that is for the editors of the whole city.
REDIRECT_RIGHTS = ("add_redirect", "change_redirect", "delete_redirect")
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

    May run again at any time: what is there stays, what is missing is made. Both follow the name of the wijk.
    """
    name = wijk_page.wijk.name
    known = _group_of(wijk_page, f"Redactie {name}")
    collection = _collection_of(known, name) if known else _collection(name)
    return _give_rights(f"Redactie {name}", wijk_page, collection)


def _group_of(wijk_page: WijkPage, name: str) -> Group | None:
    """The group made for this wijk before, under its name of now; None where there is none, or the name is taken."""
    if found := Group.objects.filter(name=name).first():
        return found
    own = Group.objects.filter(page_permissions__page=wijk_page.page_ptr, name__startswith="Redactie ")
    found = own.order_by("pk").first()
    if found:
        found.name = name
        found.save(update_fields=["name"])
    return found


def _collection_of(group: Group, name: str) -> Collection:
    """The files of this group, under the name of the wijk of now."""
    root = Collection.get_first_root_node()
    own = Collection.objects.filter(group_permissions__group=group, depth=root.depth + 1)
    found = own.order_by("pk").first()
    if found is None:
        return _collection(name)
    if found.name != name:
        found.name = name
        found.save(update_fields=["name"])
    return found


@transaction.atomic
def give_editors_rights_everywhere(home: HomePage) -> Group:
    """Make the group "Redactie": all pages in every language, all files, and redirects. Idempotent."""
    group = _give_rights("Redactie", home, Collection.get_first_root_node())
    group.permissions.add(*(_permission(codename, "wagtailredirects") for codename in REDIRECT_RIGHTS))
    # One row stands on the pages of several wijken: an editor of a wijk chooses from these, and changes none.
    rights = [f"{action}_{model}" for action in ("add", "change", "delete") for model in SOCIAL_BASE]
    group.permissions.add(*(_permission(codename, "pages") for codename in rights))
    return group


def _give_rights(name: str, top: Page, collection: Collection) -> Group:
    group, _is_new = Group.objects.get_or_create(name=name)
    group.permissions.add(_permission("access_admin", "wagtailadmin"), _permission(TRANSLATOR, "wagtail_localize"))
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


@transaction.atomic
def follow_translations() -> int:
    """Give groups that translate their rights in each language that came later; returns how many rights were added.

    Rights are given on the pages of the default language and hold for their translations too. Four queries.
    """
    groups = Group.objects.filter(permissions__codename=TRANSLATOR)
    given = GroupPagePermission.objects.filter(group__in=groups).select_related("page")
    known = {(row.group_id, row.page_id, row.permission_id) for row in given}
    default = Locale.get_default().pk
    sources = [row for row in given if row.page.locale_id == default]
    others = Page.objects.filter(translation_key__in={row.page.translation_key for row in sources})
    by_key: dict[object, list[int]] = defaultdict(list)
    for key, pk in others.exclude(locale=default).values_list("translation_key", "pk"):
        by_key[key].append(pk)
    wanted = {
        (row.group_id, pk, row.permission_id) for row in sources for pk in by_key.get(row.page.translation_key, ())
    }
    missing = sorted(wanted - known)
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group_id=group, page_id=page, permission_id=permission)
        for group, page, permission in missing
    )
    return len(missing)


def keep_rights(now: datetime) -> None:
    """The same as a job: a language may be added on several screens, and by commands."""
    follow_translations()


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def _permission(codename: str, app: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)
