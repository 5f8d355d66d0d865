"""Initiatives, draagvlak, decisions and the household book of a wijk."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """What residents send in, and what the municipality does with it."""

    name = "participation"
    verbose_name = "Meedoen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries; the models are there by now."""
        from cms import triggers
        from cms.registries import (
            DemoPart,
            data_classes,
            demo_parts,
            follow_subjects,
            periodic_jobs,
            setup_parts,
            sitemap_sources,
            wijk_checks,
            wijk_parts,
        )
        from participation import (
            following,
            mails,
            mails_aftercare,
            mails_public,
            mails_reminders,
            mails_support,
            search,
            town,
            wijk_check,
        )
        from participation.data_classes import DATA_CLASSES
        from participation.demo.build import build_plans
        from participation.demo.upkeeps import build_upkeeps
        from participation.jobs import JOBS
        from participation.sitemaps import DecisionsSitemap

        triggers.append_only("participation.event")
        triggers.append_only("participation.ledgerline")
        triggers.append_only("participation.letter")
        mails.register()
        mails_support.register()
        mails_public.register()
        mails_reminders.register()
        mails_aftercare.register()
        follow_subjects.register("initiative", following.SUBJECT)
        wijk_checks.register("budget", wijk_check.budget)
        search.register()
        sitemap_sources.register("besluiten", DecisionsSitemap)
        for data_class in DATA_CLASSES:
            data_classes.register(data_class.name, data_class)
        for job in JOBS:
            periodic_jobs.register(job.name, job)
        for part in (
            DemoPart("regels", 30, town.build_rules),
            DemoPart("budgetten", 40, town.build_budgets),
        ):
            setup_parts.register(part.name, part)
        wijk_parts.register("meedoen", town.build_hosts)
        demo_parts.register("plannen", DemoPart("plannen", 30, build_plans))
        demo_parts.register("kleine dingen", DemoPart("kleine dingen", 35, build_upkeeps))
