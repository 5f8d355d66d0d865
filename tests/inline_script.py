"""Where inline script is allowed, written by hand; what cms.middleware allows must not differ from it."""

# The screens of the admin whose own markup holds inline scripts, by name: the page editor, the forms in which somebody
# chooses a page or a task, the picture editor and the translation form. Everywhere else a script has a file.
INLINE_SCRIPT = {
    "wagtail_localize:submit_page_translation",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_workflows:add",
    "wagtailadmin_workflows:edit",
    "wagtailimages:edit",
    "wagtailredirects:add",
    "wagtailredirects:edit",
    "wagtailsites:add",
    "wagtailsites:copy",
    "wagtailsites:edit",
    "wagtailusers_groups:add",
    "wagtailusers_groups:edit",
}
