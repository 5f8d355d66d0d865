"""What the municipality itself says of a year: the five questions a-e of its evaluation (participation.md, After)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk


class EvaluationAnswer(models.Model):
    """One question of the evaluation of a year, with its answer; of a wijk, or of the whole city.

    The question stands with its answer, since the municipality may ask something else the year after.
    """

    class Letter(models.TextChoices):
        """The place of a question."""

        A = "a", "a"
        B = "b", "b"
        C = "c", "c"
        D = "d", "d"
        E = "e", "e"

    year = models.PositiveSmallIntegerField(
        _("jaar"),
        validators=[
            MinValueValidator(2015, _("Vul een jaar in vanaf 2015.")),
            MaxValueValidator(2099, _("Vul een jaar in tot en met 2099.")),
        ],
    )
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    letter = models.CharField(_("letter"), max_length=1, choices=Letter.choices)
    question = models.CharField(_("vraag"), max_length=200)
    answer = models.TextField(_("antwoord"), max_length=2000, help_text=_("Dit staat in het jaarverslag."))

    class Meta:
        verbose_name = _("evaluatievraag")
        verbose_name_plural = _("evaluatievragen")
        ordering = ["-year", "wijk__position", "letter"]
        constraints = [
            # Two constraints, since SQLite knows no unique constraint that takes nulls for equal.
            models.UniqueConstraint(
                fields=["year", "wijk", "letter"],
                condition=Q(wijk__isnull=False),
                name="evaluation_of_wijk_once",
                violation_error_message=_("Deze vraag is voor dit jaar en deze wijk al beantwoord."),
            ),
            models.UniqueConstraint(
                fields=["year", "letter"],
                condition=Q(wijk__isnull=True),
                name="evaluation_of_city_once",
                violation_error_message=_("Deze vraag is voor dit jaar en de hele stad al beantwoord."),
            ),
            models.CheckConstraint(
                condition=Q(letter__in=["a", "b", "c", "d", "e"]), name="evaluation_letter_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"evaluatievraag {self.year} {self.letter}"
