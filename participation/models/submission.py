"""What came in: one case, and the words as they were sent."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cms.models import Buurt, Wijk
from participation.codes import Channel, Kind, Scope, State
from participation.deadlines import STANDS_STILL, UNDECIDED
from participation.models.category import Category
from participation.querysets import SubmissionQuerySet
from participation.states import STATE_ORDER


class Label(models.Model):
    """A word that staff put on cases to find them again, kept by the municipality."""

    name = models.CharField(_("naam"), max_length=40, unique=True)
    slug = models.SlugField(_("kort adres"), unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Owner(models.Model):
    """A department or function that must solve a case. The wijkregisseur directs, and owns no project."""

    name = models.CharField(_("afdeling of functie"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("eigenaar")
        verbose_name_plural = _("eigenaren")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


def _due_on() -> Case:
    """The day by which the municipality must act, as SQL; NULL where no term runs. Mirrors `deadlines.due_on`."""
    return Case(
        When(~Q(state__in=sorted(UNDECIDED - STANDS_STILL)), then=Value(None)),
        When(decide_due_on__isnull=False, then=F("decide_due_on")),
        When(answered_at__isnull=True, then=F("answer_due_on")),
        default=Value(None),
        output_field=models.DateField(),
    )


def _state_rank() -> Case:
    """The place of the state in the workflow, as SQL."""
    places = [When(state=state.value, then=Value(place)) for place, state in enumerate(STATE_ORDER)]
    return Case(*places, default=Value(len(STATE_ORDER)), output_field=models.SmallIntegerField())


class Submission(models.Model):
    """A case: state, place, amount, terms, people who handle it. No words of a resident, no contact data.

    `version` goes up with every change; a form that carries an older one is refused (ARCHITECTURE rule 6).

    `due_on`, `amount_cents` and `state_rank` are the database's own, computed from the row: lists sort by them, and an
    index on a column is used on both databases. An instance that was changed since it was read has old ones.
    """

    reference = models.CharField(_("nummer"), max_length=40, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind.choices, default=Kind.INITIATIVE)
    state = models.CharField(_("status"), max_length=20, choices=State.choices, default=State.RECEIVED)
    state_since_at = models.DateTimeField(_("status sinds"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    channel = models.CharField(_("kanaal"), max_length=20, choices=Channel.choices, default=Channel.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("ontvangen op"))
    applied_at = models.DateTimeField(_("aangevraagd op"), null=True, blank=True)
    answer_due_on = models.DateField(_("eerste antwoord uiterlijk"))
    answered_at = models.DateTimeField(_("eerste antwoord gegeven op"), null=True, blank=True)
    decide_due_on = models.DateField(_("besluit uiterlijk"), null=True, blank=True)
    # Until when the initiator may answer: while it lasts the term of the law stands still (Awb 4:15).
    answer_by = models.DateField(_("antwoord van de indiener uiterlijk"), null=True, blank=True)
    default_noticed_on = models.DateField(_("in gebreke gesteld op"), null=True, blank=True)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    other_wijken = models.ManyToManyField(Wijk, verbose_name=_("ook in deze wijken"), blank=True, related_name="+")
    buurt = models.ForeignKey(Buurt, verbose_name=_("buurt"), on_delete=models.SET_NULL, null=True, blank=True)
    scope = models.CharField(_("reikwijdte"), max_length=10, choices=Scope.choices, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("onderwerp"), on_delete=models.PROTECT, null=True, blank=True
    )
    asked_cents = models.BigIntegerField(_("gevraagd bedrag in centen"), null=True, blank=True)
    granted_cents = models.BigIntegerField(_("toegekend bedrag in centen"), null=True, blank=True)
    language = models.CharField(_("taal"), max_length=10, default="nl")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("behandelaar"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_submissions",
    )
    owner = models.ForeignKey(
        Owner, verbose_name=_("eigenaar"), on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    handed_on_count = models.PositiveSmallIntegerField(_("aantal keer doorgegeven"), default=0)
    labels = models.ManyToManyField(Label, verbose_name=_("labels"), blank=True, related_name="submissions")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_submissions"
    )
    is_suspicious = models.BooleanField(_("extra controle"), default=False)
    idempotency_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    unread_at = models.DateTimeField(_("nieuw bericht van de indiener sinds"), null=True, blank=True)
    # Without a constraint, since the two tables point at each other; an event is never deleted.
    last_event = models.ForeignKey(
        "participation.Event",
        verbose_name=_("laatste gebeurtenis"),
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        editable=False,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    due_on = models.GeneratedField(expression=_due_on(), output_field=models.DateField(null=True), db_persist=True)
    amount_cents = models.GeneratedField(
        expression=Coalesce("granted_cents", "asked_cents"),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    state_rank = models.GeneratedField(
        expression=_state_rank(), output_field=models.SmallIntegerField(), db_persist=True
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("zaak")
        verbose_name_plural = _("zaken")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["wijk", "state", "answer_due_on"], name="submission_wijk_state"),
            models.Index(fields=["state", "-received_at"], name="submission_state_received"),
            models.Index(fields=["-state_since_at"], name="submission_newest_state"),
            models.Index(fields=["wijk", "-state_since_at"], name="submission_wijk_newest_state"),
            # What the inbox sorts by; the id is its second key.
            models.Index(fields=["due_on", "id"], name="submission_by_due"),
            models.Index(fields=["received_at", "id"], name="submission_by_received"),
            models.Index(fields=["last_event", "id"], name="submission_by_event"),
            models.Index(fields=["amount_cents", "id"], name="submission_by_amount"),
            models.Index(fields=["state_rank", "id"], name="submission_by_state"),
            models.Index(fields=["unread_at"], condition=Q(unread_at__isnull=False), name="submission_unread"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="submission_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="submission_kind_is_known"),
            models.CheckConstraint(
                condition=Q(asked_cents__isnull=True) | Q(asked_cents__gte=0), name="submission_asked_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(granted_cents__isnull=True) | Q(granted_cents__gte=0),
                name="submission_granted_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_application(self) -> bool:
        """Whether the Awb term runs: an application was made (participation.md, two moments)."""
        return self.applied_at is not None


class Initiative(models.Model):
    """The words of an initiative or challenge as they were sent: never changed, never public (rule 8)."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="initiative"
    )
    is_short = models.BooleanField(_("kort formulier"), default=False)
    title = models.CharField(_("titel"), max_length=150)
    what = models.TextField(_("wat"), max_length=3000)
    for_whom = models.TextField(_("voor wie"), max_length=1000, blank=True)
    when_text = models.CharField(_("wanneer"), max_length=200, blank=True)
    goal = models.TextField(_("waartoe"), max_length=1000, blank=True)
    place_text = models.CharField(_("waar"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    house_number = models.CharField(_("huisnummer"), max_length=10, blank=True)
    latitude = models.DecimalField(_("breedtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("lengtegraad"), max_digits=9, decimal_places=6, null=True, blank=True)
    own_effort = models.TextField(_("eigen inzet"), max_length=1000, blank=True)
    other_funding = models.TextField(_("ander geld"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("initiatief zoals gestuurd")
        verbose_name_plural = _("initiatieven zoals gestuurd")

    def __str__(self) -> str:
        return f"inhoud van zaak {self.pk}"


class CostLine(models.Model):
    """One cost or one income of the estimate, as sent. A later estimate is a new round; the last round holds."""

    class Side(models.TextChoices):
        """Which column of the estimate."""

        COST = "cost", _("kosten")
        INCOME = "income", _("inkomsten")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="cost_lines")
    side = models.CharField(_("soort"), max_length=10, choices=Side.choices, default=Side.COST)
    description = models.CharField(_("omschrijving"), max_length=120)
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    round = models.PositiveSmallIntegerField(_("ronde"), default=1)

    class Meta:
        verbose_name = _("kostenregel")
        verbose_name_plural = _("kostenregels")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="cost_line_not_negative")]

    def __str__(self) -> str:
        return f"kostenregel {self.pk}"


def _private_storage() -> Storage:
    return storages["private"]


def _random_name(instance: "Attachment", filename: str) -> str:
    """A name that tells nothing: the sender's file name is never used."""
    name = uuid.uuid4().hex
    return f"bijlagen/{name[:2]}/{name}.{instance.extension}"


class Attachment(models.Model):
    """A picture or PDF that came with a case: cleaned, in private storage, served by a view that asks for the right.

    In quarantine is what could not be scanned for viruses (spec/forms.md, Uploads): nobody gets it until it was.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("bestand"), storage=_private_storage, upload_to=_random_name, max_length=200)
    extension = models.CharField(_("soort bestand"), max_length=5)
    size_bytes = models.PositiveIntegerField(_("grootte"))
    width = models.PositiveIntegerField(_("breedte"), null=True, blank=True)
    height = models.PositiveIntegerField(_("hoogte"), null=True, blank=True)
    is_quarantined = models.BooleanField(_("apart gezet"), default=False)
    created_at = models.DateTimeField(_("ontvangen op"))

    class Meta:
        verbose_name = _("bijlage")
        verbose_name_plural = _("bijlagen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"bijlage {self.pk}"
