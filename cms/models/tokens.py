"""Links that do one thing for one person, once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a token opens. A token of one purpose is unknown to every other."""

    CONFIRM_EMAIL = "confirm_email", _("e-mailadres bevestigen")
    MY_PLAN = "my_plan", _("eigen plan bekijken")
    CONFIRM_SUPPORT = "confirm_support", _("steun bevestigen")
    WITHDRAW_SUPPORT = "withdraw_support", _("steun intrekken")
    RESUME_DRAFT = "resume_draft", _("verder met een concept")
    RECEIPT = "receipt", _("ontvangstbevestiging bekijken")
    CO_INITIATOR = "co_initiator", _("meedoen als mede-indiener")
    CONFIRM_FOLLOW = "confirm_follow", _("volgen bevestigen")
    STOP_FOLLOW = "stop_follow", _("stoppen met volgen")
    CONFIRM_HELP = "confirm_help", _("aanbod om te helpen bevestigen")
    WITHDRAW_HELP = "withdraw_help", _("aanbod om te helpen intrekken")
    CONFIRM_VOTE = "confirm_vote", _("stem bevestigen")
    CHANGE_VOTE = "change_vote", _("stem veranderen")
    CONFIRM_SIGNUP = "confirm_signup", _("aanmelding bevestigen")
    CANCEL_SIGNUP = "cancel_signup", _("aanmelding intrekken")
    CONFIRM_ACTIVITY = "confirm_activity", _("aangemelde activiteit bevestigen")


class Token(models.Model):
    """One link that was given out. The row holds ids only: the text of the link is signed, never stored.

    With it may go a code of six characters, for who reads the mail on another device; wrong tries are counted here.
    """

    purpose = models.CharField(_("doel"), max_length=20, choices=Purpose.choices)
    subject = models.CharField(_("onderwerp"), max_length=60, help_text=_("Soort en nummer, zoals support:12."))
    created_at = models.DateTimeField(_("gemaakt"))
    expires_at = models.DateTimeField(_("geldig tot"), db_index=True)
    used_at = models.DateTimeField(_("gebruikt"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(_("verkeerde codes"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["subject", "purpose"], name="token_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="token_purpose_is_known"),
            models.CheckConstraint(condition=Q(created_at__lt=F("expires_at")), name="token_expires_later"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
