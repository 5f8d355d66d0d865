"""A form with a field of every kind, and how tests draw forms."""

import re
from collections import Counter

from django import forms
from django.template import engines
from django.test import RequestFactory

from cms.forms import (
    AntiSpamMixin,
    CheckboxCards,
    EmailField,
    EuroField,
    IdempotencyMixin,
    LongTextField,
    NameField,
    PostcodeField,
    RadioCards,
    ResidentForm,
    Submit,
    TextField,
)

NEIGHBOURS = [("ja", "Ja, met meerdere buren"), ("nee", "Nog niet")]


class PlanForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """One field of every kind, and all protection."""

    titel = TextField(label="Hoe heet je plan?", help_text="Zeg in één zin wat je wilt.", max_length=20)
    wat = LongTextField(label="Wat wil je gaan doen?", max_length=1500)
    bedrag = EuroField(label="Hoeveel geld is er nodig?", help_text="Een schatting is genoeg.")
    buren = forms.ChoiceField(
        label="Weten je buren het?", choices=NEIGHBOURS, widget=RadioCards(hints={"nee": "Geen probleem."})
    )
    hulp = forms.MultipleChoiceField(
        label="Wat kun je zelf?", choices=[("a", "Planten"), ("b", "Klussen")], required=False, widget=CheckboxCards
    )
    wijk = forms.ChoiceField(label="In welke wijk?", choices=[("", "Kies"), ("oost", "Oost")])
    postcode = PostcodeField(label="Postcode")
    naam = NameField(label="Je naam")
    mail = EmailField(label="Je e-mailadres", required=False)
    foto = forms.FileField(label="Foto", required=False)
    akkoord = forms.BooleanField(label="Ik houd me aan de huisregels", help_text="Ze staan hieronder.")

    required_messages = {"titel": "Geef je plan een naam.", "buren": "Kies of je buren het weten."}
    buttons = (Submit("verder", "Verder", icon="pijl"), Submit("bewaar", "Bewaar", kind="subtle"))


def draw(form: forms.BaseForm | forms.BaseFormSet, source: str = "{% crispy form %}", **context: object) -> str:
    """Draw a form as a page does."""
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + source)
    return template.render({"form": form, **context}, RequestFactory().get("/"))


def places(html: str, *parts: str) -> list[int]:
    """Where parts stand in the page; fails where one is missing."""
    return [html.index(part) for part in parts]


def doubles(html: str) -> list[str]:
    """Ids that occur more than once."""
    return [name for name, times in Counter(re.findall(r'\sid="([^"]*)"', html)).items() if times > 1]


def links(html: str) -> list[str]:
    """Where the links in the error summary lead."""
    return re.findall(r'<li><a href="#([^"]*)"', html)
