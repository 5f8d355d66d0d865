"""The history of a case: append-only, codes and ids alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.submission import Submission


class Event(models.Model):
    """One thing that happened to a case. Triggers refuse to change or delete it (ARCHITECTURE rule 9).

    Holds codes and ids, never free text, so that erasing a person never needs to touch it. `actor_id` is a
    plain number: the account may go, the event stays.
    """

    class Action(models.TextChoices):
        """What happened."""

        SUBMITTED = "submitted", _("Ontvangen")
        EMAIL_CONFIRMED = "email_confirmed", _("E-mailadres bevestigd")
        TRANSITION = "transition", _("Status veranderd")
        FACTS_CHANGED = "facts_changed", _("Gegevens aangepast")
        ASSIGNED = "assigned", _("Toegewezen")
        PUBLIC_TEXT_SAVED = "public_text_saved", _("Openbare tekst bewaard")
        PUBLISHED = "published", _("Op de site geplaatst")
        UNPUBLISHED = "unpublished", _("Van de site gehaald")
        SUPPORT_OPENED = "support_opened", _("Steun zoeken begonnen")
        SUPPORT_CLOSED = "support_closed", _("Steun zoeken gestopt")
        SUPPORT_MILESTONE = "support_milestone", _("Mijlpaal in de steun")
        APPLIED = "applied", _("Geld aangevraagd")
        CRITERION_JUDGED = "criterion_judged", _("Criterium beoordeeld")
        PROPOSED = "proposed", _("Besluit voorgesteld")
        SIGNED = "signed", _("Akkoord gegeven")
        SIGNING_REFUSED = "signing_refused", _("Niet akkoord")
        DECIDED = "decided", _("Besloten")
        PAID = "paid", _("Betaald")
        SETTLED = "settled", _("Vastgesteld")
        MESSAGE_SENT = "message_sent", _("Bericht gestuurd")
        MESSAGE_RECEIVED = "message_received", _("Bericht ontvangen")
        NOTE_ADDED = "note_added", _("Notitie gemaakt")
        SUPPLEMENTED = "supplemented", _("Plan aangevuld door de indiener")
        CO_INITIATOR_INVITED = "co_initiator_invited", _("Mede-indiener uitgenodigd")
        CO_INITIATOR_JOINED = "co_initiator_joined", _("Mede-indiener doet mee")
        CO_INITIATOR_LEFT = "co_initiator_left", _("Mede-indiener doet niet meer mee")
        PUBLIC_TEXT_CHANGED = "public_text_changed", _("Plan ingrijpend veranderd")
        QUESTION_ASKED = "question_asked", _("Vraag van een buur")
        QUESTION_OPENED = "question_opened", _("Vraag doorgestuurd")
        QUESTION_ANSWERED = "question_answered", _("Vraag beantwoord")
        QUESTION_PUBLISHED = "question_published", _("Vraag en antwoord geplaatst")
        QUESTION_REFUSED = "question_refused", _("Vraag niet geplaatst")
        HELP_OFFERED = "help_offered", _("Hulp aangeboden")
        PROOF_ADDED = "proof_added", _("Ander bewijs van draagvlak toegevoegd")
        SUPPORT_ENTERED = "support_entered", _("Steun op papier of per telefoon ingevoerd")
        FILE_QUARANTINED = "file_quarantined", _("Bestand apart gezet")
        CONTACT_READ = "contact_read", _("Contactgegevens bekeken")
        OWNER_CHANGED = "owner_changed", _("Eigenaar veranderd")
        LABELS_CHANGED = "labels_changed", _("Labels aangepast")
        MESSAGE_READ = "message_read", _("Bericht gelezen")
        EXPORTED = "exported", _("Meegenomen in een bestand")
        DEAL_OFFERED = "deal_offered", _("Buurtdeal vastgelegd")
        DEAL_AGREED = "deal_agreed", _("Akkoord met de buurtdeal")
        TILE_LAID = "tile_laid", _("Buurttegel gelegd")
        MILESTONE_ADDED = "milestone_added", _("Afspraak met een datum gemaakt")
        MILESTONE_MOVED = "milestone_moved", _("Afspraak bijgewerkt")
        PHOTO_SENT = "photo_sent", _("Foto ontvangen")
        PHOTO_MODERATED = "photo_moderated", _("Foto bekeken")
        STORY_SENT = "story_sent", _("Verhaal ontvangen")
        STORY_MODERATED = "story_moderated", _("Verhaal bekeken")
        PAYMENT_REQUESTED = "payment_requested", _("Betaling gevraagd")
        PAYMENT_REFUSED = "payment_refused", _("Betaling geweigerd")
        ACCOUNT_LINE_ADDED = "account_line_added", _("Kosten of inkomsten doorgegeven")
        ACCOUNT_HANDED_IN = "account_handed_in", _("Verantwoording ingeleverd")
        ACCOUNT_CHECKED = "account_checked", _("Verantwoording nagekeken")
        BEST_PRACTICE = "best_practice", _("Goed voorbeeld")
        CLOSING_ANSWERED = "closing_answered", _("Drie vragen beantwoord")
        LOOKED_BACK = "looked_back", _("Teruggekeken")
        TERM_EXTENDED = "term_extended", _("Termijn verlengd")
        TERM_LENGTHENED = "term_lengthened", _("Meer tijd door een storing")
        DEFAULT_NOTICED = "default_noticed", _("Ingebrekestelling ontvangen")
        CALLED = "called", _("Gebeld met de indiener")
        LETTER_MADE = "letter_made", _("Brief gemaakt")
        LETTER_POSTED = "letter_posted", _("Brief op de post gedaan")
        ADVISED = "advised", _("Advies gegeven over het besluit")
        ROUTE_RECORDED = "route_recorded", _("Uitkomst vastgelegd")
        DECISION_PUBLISHED = "decision_published", _("Besluit op de site geplaatst")
        DECISION_WITHDRAWN = "decision_withdrawn", _("Besluit van de site gehaald")

    class Origin(models.TextChoices):
        """Who acted."""

        STAFF = "staff", _("medewerker")
        RESIDENT = "resident", _("bewoner")
        SYSTEM = "system", _("systeem")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(_("tijdstip"))
    action = models.CharField(_("wat"), max_length=30, choices=Action.choices)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    actor_id = models.BigIntegerField(null=True, blank=True)
    role = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    clock = models.CharField(max_length=10, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ["pk"]
        indexes = [models.Index(fields=["submission", "action"], name="event_submission_action")]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
