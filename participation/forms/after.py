"""What an initiator sends after the decision: a yes to the deal, receipts, photographs, the story, answers."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cms.forms import EuroField, LongTextField, RadioCards, Submit, TextField
from cms.uploads import CleanFile, CleanImage, UploadError, clean_file, clean_image
from participation.forms.my_plan import OwnPageForm
from participation.models import AccountLine, ClosingAnswers
from participation.services.aftercare import ALT_LENGTH, STORY_LENGTH
from participation.services.closing import LOOK_BACK_LENGTH
from participation.services.grant_account import DESCRIPTION_LENGTH


class OneFileField(forms.FileField):
    """One photo or PDF. The cleaned value is a file that we wrote ourselves (`cms.uploads`), None without one."""

    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})
    read = staticmethod(clean_file)

    def clean(self, data: UploadedFile | None, initial: object = None) -> CleanFile | None:
        """Take it in.

        Raises:
            ValidationError: with one that we can't take, and without one where it is asked.
        """
        uploaded = super().clean(data, initial)
        if not uploaded:
            return None
        try:
            return self.read(uploaded)
        except UploadError as error:
            raise ValidationError(str(error), code="upload") from None


class PhotoField(OneFileField):
    """One photograph. The cleaned value is a `CleanImage`."""

    widget = forms.FileInput(attrs={"accept": "image/*"})
    read = staticmethod(clean_image)

    def clean(self, data: UploadedFile | None, initial: object = None) -> CleanImage | None:
        """Take it in.

        Raises:
            ValidationError: with one that we can't take, and without one where it is asked.
        """
        return super().clean(data, initial)


class AgreeForm(OwnPageForm):
    """A yes to the version that was read."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    gelezen = forms.BooleanField(label=_("Wij hebben de buurtdeal gelezen en zijn akkoord."))

    required_messages = {"gelezen": _("Vink dit aan als jullie akkoord zijn.")}
    buttons = (Submit("akkoord", _("Geef akkoord"), icon="vink"),)


class AccountLineForm(OwnPageForm):
    """One cost with its receipt, or money that came in."""

    soort = forms.ChoiceField(
        label=_("Wat wil je doorgeven?"),
        choices=[
            (AccountLine.Side.COST.value, _("Iets dat we betaalden")),
            (AccountLine.Side.INCOME.value, _("Geld dat binnenkwam")),
        ],
        widget=RadioCards,
    )
    omschrijving = TextField(label=_("Waar was het voor?"), max_length=DESCRIPTION_LENGTH)
    bedrag = EuroField(label=_("Bedrag in euro"), min_cents=1)
    bon = OneFileField(
        label=_("Foto of PDF van de bon"),
        required=False,
        help_text=_("Alleen jij en medewerkers zien de bon. Bij geld dat binnenkwam hoeft geen bon."),
    )

    required_messages = {
        "soort": _("Kies wat je wilt doorgeven."),
        "omschrijving": _("Schrijf waar het voor was, bijvoorbeeld: planten."),
        "bedrag": _("Vul het bedrag in, bijvoorbeeld 48,50."),
    }
    buttons = (Submit("toevoegen", _("Voeg toe"), kind="secondary", icon="plus"),)


class PhotoForm(OwnPageForm):
    """A photograph for the page of the plan."""

    foto = PhotoField(label=_("Kies een foto"), help_text=_("Staan er mensen op? Vraag of zij het goed vinden."))
    te_zien = TextField(
        label=_("Wat is er op de foto te zien?"),
        max_length=ALT_LENGTH,
        help_text=_("Voor wie de foto niet kan zien. Noem geen namen."),
    )

    required_messages = {
        "foto": _("Kies een foto om te sturen."),
        "te_zien": _("Schrijf in een paar woorden wat er te zien is."),
    }
    buttons = (Submit("foto_sturen", _("Stuur de foto"), kind="secondary", icon="plus"),)


class StoryForm(OwnPageForm):
    """How it went, for the neighbourhood."""

    verhaal = LongTextField(
        label=_("Vertel hoe het ging"),
        help_text=_("Je wijkregisseur leest je verhaal eerst. Daarna staat het bij je plan. Noem geen namen."),
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    required_messages = {"verhaal": _("Schrijf eerst hoe het ging.")}
    buttons = (Submit("verhaal_sturen", _("Stuur je verhaal")),)


def _question(label: object) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=ClosingAnswers.Answer.choices, widget=forms.RadioSelect)


class ClosingForm(OwnPageForm):
    """The three questions (domain: what residents said they miss)."""

    waar = _question(_("Wist je waar je moest zijn?"))
    wat = _question(_("Wist je wat je kon verwachten?"))
    wanneer = _question(_("Wist je wanneer je antwoord kreeg?"))

    required_messages = dict.fromkeys(("waar", "wat", "wanneer"), _("Kies een antwoord."))
    buttons = (Submit("antwoorden", _("Verstuur je antwoorden")),)


class LookBackForm(OwnPageForm):
    """The question of half a year later."""

    terugblik = LongTextField(
        label=_("Hoe gaat het nu met je plan?"),
        help_text=_("Alleen de gemeente leest dit."),
        max_length=LOOK_BACK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    required_messages = {"terugblik": _("Schrijf eerst hoe het nu gaat.")}
    buttons = (Submit("versturen", _("Verstuur")),)
