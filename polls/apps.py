"""Polls and surveys of a wijk or of the city."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """What residents are asked, what they answered, and what came of it."""

    name = "polls"
    verbose_name = "Peilingen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries; the models are there by now."""
        from cms.registries import DemoPart, data_classes, demo_parts, periodic_jobs, wijk_parts
        from polls import mails, publishing, town
        from polls.data_classes import DATA_CLASSES
        from polls.demo.build import build_polls
        from polls.jobs import JOBS

        publishing.connect()
        mails.register()
        for data_class in DATA_CLASSES:
            data_classes.register(data_class.name, data_class)
        for job in JOBS:
            periodic_jobs.register(job.name, job)
        wijk_parts.register("peilingen", town.build_overview)
        demo_parts.register("peilingen", DemoPart("peilingen", 40, build_polls))
