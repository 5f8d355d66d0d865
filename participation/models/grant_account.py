"""The account of a grant (verantwoording), and the payments on it that wait for a yes (participation.md, 10)."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.budget import LedgerLine
from participation.models.decision import Decision
from participation.models.submission import Submission


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "AccountLine", filename: str) -> str:
    """A name that tells nothing: the sender's file name is never used."""
    name = uuid.uuid4().hex
    return f"rekeningen/{name[:2]}/{name}.{instance.extension}"


class GrantAccount(models.Model):
    """What a plan with a grant really cost, told by the initiators by `due_on` (local) and checked by staff."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="grant_account"
    )
    due_on = models.DateField(_("verantwoording uiterlijk"))
    handed_in_at = models.DateTimeField(_("ingeleverd op"), null=True, blank=True)
    checked_at = models.DateTimeField(_("nagekeken op"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("vastgesteld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("verantwoording")
        verbose_name_plural = _("verantwoordingen")

    def __str__(self) -> str:
        return f"verantwoording bij zaak {self.pk}"


class AccountLine(models.Model):
    """One cost with its receipt, or money that flowed in; whole cents. Staff take it over or not, and say why not.

    file: the receipt, for staff and initiators alone; "" without one. An infected one is removed, the line stays.
    """

    class Side(models.TextChoices):
        """Which column."""

        COST = "cost", _("kosten")
        INCOME = "income", _("inkomsten")

    class Check(models.TextChoices):
        """What staff found."""

        NEW = "new", _("nog na te kijken")
        OK = "ok", _("klopt")
        NOT_OK = "not_ok", _("telt niet mee")

    account = models.ForeignKey(GrantAccount, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(_("soort"), max_length=10, choices=Side.choices, default=Side.COST)
    description = models.CharField(_("omschrijving"), max_length=120)
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    file = models.FileField(_("bon"), storage=_private_storage, upload_to=_random_name, max_length=200, blank=True)
    extension = models.CharField(_("soort bestand"), max_length=5, blank=True)
    is_quarantined = models.BooleanField(_("apart gezet"), default=False)
    check_state = models.CharField(_("controle"), max_length=10, choices=Check.choices, default=Check.NEW)
    note = models.CharField(_("waarom niet"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("regel van een verantwoording")
        verbose_name_plural = _("regels van verantwoordingen")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="account_line_above_zero")]

    def __str__(self) -> str:
        return f"regel {self.pk}"


class PaymentRequest(models.Model):
    """A payment on a decision that waits for the yes of the role that the mandate names; then it is in the books."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("wacht op akkoord")
        APPROVED = "approved", _("betaald")
        REFUSED = "refused", _("niet akkoord")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="payment_requests")
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    role = models.CharField(_("wie akkoord geeft"), max_length=20)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.OPEN)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(_("gevraagd op"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    note = models.CharField(_("toelichting"), max_length=300, blank=True)
    line = models.OneToOneField(
        LedgerLine, on_delete=models.PROTECT, null=True, blank=True, related_name="payment_request"
    )

    class Meta:
        verbose_name = _("gevraagde betaling")
        verbose_name_plural = _("gevraagde betalingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_request_above_zero"),
            models.CheckConstraint(
                condition=Q(state="approved", line__isnull=False) | (~Q(state="approved") & Q(line__isnull=True)),
                name="only_an_approved_payment_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"betaling {self.pk}"
