"""The ground floor: wijken, roles, mail, tokens, jobs and everything the other apps stand on."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    """Registers the ground floor's own jobs, data classes and append-only tables."""

    name = "cms"
    verbose_name = "Wijkplein"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries; the models are there by now."""
        from cms import look, security_txt, triggers

        checks.register(look.check_theme, checks.Tags.staticfiles)
        checks.register(security_txt.check_expiry, checks.Tags.security)
        triggers.append_only("cms.auditevent")
        post_migrate.connect(_install_triggers, dispatch_uid="cms.triggers")
        _register_data_classes()
        _register_jobs()
        _register_mails()
        _register_parts()


def _install_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After every `migrate`, since a table that was rebuilt has lost them."""
    from cms import triggers

    triggers.install(connections[using], sender.label)


def _register_jobs() -> None:
    from cms import periodic, retention, search, throttle
    from cms.mail import outbox
    from cms.registries import PeriodicJob, periodic_jobs

    for job in (
        PeriodicJob("publish_scheduled", timedelta(minutes=1), periodic.publish_scheduled),
        PeriodicJob("mail_sweep", timedelta(minutes=15), outbox.sweep),
        PeriodicJob("reap_tasks", timedelta(minutes=15), periodic.reap),
        PeriodicJob("throttle_tidy", timedelta(hours=1), lambda now: _discard(throttle.purge(now, False))),
        PeriodicJob("tidy", timedelta(days=1), periodic.tidy),
        PeriodicJob("search_index", timedelta(days=1), search.renew_index),
        PeriodicJob("retention", timedelta(days=1), lambda now: _discard(retention.purge_all(now))),
    ):
        periodic_jobs.register(job.name, job)


def _register_mails() -> None:
    from cms import password_reset
    from cms.registries import mail_templates

    mail_templates.register(password_reset.TEMPLATE, password_reset.variables)


def _register_parts() -> None:
    from cms.demo import build_people
    from cms.registries import DemoPart, demo_parts, setup_parts
    from cms.search import fill_index
    from cms.town import build_places

    setup_parts.register("plaatsen", DemoPart("plaatsen", 10, build_places))
    demo_parts.register("mensen", DemoPart("mensen", 10, build_people))
    for parts in (setup_parts, demo_parts):
        parts.register("zoekindex", DemoPart("zoekindex", 90, fill_index))


def _discard(result: object) -> None:
    """A job gives nothing back; the counts are for the command."""


def _register_data_classes() -> None:
    from cms import follow, proofs, retention, throttle, tokens
    from cms.mail import outbox
    from cms.registries import DataClass, data_classes

    for data_class in (
        DataClass(
            "plaatsen",
            ("cms.Cluster", "cms.Wijk", "cms.Buurt", "cms.PostcodeArea", "cms.WijkTheme"),
            term="zolang de indeling geldt",
            keeps="Er staan geen persoonsgegevens in.",
        ),
        DataClass(
            "medewerkers",
            ("cms.User", "cms.WijkRole"),
            term="zolang iemand voor de gemeente werkt",
            keeps="De beheerder verwijdert een account als iemand weggaat.",
            inspect=retention.inspect_staff,
        ),
        DataClass("links", ("cms.Token",), term="30 dagen na de geldigheid", purge=tokens.purge),
        DataClass("tellers", ("cms.ThrottleCount",), term="hoogstens een dag", purge=throttle.purge),
        DataClass("gebruikte bewijzen", ("cms.UsedProof",), term="een uur na de geldigheid", purge=proofs.purge),
        DataClass(
            "volgers",
            ("cms.Follow",),
            term="niet bevestigd: 7 dagen; anders tot iemand stopt of het onderwerp een jaar gesloten is",
            purge=follow.purge,
            inspect=follow.inspect,
            erase=follow.erase,
        ),
        DataClass(
            "uitgaande mail",
            ("cms.OutgoingMail",),
            term="30 dagen na het versturen",
            purge=outbox.purge,
            inspect=outbox.inspect,
            erase=outbox.erase,
        ),
        DataClass(
            "logboek",
            ("cms.AuditEvent",),
            term="blijvend",
            keeps="Het logboek kan niet worden gewijzigd en bevat alleen codes en nummers.",
        ),
        DataClass(
            "werk op de achtergrond",
            ("cms.PeriodicRun", "cms.Heartbeat"),
            term="zolang de site draait",
            keeps="Er staan geen persoonsgegevens in.",
        ),
    ):
        data_classes.register(data_class.name, data_class)
