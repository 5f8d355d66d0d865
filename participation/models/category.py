"""What plans are about."""

from __future__ import annotations

from django.db import models
from django.db.models import CharField, F, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from cms.languages import active_language


class Category(models.Model):
    """A subject of an initiative, kept by the municipality."""

    name = models.CharField(_("naam"), max_length=60, unique=True)
    slug = models.SlugField(_("kort adres"), unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    # By language code, such as {"en": "Green spaces"}; the name in the site's first language is `name`.
    names = models.JSONField(_("naam in andere talen"), default=dict, blank=True)

    class Meta:
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the address; `name` where it has none in that language."""
        return subject_label(self.name, self.names)


def subject_label(name: str, names: dict[str, str]) -> str:
    """What a subject is called in the language of the address, from its name and its names in other languages."""
    return names.get(active_language()) or name


def subject_label_of(path: str) -> Combinable:
    """The same in SQL. path: from the model that is asked to the category, such as "submission__category"."""
    in_language = NullIf(KeyTextTransform(active_language(), f"{path}__names"), Value(""), output_field=CharField())
    return Coalesce(in_language, F(f"{path}__name"), output_field=CharField())
