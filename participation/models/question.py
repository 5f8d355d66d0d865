"""Questions that neighbours ask about a plan, on its page once they are answered (participation.md, step 5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Question(models.Model):
    """A question and its answer. What was typed is never public: the wijkregisseur reads it first."""

    class State(models.TextChoices):
        """How far a question is."""

        NEW = "new", _("nieuw")
        OPEN = "open", _("bij de indiener")
        ANSWERED = "answered", _("antwoord na te lezen")
        PUBLIC = "public", _("op de site")
        REFUSED = "refused", _("niet geplaatst")

    class Answerer(models.TextChoices):
        """Who answers."""

        INITIATOR = "initiator", _("indiener")
        MUNICIPALITY = "municipality", _("gemeente")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="questions")
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.NEW)
    text = models.TextField(_("vraag zoals gesteld"), max_length=1000)
    answer = models.TextField(_("antwoord zoals gegeven"), max_length=2000, blank=True)
    public_text = models.TextField(_("vraag op de site"), max_length=1000, blank=True)
    public_answer = models.TextField(_("antwoord op de site"), max_length=2000, blank=True)
    answerer = models.CharField(_("wie antwoordt"), max_length=15, choices=Answerer.choices, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    email_encrypted = models.TextField(_("e-mailadres van de vrager, versleuteld"), blank=True)
    person_hash = models.CharField(_("sleutel van de vrager"), max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(_("gesteld op"))
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    published_at = models.DateTimeField(_("geplaatst op"), null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    idempotency_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("vraag over een plan")
        verbose_name_plural = _("vragen over plannen")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["submission", "state", "published_at"], name="question_of_plan")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="public")
                | (~Q(public_text="") & ~Q(public_answer="") & Q(published_at__isnull=False)),
                name="public_question_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"vraag {self.pk}"


class HelpOffer(models.Model):
    """A neighbour who wants to lend a hand. Passed on to the initiator once the address is confirmed."""

    class Sort(models.TextChoices):
        """What somebody offers."""

        HANDS = "hands", _("meehelpen")
        GOODS = "goods", _("gereedschap of spullen")
        KNOWLEDGE = "knowledge", _("kennis")
        OTHER = "other", _("iets anders")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="help_offers")
    sort = models.CharField(_("wat"), max_length=10, choices=Sort.choices)
    text = models.TextField(_("toelichting"), max_length=500, blank=True)
    name = models.CharField(_("naam"), max_length=150)
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"))
    phone_encrypted = models.TextField(_("telefoonnummer, versleuteld"), blank=True)
    person_hash = models.CharField(_("sleutel van de persoon"), max_length=64)
    language = models.CharField(_("taal van de mails"), max_length=10, default="nl")
    given_at = models.DateTimeField(_("gegeven op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("aanbod om te helpen")
        verbose_name_plural = _("aanbiedingen om te helpen")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "person_hash"], name="one_offer_per_person_and_plan"),
        ]

    def __str__(self) -> str:
        return f"aanbod {self.pk}"
