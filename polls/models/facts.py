"""What publishing a poll's page makes: the poll, its area, its questions and their choices (ARCHITECTURE rule 3).

All languages of a page share these rows. Their words stand in `words`, by language, so that voting and results read
no page. Rows are retired, never deleted, once somebody answered.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.languages import active_language
from cms.models import Wijk
from cms.postcodes import PC6_PATTERN
from pages.models import Picture
from polls.codes import Identity, Kind, Rung, ShowResult


def in_language(words: dict[str, Any], language: str = "") -> Any:
    """The words of a language (the active one), or else those of the source, which stand first."""
    found = words.get(language or active_language())
    return found if found is not None else next(iter(words.values()), None)


class Poll(models.Model):
    """A poll as people vote in it. key: the translation key of its pages. Times are UTC."""

    key = models.UUIDField(_("sleutel van de pagina's"), unique=True, editable=False)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="polls"
    )
    path = models.CharField(
        _("adres"), max_length=255, db_index=True, help_text=_("Zonder taal, zoals /peilingen/x/.")
    )
    words = models.JSONField(_("titel en inleiding, per taal"), default=dict)
    opens_at = models.DateTimeField(_("opent op"))
    closes_at = models.DateTimeField(_("sluit op"))
    identity = models.PositiveSmallIntegerField(_("wie mag stemmen"), choices=Identity.choices)
    show_result = models.CharField(_("uitslag te zien"), max_length=10, choices=ShowResult.choices)
    rung = models.PositiveSmallIntegerField(_("trede van invloed"), choices=Rung.choices)
    may_change = models.BooleanField(_("antwoord mag worden veranderd"), default=False)
    asks_postcode = models.BooleanField(_("vraagt de postcode"), default=False)
    is_live = models.BooleanField(_("staat op de site"), default=False)
    is_listed = models.BooleanField(_("staat in overzichten"), default=False)
    has_outcome = models.BooleanField(_("heeft een terugkoppeling"), default=False)
    previous = models.ForeignKey(
        "self", verbose_name=_("vorige keer"), on_delete=models.SET_NULL, null=True, blank=True, related_name="next"
    )
    # Random, so that no other rows ever had it: the questions of a poll are kept in memory by it (polls.reading).
    version = models.BigIntegerField(_("versie"), default=0)
    shuffled_at = models.DateTimeField(_("geschud op"), null=True, blank=True)
    settled_at = models.DateTimeField(_("afgerond op"), null=True, blank=True)

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="poll_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(identity__in=Identity.values), name="poll_identity_is_known"),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="poll_rung_is_known"),
            models.CheckConstraint(condition=Q(show_result__in=ShowResult.values), name="poll_show_result_is_known"),
            # Who can't be known again can't change an answer.
            models.CheckConstraint(
                condition=Q(may_change=False) | ~Q(identity=Identity.OPEN), name="poll_change_needs_identity"
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="poll_closes")]

    def __str__(self) -> str:
        return f"peiling {self.pk}"

    @property
    def title(self) -> str:
        """Its title in the active language."""
        return (in_language(self.words) or {}).get("title", "")

    @property
    def lead(self) -> str:
        """Its introduction in the active language."""
        return (in_language(self.words) or {}).get("lead", "")


class PollArea(models.Model):
    """A range of postcodes, both ends included, whose residents may vote; as it was at publication."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="areas")
    first = models.CharField(_("van postcode"), max_length=6)
    last = models.CharField(_("tot en met postcode"), max_length=6)

    class Meta:
        verbose_name = _("gebied van een peiling")
        verbose_name_plural = _("gebieden van een peiling")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="poll_area_in_order"),
            models.CheckConstraint(
                condition=Q(first__regex=PC6_PATTERN) & Q(last__regex=PC6_PATTERN), name="poll_area_is_pc6"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Question(models.Model):
    """A question of a poll, by the id of its block. words: text, help, low, high, unit and page title per language."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="questions")
    block_id = models.UUIDField(_("blok"))
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("volgorde"))
    page = models.PositiveSmallIntegerField(_("pagina"), default=1)
    words = models.JSONField(_("teksten, per taal"), default=dict)
    words_before = models.JSONField(_("teksten van voor een andere verwoording"), default=dict, blank=True)
    is_required = models.BooleanField(_("verplicht"), default=True)
    is_confidential = models.BooleanField(_("vertrouwelijk"), default=False)
    least = models.IntegerField(_("minstens"), null=True, blank=True)
    most = models.IntegerField(_("hoogstens"), null=True, blank=True)
    only_if = models.ForeignKey(
        "Choice",
        verbose_name=_("alleen na antwoord"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_retired = models.BooleanField(_("vervallen"), default=False)

    class Meta:
        verbose_name = _("vraag van een peiling")
        verbose_name_plural = _("vragen van een peiling")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "block_id"], name="poll_question_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="poll_question_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"vraag {self.pk}"


class Choice(models.Model):
    """Something to pick or rank, or (is_row) a row of a matrix. words: its text per language."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    block_id = models.UUIDField(_("blok"))
    position = models.PositiveSmallIntegerField(_("volgorde"))
    words = models.JSONField(_("tekst, per taal"), default=dict)
    words_before = models.JSONField(_("tekst van voor een andere verwoording"), default=dict, blank=True)
    is_row = models.BooleanField(_("rij"), default=False)
    is_other = models.BooleanField(_("anders, namelijk"), default=False)
    picture = models.ForeignKey(
        Picture, verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_retired = models.BooleanField(_("vervallen"), default=False)

    class Meta:
        verbose_name = _("antwoord om uit te kiezen")
        verbose_name_plural = _("antwoorden om uit te kiezen")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "block_id"], name="poll_choice_once")]

    def __str__(self) -> str:
        return f"keuze {self.pk}"
