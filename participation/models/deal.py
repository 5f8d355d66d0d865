"""The buurtdeal: what municipality and neighbours promise each other, with its dates (participation.md, 9)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.models.applicant import Applicant
from participation.models.decision import Decision
from participation.models.submission import Submission


class Buurtdeal(models.Model):
    """One version of the agreement. A draft is written; once it is offered its words stay.

    `content_hash` is the SHA-256 of those words at that moment (`participation.deals`), `dates` the dates as they
    were then. A version holds when both parties agreed, until a next one does. `tile_on` is no part of the words: the
    day on which the buurttegel was laid. For a challenge also the task, its quality and the money per year (cents).
    """

    class Status(models.TextChoices):
        """How far a version is."""

        DRAFT = "draft", _("concept")
        OFFERED = "offered", _("wacht op akkoord")
        AGREED = "agreed", _("afgesproken")
        REPLACED = "replaced", _("vervangen")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="deals")
    number = models.PositiveSmallIntegerField(_("versie"))
    status = models.CharField(_("stand"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="deals")
    municipality_does = models.TextField(_("wat de gemeente doet"), max_length=2000)
    neighbours_do = models.TextField(_("wat de buren doen"), max_length=2000)
    hours_a_year = models.PositiveIntegerField(_("uren per jaar van de buren"), null=True, blank=True)
    means = models.TextField(_("middelen van de buren"), max_length=1000, blank=True)
    upkeep_years = models.PositiveSmallIntegerField(_("jaren onderhoud"), default=0)
    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("loopt tot en met"), null=True, blank=True)
    contact = models.CharField(_("contact bij de gemeente (functie)"), max_length=120)
    task = models.TextField(_("taak"), max_length=1000, blank=True)
    quality = models.TextField(_("kwaliteit en hoe we die meten"), max_length=1000, blank=True)
    yearly_cents = models.BigIntegerField(_("geld per jaar in centen"), null=True, blank=True)
    dates = models.JSONField(_("afgesproken datums"), default=list, blank=True)
    content_hash = models.CharField(_("controlegetal"), max_length=64, blank=True)
    offered_at = models.DateTimeField(_("vastgelegd op"), null=True, blank=True)
    tile_on = models.DateField(_("buurttegel gelegd op"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("buurtdeal")
        verbose_name_plural = _("buurtdeals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="deal_version_once"),
            *(
                models.UniqueConstraint(fields=["submission"], condition=Q(status=status), name=f"one_{status}_deal")
                for status in ("draft", "offered", "agreed")
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(offered_at__isnull=False) & ~Q(content_hash="")),
                name="offered_deal_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="deal_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(yearly_cents__isnull=True) | Q(yearly_cents__gte=0), name="deal_money_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"buurtdeal {self.pk}"


class DealAgreement(models.Model):
    """One party's yes to one version: who, in which role, when. Each party says yes once, by the database."""

    class Side(models.TextChoices):
        """Whose yes."""

        NEIGHBOURS = "neighbours", _("buren")
        MUNICIPALITY = "municipality", _("gemeente")

    deal = models.ForeignKey(Buurtdeal, on_delete=models.CASCADE, related_name="agreements")
    side = models.CharField(_("partij"), max_length=12, choices=Side.choices)
    applicant = models.ForeignKey(Applicant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("rol"), max_length=20, blank=True)
    agreed_at = models.DateTimeField(_("akkoord op"))

    class Meta:
        verbose_name = _("akkoord met een buurtdeal")
        verbose_name_plural = _("akkoorden met buurtdeals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deal", "side"], name="one_yes_per_party")]

    def __str__(self) -> str:
        return f"akkoord {self.pk}"


class Milestone(models.Model):
    """Something with a date that was agreed on: a piece of work, upkeep, or the yearly evaluation of a challenge.

    `outcome` is what an evaluation found, or how a piece of work went; `due_on` and `done_on` are local.
    """

    class Sort(models.TextChoices):
        """What it is."""

        WORK = "work", _("mijlpaal")
        UPKEEP = "upkeep", _("onderhoud")
        EVALUATION = "evaluation", _("jaarlijkse evaluatie")

    class Who(models.TextChoices):
        """Who does it."""

        NEIGHBOURS = "neighbours", _("de buren")
        MUNICIPALITY = "municipality", _("de gemeente")
        TOGETHER = "together", _("samen")

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", _("nog te doen")
        DONE = "done", _("klaar")
        DROPPED = "dropped", _("gaat niet door")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="milestones")
    sort = models.CharField(_("soort"), max_length=10, choices=Sort.choices, default=Sort.WORK)
    title = models.CharField(_("wat"), max_length=150)
    who = models.CharField(_("wie"), max_length=12, choices=Who.choices, default=Who.NEIGHBOURS)
    due_on = models.DateField(_("uiterlijk"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(_("klaar op"), null=True, blank=True)
    outcome = models.TextField(_("uitkomst"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("afspraak met een datum")
        verbose_name_plural = _("afspraken met een datum")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="done_has_a_day"),
            models.CheckConstraint(
                condition=~Q(sort="evaluation", state="done") | ~Q(outcome=""), name="evaluation_has_an_outcome"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="milestone_open_by_day")]

    def __str__(self) -> str:
        return f"afspraak {self.pk}"
