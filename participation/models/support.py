"""Draagvlak: the rule, the campaign that keeps the rule it began with, and neighbours' support."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk
from cms.postcodes import PC6_PATTERN
from participation.codes import Kind, Party, Scope, Stance, SupportChannel
from participation.models.submission import Submission
from participation.querysets import SupportQuerySet


class RuleNumbers(models.Model):
    """The numbers of a draagvlak rule. All are defaults that the municipality sets (domain, Draagvlak)."""

    supporters = models.PositiveIntegerField(_("nodig aantal steuners"))
    pc6 = models.PositiveIntegerField(_("nodig aantal postcodes"))
    parties = models.PositiveSmallIntegerField(_("nodig aantal soorten partijen"), null=True, blank=True)
    max_share_percent = models.PositiveSmallIntegerField(
        _("hoogste aandeel uit een postcode, in procenten"), null=True, blank=True
    )
    concern_talk_percent = models.PositiveSmallIntegerField(
        _("gesprek bij zorgen boven, in procenten van de steun"), default=25
    )
    period_weeks = models.PositiveSmallIntegerField(_("aantal weken"), default=6)

    class Meta:
        abstract = True


class DraagvlakRule(RuleNumbers):
    """The rule per wijk (or for all), scope and kind, from a date. A running plan keeps the rule it started with."""

    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(_("reikwijdte"), max_length=10, choices=Scope.choices)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind.choices, default=Kind.INITIATIVE)
    valid_from = models.DateField(_("geldt vanaf"))

    class Meta:
        verbose_name = _("draagvlakregel")
        verbose_name_plural = _("draagvlakregels")
        ordering = ["kind", "scope", "-valid_from"]
        constraints = [
            # Two constraints, since SQLite knows no unique constraint that takes nulls for equal.
            models.UniqueConstraint(
                fields=["wijk", "scope", "kind", "valid_from"],
                condition=Q(wijk__isnull=False),
                name="draagvlak_rule_of_wijk_once",
            ),
            models.UniqueConstraint(
                fields=["scope", "kind", "valid_from"],
                condition=Q(wijk__isnull=True),
                name="draagvlak_rule_of_city_once",
            ),
        ]

    def __str__(self) -> str:
        return f"draagvlakregel {self.scope} vanaf {self.valid_from}"


class SupportCampaign(RuleNumbers):
    """The period in which a plan seeks support, with its rule and exact counters.

    Counters change in the same transaction as the support they count, and always equal a recount.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="campaign")
    scope = models.CharField(_("reikwijdte"), max_length=10, choices=Scope.choices)
    opened_at = models.DateTimeField(_("begonnen op"))
    closes_at = models.DateTimeField(_("sluit op"))
    closed_at = models.DateTimeField(_("gesloten op"), null=True, blank=True)
    inside_count = models.PositiveIntegerField(_("steun uit het gebied"), default=0)
    outside_count = models.PositiveIntegerField(_("steun van buiten"), default=0)
    concern_count = models.PositiveIntegerField(_("zorgen"), default=0)
    # Goes up with each change of the sums (SupportTally), so that what was made of them is known to hold still.
    sums_version = models.PositiveIntegerField(_("versie van de tellingen"), default=0, editable=False)
    # The database's own, so that a list can sort by it: whole percents of what is needed, rounded down.
    reached_percent = models.GeneratedField(
        expression=Case(
            When(supporters__gt=0, then=F("inside_count") * 100 / F("supporters")),
            default=Value(100),
            output_field=models.IntegerField(),
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("steunperiode")
        verbose_name_plural = _("steunperiodes")
        indexes = [
            models.Index(fields=["closes_at"], name="campaign_closes"),
            models.Index(fields=["-inside_count", "-submission"], name="campaign_most_support"),
            models.Index(fields=["reached_percent", "submission"], name="campaign_by_reached"),
        ]

    def __str__(self) -> str:
        return f"steunperiode {self.pk}"


class SupportArea(models.Model):
    """A range of postcodes, both ends included, in which support counts; fixed at publication."""

    campaign = models.ForeignKey(SupportCampaign, on_delete=models.CASCADE, related_name="areas")
    first = models.CharField(_("van postcode"), max_length=6)
    last = models.CharField(_("tot en met postcode"), max_length=6)

    class Meta:
        verbose_name = _("steungebied")
        verbose_name_plural = _("steungebieden")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="support_area_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class Support(models.Model):
    """One neighbour's support or concern. One per person and plan, by the database (participation.md, Support).

    `person_hash` is a keyed hash: of the normalised e-mail address, or of postcode, number and initials on paper
    and by phone. Only confirmed and not withdrawn rows count.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="supports")
    stance = models.CharField(_("steun of zorg"), max_length=10, choices=Stance.choices, default=Stance.SUPPORT)
    channel = models.CharField(
        _("kanaal"), max_length=10, choices=SupportChannel.choices, default=SupportChannel.EMAIL
    )
    person_hash = models.CharField(_("sleutel van de persoon"), max_length=64)
    postcode = models.CharField(_("postcode"), max_length=6)
    is_inside = models.BooleanField(_("uit het gebied"))
    party = models.CharField(_("soort organisatie"), max_length=20, choices=Party.choices, blank=True)
    party_name = models.CharField(_("naam van de organisatie"), max_length=120, blank=True)
    party_checked_at = models.DateTimeField(_("organisatie gecontroleerd op"), null=True, blank=True)
    given_at = models.DateTimeField(_("gegeven op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("steunbetuiging")
        verbose_name_plural = _("steunbetuigingen")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "stance", "person_hash"], name="one_voice_per_person_and_plan"
            ),
            models.CheckConstraint(condition=Q(postcode__regex=PC6_PATTERN), name="support_postcode_is_pc6"),
        ]
        indexes = [
            models.Index(fields=["submission", "stance", "postcode"], name="support_per_postcode"),
            models.Index(
                fields=["submission"], condition=Q(party_checked_at__isnull=False), name="support_checked_party"
            ),
        ]

    def __str__(self) -> str:
        return f"steun {self.pk}"


class SupportTally(models.Model):
    """How many supporters who count have this postcode, channel and party: sums of `Support`, so that a page with
    200,000 of them reads a few hundred rows.

    It moves in the transaction that makes a voice count or not, under the lock of the campaign's row, and always
    equals a recount (services.tallies). Concerns have none: only their number is ever told.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="support_tallies")
    postcode = models.CharField(_("postcode"), max_length=6)
    is_inside = models.BooleanField(_("uit het gebied"))
    channel = models.CharField(_("kanaal"), max_length=10, choices=SupportChannel.choices)
    party = models.CharField(_("soort organisatie"), max_length=20, choices=Party.choices, blank=True)
    is_party_checked = models.BooleanField(_("organisatie gecontroleerd"), default=False)
    people = models.PositiveIntegerField(_("aantal steuners"))

    class Meta:
        verbose_name = _("telling van steun")
        verbose_name_plural = _("tellingen van steun")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "postcode", "is_inside", "channel", "party", "is_party_checked"],
                name="support_tally_once",
            ),
            models.CheckConstraint(condition=Q(postcode__regex=PC6_PATTERN), name="support_tally_postcode_is_pc6"),
        ]

    def __str__(self) -> str:
        return f"telling van steun {self.pk}"


class SupportContact(models.Model):
    """The address of a supporter: encrypted, apart, and gone one year after the decision is final."""

    support = models.OneToOneField(Support, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"))
    house_number_encrypted = models.TextField(_("huisnummer, versleuteld"), blank=True)
    wants_news = models.BooleanField(_("wil nieuws over dit plan"), default=False)
    language = models.CharField(_("taal van de mails"), max_length=10, default="nl")

    class Meta:
        verbose_name = _("contact van een steuner")
        verbose_name_plural = _("contacten van steuners")

    def __str__(self) -> str:
        return f"contact bij steun {self.pk}"
