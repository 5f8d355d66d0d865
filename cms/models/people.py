"""Who works with Wijkplein, and for which wijk."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models.places import Cluster, PostcodeArea, Wijk


class UserManager(DjangoUserManager["User"]):
    """Accounts are found by e-mail address."""

    def _create_user(self, email: str, password: str | None, **extra: object) -> "User":
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        """Make an account without rights."""
        return self._create_user(email, password, **{"is_staff": False, "is_superuser": False} | extra)

    def create_superuser(self, email: str, password: str | None = None, **extra: object) -> "User":
        """Make an administrator."""
        return self._create_user(email, password, **{"is_staff": True, "is_superuser": True} | extra)

    def get_by_natural_key(self, username: str) -> "User":
        """Find by e-mail address; capitals make no difference."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Somebody who works for the municipality. Residents have no account."""

    username = None
    email = models.EmailField(_("e-mailadres"), unique=True)
    phone = models.CharField(
        _("telefoonnummer"), max_length=30, blank=True, help_text=_("Werknummer; staat op de site.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")

    def __str__(self) -> str:
        return self.get_full_name() or f"medewerker {self.pk}"


class Role(models.TextChoices):
    """What a person may be for a wijk, a cluster or the city (domain/README, inbox.md section 10)."""

    WIJKREGISSEUR = "wijkregisseur", _("wijkregisseur")
    WIJKWETHOUDER = "wijkwethouder", _("wijkwethouder")
    VOORZITTER = "voorzitter", _("voorzitter wijkteam")
    WETHOUDER = "wethouder", _("wethouder Wijken en Buurten")
    TEAMMANAGER = "teammanager", _("teammanager")
    GRIFFIE = "griffie", _("college- en griffiemedewerker")
    ADVISER = "adviseur", _("adviseur")
    BALIE = "balie", _("medewerker balie en telefoon")
    PRIVACY = "privacy", _("functionaris gegevensbescherming")
    AUDITOR = "auditor", _("auditor")
    TECHNIEK = "techniek", _("technisch beheerder")


# At which scope each role is held.
WIJK_ROLES = frozenset({"wijkregisseur", "wijkwethouder"})
CLUSTER_ROLES = frozenset({"voorzitter"})


class WijkRoleQuerySet(models.QuerySet["WijkRole"]):
    """Reading roles."""

    def active(self, on: date) -> "WijkRoleQuerySet":
        """Roles that hold on a local date, both ends included."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        return self.filter(started & lasting, user__is_active=True)


class WijkRole(models.Model):
    """A person in a role for a wijk, a cluster or the whole city, from one date until another.

    This, and not Wagtail's groups, decides on cases, budgets and decisions (ARCHITECTURE rule 7).
    A deputy is a role of its own that names the role it stands in for.
    """

    user = models.ForeignKey(User, verbose_name=_("medewerker"), on_delete=models.CASCADE, related_name="wijk_roles")
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    areas = models.ManyToManyField(
        PostcodeArea,
        verbose_name=_("eigen postcodegebieden"),
        blank=True,
        related_name="roles",
        help_text=_("Sturen de toewijzing en het contact; ze beperken niet wat iemand ziet."),
    )
    deputy_for = models.ForeignKey(
        "self",
        verbose_name=_("vervangt"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deputies",
        help_text=_("De rol die deze persoon waarneemt. Geef dan ook de datums op."),
    )
    valid_from = models.DateField(_("vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("tot en met"), null=True, blank=True)

    objects = WijkRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wijk__isnull=True) | Q(cluster__isnull=True), name="role_for_wijk_or_cluster"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="role_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=(Q(role__in=sorted(WIJK_ROLES)) & Q(wijk__isnull=False))
                | (Q(role__in=sorted(CLUSTER_ROLES)) & Q(cluster__isnull=False))
                | ~Q(role__in=sorted(WIJK_ROLES | CLUSTER_ROLES)),
                name="role_has_its_scope",
            ),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True) | (Q(valid_from__isnull=False) & Q(valid_until__isnull=False)),
                name="deputy_has_dates",
            ),
        ]

    def __str__(self) -> str:
        where = self.wijk or self.cluster
        return f"{self.get_role_display()} {where}" if where else self.get_role_display()

    def holds_in(self, wijk_id: int | None, cluster_id: int | None) -> bool:
        """Whether it is a role for a wijk of a cluster; one for the whole city is for each of them."""
        return self.wijk_id in (None, wijk_id) and self.cluster_id in (None, cluster_id)

    def clean(self) -> None:
        """Say in Dutch what the constraints guard.

        Raises:
            ValidationError: when the scope, the dates or the deputy's dates do not fit the role.
        """
        if self.role in WIJK_ROLES and not self.wijk_id:
            raise ValidationError({"wijk": _("Kies de wijk van deze rol.")})
        if self.role in CLUSTER_ROLES and not self.cluster_id:
            raise ValidationError({"cluster": _("Kies het cluster van deze rol.")})
        if self.wijk_id and self.cluster_id:
            raise ValidationError({"cluster": _("Kies een wijk of een cluster, niet allebei.")})
        if self.deputy_for_id and not (self.valid_from and self.valid_until):
            raise ValidationError({"valid_from": _("Vul van een vervanger beide datums in.")})
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValidationError({"valid_until": _("De laatste dag ligt voor de eerste dag.")})
