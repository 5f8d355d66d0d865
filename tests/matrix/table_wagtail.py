"""What Wagtail's own screens give. Columns, codes and reading order: see table_pages.py.

A role alone opens none of them: cms.admin.gate closes what Wagtail leaves open to everybody who may come in (choosers
with the titles of drafts, the site history, the task chooser, the API, embeds).
"""

from __future__ import annotations

from tests.matrix.table_pages import (
    ADMIN_NOT_SO,
    ADMIN_ONLY,
    EDITOR_NOT_SO,
    EDITOR_OF_THE_TREE,
    EVERY_EDITOR,
    EVERYBODY_NOT_SO,
    NOBODY,
)

BROKEN = "L X 500 500 500"
ABSENT = "L X 404 404 404"

API = (
    ("beheer/api/main/^pages/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/api/main/^pages/<int:pk>/", EDITOR_OF_THE_TREE, EVERYBODY_NOT_SO),
    # Copying a page within its own tree.
    ("beheer/api/main/^pages/<int:pk>/action/*", EVERYBODY_NOT_SO, "L X 404 201 201"),
    ("beheer/api/main/^*/find/", ABSENT, EVERYBODY_NOT_SO),
    ("beheer/api/main/^documents/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    # A document of a private collection: the API keeps it from the administrator too.
    ("beheer/api/main/^documents/<int:pk>/", ABSENT, EVERYBODY_NOT_SO),
    ("beheer/api/main/^images/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
)

PAGES = (
    ("beheer/pages/", "L X > > 200", EVERYBODY_NOT_SO),
    ("beheer/pages/<int:parent_page_id>/", "L X > 200 200", EVERYBODY_NOT_SO),
    ("beheer/pages/<int:parent_page_id>/results/", "L X > 200 200", EVERYBODY_NOT_SO),
    # Without ids there is nothing to do; with them Wagtail asks per page.
    ("beheer/bulk/*", ABSENT, ABSENT),
    ("beheer/pages/add/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/pages/usage/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/pages/create/*", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/pages/search/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/pages/<int:page_id>/usage/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/pages/<int:page_id>/edit/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/pages/<int:page_id>/view_draft/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/pages/<int:parent_page_id>/add_subpage/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/pages/<int:page_id>/delete/", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/pages/<int:page_id>/unpublish/", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/pages/<int:page_id>/convert_alias/", ABSENT, ABSENT),
    ("beheer/pages/<int:page_to_move_id>/move/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    # GET only asks; the POST that moves is refused.
    ("beheer/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", EVERY_EDITOR, "L X X > >"),
    ("beheer/pages/<int:page_to_move_id>/set_position/", EVERYBODY_NOT_SO, EDITOR_OF_THE_TREE),
    # An empty body is more than Wagtail's copying can bear; the right was asked before.
    ("beheer/pages/<int:page_id>/copy/", EDITOR_OF_THE_TREE, "L X X 500 500"),
    ("beheer/pages/workflow/action/*", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/pages/workflow/collect_action_data/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    # A question in a window, with the name of the workflow; answering it is done on the page's own screen.
    ("beheer/pages/workflow/confirm_cancellation/*", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/pages/workflow/preview/*", EDITOR_OF_THE_TREE, EVERYBODY_NOT_SO),
    ("beheer/pages/<int:page_id>/privacy/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/pages/<int:page_id>/lock/", EVERYBODY_NOT_SO, "L X X > >"),
    ("beheer/pages/<int:page_id>/unlock/", EVERYBODY_NOT_SO, "L X X X >"),
    ("beheer/pages/<int:page_id>/revisions/", "L X > > >", "L X > > >"),
    ("beheer/pages/<int:page_id>/revisions/<int:revision_id>/view/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/pages/<int:page_id>/revisions/<int:revision_id>/revert/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/pages/<int:page_id>/revisions/<int:revision_id>/unschedule/", EDITOR_OF_THE_TREE, "L X X > >"),
    (r"beheer/pages/^(?P<pk>\d+)/revisions/compare/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/pages/<int:page_id>/workflow_history/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/pages/<int:page_id>/history/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/editing-sessions/ping/*", EVERYBODY_NOT_SO, "L X 404 200 200"),
    ("beheer/editing-sessions/release/*", EVERYBODY_NOT_SO, EVERY_EDITOR),
    ("beheer/block-preview/", ABSENT, EVERYBODY_NOT_SO),
)

CHOOSERS = (
    ("beheer/choose-page/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/choose-external-link/", EVERY_EDITOR, BROKEN),
    ("beheer/choose-*-link/", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/tag-autocomplete/*", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/workflows/task_chooser/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/workflows/task_chooser/results/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/workflows/task_chooser/create/", EVERY_EDITOR, "L X 400 400 200"),
    ("beheer/workflows/task_chooser/<int:task_id>/", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/embeds/*", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/documents/chooser/chosen/*", EDITOR_OF_THE_TREE, EVERYBODY_NOT_SO),
    ("beheer/images/chooser/chosen/*", EDITOR_OF_THE_TREE, EVERYBODY_NOT_SO),
    ("beheer/*/chooser/create/", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/images/chooser/<int:image_id>/select_format/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/documents/chooser/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/images/chooser/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
)

FILES = (
    ("beheer/documents/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/images/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/documents/results/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/images/results/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/documents/add/", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/images/add/", EVERY_EDITOR, EVERY_EDITOR),
    ("beheer/documents/edit/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/images/<int:image_id>/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/documents/delete/*", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/images/<int:image_id>/delete/", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/documents/usage/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/images/usage/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/images/<int:image_id>/preview/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/images/<int:image_id>/generate_url/*", ABSENT, EVERYBODY_NOT_SO),
    ("beheer/*/multiple/add/", EVERY_EDITOR, "L X 400 400 400"),
    # What somebody uploaded half is that person's, even for the administrator.
    ("beheer/*/multiple/create_from_uploaded_*", EVERYBODY_NOT_SO, "L X X 200 X"),
    ("beheer/*/multiple/delete_upload/*", EVERYBODY_NOT_SO, "L X X 200 X"),
    ("beheer/*/multiple/*", EVERYBODY_NOT_SO, EDITOR_OF_THE_TREE),
)

REPORTS = (
    ("beheer/reports/locked/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/reports/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
)

LOCALIZE = (
    ("beheer/localize/jsi18n/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/localize/submit/page/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/localize/submit/snippet/*", "L X X X 404", "L X X X 404"),
    ("beheer/localize/update/*", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/localize/translate/*/pofile/download/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/localize/translate/*/pofile/upload/", EVERYBODY_NOT_SO, "L X X 500 500"),
    ("beheer/localize/translate/*/preview/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/localize/translate/*/preview/<str:mode>/", "L X X 404 404", "L X X 404 404"),
    ("beheer/localize/translate/*/disable/", EVERYBODY_NOT_SO, NOBODY),
    ("beheer/localize/translate/*/machine_translate/", EVERYBODY_NOT_SO, ABSENT),
    ("beheer/localize/translate/*", EVERYBODY_NOT_SO, EVERYBODY_NOT_SO),
    ("beheer/localize/page/*", "L X X 404 404", "L X X 404 404"),
    ("beheer/localize/reports/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/localize/api/snippets/*", ABSENT, EVERYBODY_NOT_SO),
)

# The administrator's alone: people, rights, places of files, workflows, languages, sites; but not redirects.
ADMINISTRATION = (
    ("beheer/users/new/", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/users/edit/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/users/copy/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/users/delete/*", ADMIN_ONLY, "L X X X >"),
    ("beheer/users/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/groups/new/", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/groups/edit/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/groups/delete/*", ADMIN_ONLY, "L X X X >"),
    ("beheer/groups/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/locales/new/", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/locales/edit/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/locales/copy/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/locales/delete/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/locales/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/sites/new/", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/sites/edit/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/sites/copy/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/sites/delete/*", ADMIN_ONLY, "L X X X >"),
    ("beheer/sites/*", ADMIN_ONLY, ADMIN_NOT_SO),
    # Addresses of former sites: the editors of the whole city lead them on.
    ("beheer/redirects/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/redirects/results/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/redirects/import/process/", EDITOR_NOT_SO, "L X X 500 500"),
    ("beheer/redirects/<int:redirect_id>/delete/", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/redirects/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/collections/", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/collections/<int:pk>/delete/", ADMIN_ONLY, "L X X X 403"),
    ("beheer/collections/*", ADMIN_ONLY, ADMIN_ONLY),
    ("beheer/workflows/enable/*", EVERYBODY_NOT_SO, "L X X X >"),
    ("beheer/workflows/disable/*", ADMIN_ONLY, "L X X X >"),
    ("beheer/workflows/remove/*", EVERYBODY_NOT_SO, "L X X X >"),
    ("beheer/workflows/tasks/select_type/", "L X X X >", "L X X X >"),
    ("beheer/workflows/tasks/enable/*", EVERYBODY_NOT_SO, "L X X X >"),
    ("beheer/workflows/tasks/disable/*", ADMIN_ONLY, "L X X X >"),
    ("beheer/workflows/list/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/workflows/usage/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/workflows/tasks/index/*", ADMIN_ONLY, ADMIN_NOT_SO),
    ("beheer/workflows/*", ADMIN_ONLY, ADMIN_ONLY),
)

# Of the social base. One row stands on the pages of several wijken, so it is no wijk's own: the editor of a wijk
# chooses by name from what is on the site, and has no lists of who left or whose consent ended.
SOCIAL_BASE = (
    *(
        (f"beheer/snippets/pages/{name}/{tail}", EDITOR_OF_THE_TREE, EDITOR_NOT_SO)
        for name in ("organisation", "person", "officehour", "portrait")
        for tail in ("", "results/")
    ),
    ("beheer/snippets/pages/*/add/", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/snippets/pages/*/edit/*", EDITOR_OF_THE_TREE, EDITOR_OF_THE_TREE),
    ("beheer/snippets/pages/*/delete/*", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/snippets/pages/*", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    # Nothing is made in a window to choose from.
    ("beheer/snippets/choose/pages/*/create/", NOBODY, NOBODY),
    ("beheer/snippets/choose/pages/*", EVERY_EDITOR, EVERYBODY_NOT_SO),
)

ODDS = (
    ("beheer/test404/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    # Wagtail's own test of the page for errors: it breaks on purpose.
    ("beheer/failwhale/", BROKEN, BROKEN),
    # What there is, stands in the menu itself.
    ("beheer/snippets/", NOBODY, NOBODY),
)

TABLE_OF_WAGTAIL = (*API, *PAGES, *CHOOSERS, *ADMINISTRATION, *FILES, *REPORTS, *LOCALIZE, *SOCIAL_BASE, *ODDS)
