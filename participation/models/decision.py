"""Who may decide what, what was found, and what was decided by whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.codes import Outcome, Verdict
from participation.models.budget import Pot
from participation.models.submission import Submission


class MandateRule(models.Model):
    """A row of the mandate table (domain, Table 2), as data with valid-from and the number of the mandate decision."""

    class MandateKind(models.TextChoices):
        """Which table a case falls under."""

        INITIATIVE = "initiative", _("initiatief")
        WIJKKANSEN = "wijkkansen", _("bijzondere wijkkansen")
        INVESTMENT = "investering", _("investeringsproject")

    kind = models.CharField(_("soort"), max_length=20, choices=MandateKind.choices, default=MandateKind.INITIATIVE)
    above_cents = models.BigIntegerField(_("boven, in centen"), default=0)
    up_to_cents = models.BigIntegerField(_("tot en met, in centen"), null=True, blank=True)
    roles = models.JSONField(_("rollen die tekenen, in volgorde"), default=list)
    form = models.CharField(_("vorm"), max_length=40)
    number = models.CharField(_("nummer van het mandaatbesluit"), max_length=40, blank=True)
    valid_from = models.DateField(_("geldt vanaf"))

    class Meta:
        verbose_name = _("mandaatregel")
        verbose_name_plural = _("mandaatregels")
        ordering = ["-valid_from", "kind", "above_cents"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "above_cents", "valid_from"], name="mandate_rule_once"),
        ]

    def __str__(self) -> str:
        return f"mandaatregel {self.pk}"


class CriterionVerdict(models.Model):
    """What the wijkregisseur finds of one of the five criteria (domain, Criteria), with the evidence."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="verdicts")
    criterion = models.PositiveSmallIntegerField(_("criterium"))
    verdict = models.CharField(_("oordeel"), max_length=10, choices=Verdict.choices)
    note = models.TextField(_("toelichting"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    judged_at = models.DateTimeField(_("beoordeeld op"))

    class Meta:
        verbose_name = _("oordeel over een criterium")
        verbose_name_plural = _("oordelen over criteria")
        ordering = ["criterion"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "criterion"], name="one_verdict_per_criterion"),
            models.CheckConstraint(condition=Q(criterion__gte=1) & Q(criterion__lte=5), name="criterion_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"criterium {self.criterion} van zaak {self.submission_id}"


class Decision(models.Model):
    """A decision, from proposal to last sign-off, with the role under which each person signed."""

    class Status(models.TextChoices):
        """How far the sign-offs are."""

        PROPOSED = "proposed", _("voorgesteld")
        DECIDED = "decided", _("besloten")
        REFUSED = "refused", _("niet akkoord")
        REPLACED = "replaced", _("vervangen")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("uitkomst"), max_length=20, choices=Outcome.choices)
    amount_cents = models.BigIntegerField(_("bedrag in centen"), default=0)
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    status = models.CharField(_("stand"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    roles = models.JSONField(_("rollen die tekenen, in volgorde"), default=list)
    # Beside each role the wijk it is held for: a plan in several wijken has the wijkwethouder of each.
    places = models.JSONField(_("wijken van de rollen, in volgorde"), default=list, blank=True)
    form = models.CharField(_("vorm"), max_length=40)
    mandate_number = models.CharField(_("mandaatnummer"), max_length=40, blank=True)
    reason = models.CharField(_("reden"), max_length=30, blank=True)
    letter_text = models.TextField(_("bericht aan de indiener"), max_length=5000)
    public_text = models.TextField(_("openbare tekst"), max_length=2000, blank=True)
    pleads_for = models.TextField(_("pleit voor"), max_length=2000, blank=True)
    pleads_against = models.TextField(_("pleit tegen"), max_length=2000, blank=True)
    decisive = models.TextField(_("gaf de doorslag"), max_length=2000, blank=True)
    is_consulted = models.BooleanField(_("teammanagers geraadpleegd"), default=False)
    consulted_on = models.DateField(_("overleg met teammanagers op"), null=True, blank=True)
    consulted = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("teammanagers met wie is overlegd"), blank=True, related_name="+"
    )
    is_investment = models.BooleanField(_("investeringsproject"), default=False)
    body_decided_on = models.DateField(_("datum waarop college of raad besliste"), null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("voorgesteld op"))
    decided_at = models.DateTimeField(_("besloten op"), null=True, blank=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(status__in=["proposed", "decided"]),
                name="one_living_decision_per_case",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="decision_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(outcome="reject") | Q(amount_cents=0), name="rejection_grants_nothing"
            ),
            models.CheckConstraint(
                condition=~Q(status="decided") | Q(decided_at__isnull=False), name="decided_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["status", "-decided_at", "-submission"], name="decision_newest")]

    def __str__(self) -> str:
        return f"besluit {self.pk}"


class SignOff(models.Model):
    """One person's yes or no to a decision, under one role. Two sign-offs are two people, by the database."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sign_offs")
    order = models.PositiveSmallIntegerField(_("volgorde"))
    role = models.CharField(_("rol"), max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_agreed = models.BooleanField(_("akkoord"))
    note = models.TextField(_("toelichting"), max_length=1000, blank=True)
    signed_at = models.DateTimeField(_("getekend op"))

    class Meta:
        verbose_name = _("akkoord")
        verbose_name_plural = _("akkoorden")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "order"], name="one_sign_off_per_place"),
            models.UniqueConstraint(fields=["decision", "user"], name="two_sign_offs_are_two_people"),
        ]

    def __str__(self) -> str:
        return f"akkoord {self.pk}"
