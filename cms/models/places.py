"""Where things are: clusters, wijken, buurten and the postcodes that lie in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.postcodes import PC6_PATTERN


class Cluster(models.Model):
    """Two wijken that share a wijkteam and its chair (domain: four clusters of two)."""

    slug = models.SlugField(_("kort adres"), unique=True)
    name = models.CharField(_("naam"), max_length=80)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WijkQuerySet(models.QuerySet["Wijk"]):
    """Reading wijken."""

    def in_order(self) -> "WijkQuerySet":
        """In the order in which the municipality names them."""
        return self.order_by("position", "pk")


class Wijk(models.Model):
    """A district: a row, not a page (ARCHITECTURE rule 4). Pages, roles, cases and budgets point here."""

    class Tile(models.TextChoices):
        """A tile with its colour, from design/README section 4: a free colour would break contrast."""

        NOORDOOST = "noordoost", _("twee driehoeken, oranjebruin")
        NOORDWEST = "noordwest", _("blad, groen")
        ZUID = "zuid", _("twee schalen, rood")
        ZUIDOOST = "zuidoost", _("schuine banden, paars")
        ZUIDWEST = "zuidwest", _("schijf en hoeken, zeegroen")
        MEENT = "meent", _("golven, blauw")
        CENTRUM = "centrum", _("vierkant in vierkant, violet")
        OOST = "oost", _("opgaande zon, olijf")
        RUIT = "ruit", _("ruiten, oker")
        DAMBORD = "dambord", _("dambord, mosgroen")
        POORT = "poort", _("poort, indigo")
        STER = "ster", _("ster, pruim")

    slug = models.SlugField(_("kort adres"), unique=True, help_text=_("Staat in het adres van de wijkpagina."))
    name = models.CharField(_("naam"), max_length=80)
    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="wijken")
    tile = models.CharField(_("tegel en kleur"), max_length=20, choices=Tile.choices)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    inhabitants = models.PositiveIntegerField(_("aantal inwoners"), null=True, blank=True)
    inhabitant_share_percent = models.PositiveSmallIntegerField(
        _("aandeel van de inwoners"), null=True, blank=True, help_text=_("In procenten.")
    )

    objects = WijkQuerySet.as_manager()

    class Meta:
        verbose_name = _("wijk")
        verbose_name_plural = _("wijken")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Buurt(models.Model):
    """A neighbourhood: a part of one wijk."""

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, related_name="buurten")
    name = models.CharField(_("naam"), max_length=80)

    class Meta:
        verbose_name = _("buurt")
        verbose_name_plural = _("buurten")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["wijk", "name"], name="buurt_once_per_wijk")]

    def __str__(self) -> str:
        return self.name


class PostcodeArea(models.Model):
    """A range of postcodes, both ends included, that lies in one wijk (and, where known, buurt and street).

    Postcodes are stored as "1213LA": four digits and two capitals, so that text order is postcode order.
    """

    first = models.CharField(_("van postcode"), max_length=6)
    last = models.CharField(_("tot en met postcode"), max_length=6)
    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, related_name="postcode_areas")
    buurt = models.ForeignKey(
        Buurt,
        verbose_name=_("buurt"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="postcode_areas",
    )
    street = models.CharField(_("straat"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("postcodegebied")
        verbose_name_plural = _("postcodegebieden")
        ordering = ["first"]
        indexes = [models.Index(fields=["first", "last"], name="postcode_range")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="postcode_range_in_order"),
            models.CheckConstraint(
                condition=Q(first__regex=PC6_PATTERN) & Q(last__regex=PC6_PATTERN), name="postcode_range_is_pc6"
            ),
        ]

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}-{self.last}"


class WijkTheme(models.Model):
    """A priority of a wijk in a period. For information: it never counts for or against a plan (criterion 3)."""

    wijk = models.ForeignKey(Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(_("naam"), max_length=80)
    valid_from = models.DateField(_("geldt vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("geldt tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("wijkthema")
        verbose_name_plural = _("wijkthema's")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
