"""The household book: pots per wijk and year, and an append-only ledger. Sums are derived, never stored."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk
from participation.codes import LineKind, PotKind
from participation.models.submission import Submission

_WIJK_POTS = ["subsidy", "hand_money"]


class BudgetYear(models.Model):
    """A year of the books. Its row is the lock under which every line of that year is written."""

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)

    class Meta:
        verbose_name = _("begrotingsjaar")
        verbose_name_plural = _("begrotingsjaren")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Pot(models.Model):
    """Money for one purpose in one year: of a wijk (subsidy, hand money) or of the whole city."""

    year = models.ForeignKey(BudgetYear, verbose_name=_("jaar"), on_delete=models.PROTECT, related_name="pots")
    kind = models.CharField(_("soort"), max_length=20, choices=PotKind.choices)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="pots"
    )

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("potten")
        ordering = ["-year__year", "wijk__position", "kind"]
        constraints = [
            # Two constraints, since SQLite knows no unique constraint that takes nulls for equal.
            models.UniqueConstraint(
                fields=["year", "wijk", "kind"], condition=Q(wijk__isnull=False), name="pot_of_wijk_once"
            ),
            models.UniqueConstraint(fields=["year", "kind"], condition=Q(wijk__isnull=True), name="pot_of_city_once"),
            models.CheckConstraint(
                condition=(Q(kind__in=_WIJK_POTS) & Q(wijk__isnull=False))
                | (~Q(kind__in=_WIJK_POTS) & Q(wijk__isnull=True)),
                name="pot_of_wijk_or_city",
            ),
        ]

    def __str__(self) -> str:
        return f"pot {self.kind} {self.pk}"

    @property
    def words(self) -> str:
        """The pot as people call it: "Handgeld Zuid"."""
        kind = capfirst(str(PotKind(self.kind).label))
        return f"{kind} {self.wijk}" if self.wijk else kind


class LedgerLine(models.Model):
    """One line of the books, in whole cents, signed. Triggers on both databases refuse change and deletion.

    `effect` says which sum the amount moves: it equals `kind`, except that a correction carries the effect
    of the line it corrects.
    """

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(_("soort"), max_length=20, choices=LineKind.choices)
    effect = models.CharField(_("werking"), max_length=20, choices=LineKind.choices)
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_lines"
    )
    decision = models.ForeignKey(
        "participation.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="ledger_lines"
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    transfer = models.UUIDField(_("overheveling"), null=True, blank=True)
    booked_on = models.DateField(_("geboekt op"))
    written_at = models.DateTimeField(_("geschreven op"))
    actor_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(_("grond"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("boekingsregel")
        verbose_name_plural = _("boekingsregels")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["pot", "booked_on"], name="ledger_pot_date"),
            # All that a sum needs, so that it reads no lines.
            models.Index(fields=["pot", "effect", "booked_on", "amount_cents"], name="ledger_pot_sums"),
            models.Index(fields=["submission", "effect"], name="ledger_submission"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="ledger_line_is_not_zero"),
            models.CheckConstraint(
                condition=(Q(kind="correction") & Q(corrects__isnull=False))
                | (~Q(kind="correction") & Q(effect=models.F("kind"))),
                name="ledger_effect_follows_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="commitment") | Q(decision__isnull=False), name="commitment_has_its_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"boeking {self.pk}"


class BudgetDecision(models.Model):
    """What the college or the council decided about the pots: who may read the books reads why money moved.

    `number` stands on each line as well; `why` is for the site, so it holds nothing of a person.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        REVIEW = "review", _("halfjaarlijkse herverdeling")
        CARRY_OVER = "carry_over", _("overloop naar het volgende jaar")

    year = models.ForeignKey(BudgetYear, verbose_name=_("jaar"), on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    decided_on = models.DateField(_("datum van het besluit"))
    number = models.CharField(_("nummer van het besluit"), max_length=40)
    why = models.TextField(_("waarom"), max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("besluit over het budget")
        verbose_name_plural = _("besluiten over het budget")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["review", "carry_over"]), name="budget_decision_kind")
        ]

    def __str__(self) -> str:
        return f"budgetbesluit {self.pk}"


class BudgetMove(models.Model):
    """The two lines in the books that a decision about the budget made, by their `transfer`."""

    decision = models.ForeignKey(BudgetDecision, on_delete=models.PROTECT, related_name="moves")
    transfer = models.UUIDField(_("overheveling"), unique=True)

    class Meta:
        verbose_name = _("verschuiving")
        verbose_name_plural = _("verschuivingen")

    def __str__(self) -> str:
        return f"verschuiving {self.pk}"
