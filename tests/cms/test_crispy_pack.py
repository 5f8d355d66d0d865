"""The crispy pack `wijkplein`: how each kind of field is drawn."""

import re

import pytest
from pytest_django.asserts import assertInHTML

from django import forms

from cms.forms import LongTextField, RadioCards, ResidentForm, TextField
from tests.cms.example_form import PlanForm, doubles, draw, places

HOSTILE = "<script>alert(1)</script>\"'"


def test_a_text_field_has_its_label_and_hint_above_it() -> None:
    html = draw(PlanForm())

    assertInHTML('<label class="wp-label" for="id_titel">Hoe heet je plan?</label>', html)
    assertInHTML('<span class="wp-hint" id="id_titel_helptext">Zeg in één zin wat je wilt.</span>', html)
    assertInHTML(
        '<input type="text" name="titel" class="wp-input" aria-describedby="id_titel_helptext" '
        'aria-required="true" id="id_titel">',
        html,
    )


def test_an_error_stands_between_hint_and_control() -> None:
    html = draw(PlanForm({"titel": ""}))

    order = places(html, 'for="id_titel"', 'id="id_titel_helptext"', 'id="id_titel_error"', 'name="titel"')
    assert order == sorted(order)
    assert '<div id="div_id_titel" class="wp-field is-invalid">' in html
    assertInHTML('<span><span class="wp-sr">Fout: </span>Geef je plan een naam.</span>', html)
    assert 'aria-invalid="true" aria-describedby="id_titel_helptext id_titel_error"' in html


def test_a_text_area_counts_along_and_cuts_nothing_off() -> None:
    html = draw(PlanForm())

    assertInHTML(
        '<textarea name="wat" cols="40" rows="5" data-max="1500" class="wp-textarea" '
        'aria-describedby="id_wat_teller" aria-required="true" data-teller="id_wat_teller" id="id_wat"></textarea>',
        html,
    )
    assertInHTML(
        '<p class="wp-hint" id="id_wat_teller" aria-live="polite" data-over="Nog {rest} van {max} tekens over." '
        'data-te-lang="Haal {rest} tekens weg. Je mag er {max} gebruiken.">Hoogstens 1500 tekens.</p>',
        html,
    )
    assert "maxlength" not in html


def test_money_has_the_euro_sign_before_it() -> None:
    assertInHTML(
        '<div class="wp-money"><span aria-hidden="true">€</span><input type="text" name="bedrag" inputmode="decimal" '
        'autocomplete="off" class="wp-input" aria-describedby="id_bedrag_helptext" aria-required="true" '
        'id="id_bedrag"></div>',
        draw(PlanForm()),
    )


def test_radio_buttons_stand_in_a_named_group_each_with_its_explanation() -> None:
    html = draw(PlanForm({"buren": "x"}))

    assert (
        '<fieldset class="wp-field" role="radiogroup" aria-required="true" aria-invalid="true" '
        'aria-describedby="id_buren_error">' in html
    )
    assertInHTML('<legend class="wp-label">Weten je buren het?</legend>', html)
    assertInHTML(
        '<label class="wp-choice" for="id_buren_1"><input type="radio" name="buren" value="nee" id="id_buren_1" '
        'aria-invalid="true"><span>Nog niet</span><small>Geen probleem.</small></label>',
        html,
    )


def test_check_boxes_stand_in_a_named_group() -> None:
    html = draw(PlanForm({"hulp": ["b"]}))

    assertInHTML(
        '<legend class="wp-label">Wat kun je zelf? <span class="wp-optional">(niet verplicht)</span></legend>', html
    )
    assertInHTML(
        '<label class="wp-choice" for="id_hulp_1"><input type="checkbox" name="hulp" value="b" id="id_hulp_1" '
        "checked><span>Klussen</span></label>",
        html,
    )


def test_a_single_check_box_is_its_own_label() -> None:
    assertInHTML(
        '<label class="wp-choice" for="id_akkoord"><input type="checkbox" name="akkoord" '
        'aria-describedby="id_akkoord_helptext" aria-required="true" id="id_akkoord">'
        '<span>Ik houd me aan de huisregels</span><small id="id_akkoord_helptext">Ze staan hieronder.</small></label>',
        draw(PlanForm()),
    )


@pytest.mark.parametrize(
    "control",
    [
        '<select name="wijk" class="wp-select" aria-required="true" id="id_wijk">'
        '<option value="" selected>Kies</option><option value="oost">Oost</option></select>',
        '<input type="text" name="postcode" autocomplete="postal-code" spellcheck="false" '
        'class="wp-input wp-input--s" aria-required="true" id="id_postcode">',
        '<input type="text" name="naam" autocomplete="name" spellcheck="false" class="wp-input wp-input--m" '
        'aria-required="true" id="id_naam">',
        '<input type="email" name="mail" autocomplete="email" spellcheck="false" class="wp-input wp-input--m" '
        'id="id_mail">',
        '<input type="file" name="foto" class="wp-input" id="id_foto">',
    ],
)
def test_other_controls_have_the_class_of_their_kind(control: str) -> None:
    assertInHTML(control, draw(PlanForm()))


def test_what_may_be_skipped_is_marked_and_the_form_says_so() -> None:
    html = draw(PlanForm())

    assertInHTML(
        '<label class="wp-label" for="id_mail">Je e-mailadres '
        '<span class="wp-optional">(niet verplicht)</span></label>',
        html,
    )
    assert html.count("(niet verplicht)") == 3
    assert "Vul alles in. Iets overslaan mag alleen als er ‘niet verplicht’ bij staat." in html


def test_the_browser_never_stops_a_form() -> None:
    html = draw(PlanForm())

    assert '<form class="wp-form" method="post" enctype="multipart/form-data" novalidate>' in html
    assert not re.search(r"\srequired[\s>=]", html)
    assertInHTML("csrfmiddlewaretoken", html, count=0)
    assert html.count('name="csrfmiddlewaretoken"') == 1


@pytest.mark.parametrize("data", [None, {}, {"titel": "x" * 30, "hulp": ["a"]}])
def test_no_id_occurs_twice(data: dict[str, object] | None) -> None:
    assert doubles(draw(PlanForm(data))) == []


def test_everything_that_describes_a_control_is_there() -> None:
    html = draw(PlanForm({}))

    described = {name for value in re.findall(r'aria-describedby="([^"]*)"', html) for name in value.split()}
    assert described
    assert all(f'id="{name}"' in html for name in described)


def test_what_people_wrote_is_escaped() -> None:
    class HostileForm(ResidentForm):
        titel = TextField(label=HOSTILE, help_text=HOSTILE, max_length=3)
        wat = LongTextField(label="Wat?")
        keuze = forms.ChoiceField(choices=[("a", HOSTILE)], widget=RadioCards(hints={"a": HOSTILE}))
        lijst = forms.ChoiceField(choices=[(HOSTILE, HOSTILE)])
        vink = forms.BooleanField(label=HOSTILE, help_text=HOSTILE)

    form = HostileForm({"titel": HOSTILE, "wat": "</textarea>" + HOSTILE, "keuze": HOSTILE, "lijst": HOSTILE})
    form.add_error("titel", HOSTILE)
    form.add_error(None, HOSTILE)

    html = draw(form)

    assert "<script" not in html
    assert html.count("</textarea>") == 1
    assert html.count("&lt;script&gt;") >= 9
