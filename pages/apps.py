"""The page trees that editors write."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Page types of the site: home, wijken, content."""

    name = "pages"
    verbose_name = "Pagina's"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ground floor what is kept here."""
        from cms.registries import DemoPart, data_classes, demo_parts, setup_parts, wijk_parts
        from pages import approval, search, slugs
        from pages.data_classes import CALENDAR, PAGES, PICTURES, PORTRAITS, SOCIAL_BASE
        from pages.demo import activities, editor, news, pictures, redirects, showcase, social_base, stories
        from pages.town import build_editors_parts, build_languages, build_pages

        for data_class in (PAGES, PICTURES, SOCIAL_BASE, PORTRAITS, CALENDAR):
            data_classes.register(data_class.name, data_class)
        search.register()
        wijk_parts.register("redactie", build_editors_parts)
        setup_parts.register("pagina's", DemoPart("pagina's", 50, build_pages))
        setup_parts.register("werkwijze", DemoPart("werkwijze", 60, approval.build_workflow))
        # Last of all that makes pages: those without an English text get a copy that says so.
        setup_parts.register("talen", DemoPart("talen", 70, build_languages))
        demo_parts.register("talen", DemoPart("talen", 80, build_languages))
        approval.connect()
        slugs.connect()
        _register_editors_work()
        _register_calendar()
        for part in (
            DemoPart("redactie", 20, editor.build_editor),
            DemoPart("beeld", 21, pictures.build_pictures),
            DemoPart("sociale basis", 22, social_base.build_social_base),
            DemoPart("nieuws", 23, news.build_news),
            DemoPart("wijkkranten", 24, stories.build_papers),
            DemoPart("campagne", 25, stories.build_campaign),
            DemoPart("speelstraat", 26, showcase.build_showcase),
            DemoPart("cijfers", 27, stories.build_figures),
            DemoPart("oude adressen", 28, redirects.build_redirects),
            DemoPart("agenda", 29, activities.build_activities),
        ):
            demo_parts.register(part.name, part)


def _register_editors_work() -> None:
    """What the worker repeats for editors, what they are mailed, and what a wijk needs besides its pages."""
    from datetime import timedelta

    from cms.registries import PeriodicJob, mail_templates, periodic_jobs, wijk_checks
    from pages import approval, reviews, services
    from pages.wijk_checks import CHECKS

    for job in (
        PeriodicJob("page_reviews", timedelta(days=1), reviews.ask),
        PeriodicJob("editors_rights", timedelta(hours=1), services.keep_rights),
    ):
        periodic_jobs.register(job.name, job)
    mail_templates.register(reviews.TEMPLATE, reviews.variables)
    mail_templates.register(approval.TO_CHECK, approval.to_check)
    mail_templates.register(approval.CHECKED, approval.checked)
    for name, check in CHECKS.items():
        wijk_checks.register(name, check)


def _register_calendar() -> None:
    """The jobs of the calendar, and what it does when a page is published."""
    from datetime import timedelta

    from cms.registries import PeriodicJob, data_classes, periodic_jobs
    from pages.calendar import days, feeds, publish, reconcile, signup_data, signup_mails

    reconcile.connect()
    signup_mails.register()
    data_classes.register(signup_data.SIGN_UPS.name, signup_data.SIGN_UPS)
    for job in (
        PeriodicJob("extend_occurrences", timedelta(days=1), publish.extend_all),
        PeriodicJob("count_agenda_days", timedelta(days=1), days.rebuild),
        PeriodicJob("refresh_calendar_feeds", timedelta(hours=1), feeds.refresh_all),
        PeriodicJob("reconcile_activities", timedelta(minutes=10), reconcile.reconcile),
    ):
        periodic_jobs.register(job.name, job)
