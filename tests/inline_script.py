"""Where inline script is allowed, written by hand; what cms.middleware allows must not differ from it."""

# The screens of the admin whose own markup holds inline scripts, by name: the page editor, the forms of the social
# base (rows of texts, choosers), those in which somebody chooses a page or a task, the picture editor and the
# translation form. Everywhere else a script has a file.
INLINE_SCRIPT = {
    "translate_own:submit_page_translation",
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
    "wagtailsnippets_pages_officehour:add",
    "wagtailsnippets_pages_officehour:edit",
    "wagtailsnippets_pages_organisation:add",
    "wagtailsnippets_pages_organisation:edit",
    "wagtailsnippets_pages_person:add",
    "wagtailsnippets_pages_person:edit",
    "wagtailsnippets_pages_portrait:add",
    "wagtailsnippets_pages_portrait:edit",
    "wagtailusers_groups:add",
    "wagtailusers_groups:edit",
}
