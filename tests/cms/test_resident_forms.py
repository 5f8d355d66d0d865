"""Fields that take what people type, and the quiet protection of forms."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from django import forms
from django.core.exceptions import ValidationError

from cms.forms import (
    AntiSpamMixin,
    EmailField,
    EuroField,
    IdempotencyMixin,
    LongTextField,
    PostcodeField,
    ResidentForm,
    TextField,
)
from cms.forms.protection import opened_at_token

NOW = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)


class IdeaForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """A form with all protection."""

    wat = TextField(label="Wat wil je doen?")


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("1211 AB", "1211AB"),
        ("1211ab", "1211AB"),
        (" 1211\u00a0a b ", "1211AB"),
        ("1211\u200bAB", "1211AB"),
    ],
)
def test_a_postcode_is_taken_as_people_type_it(typed: str, cleaned: str) -> None:
    assert PostcodeField().clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul je postcode in, bijvoorbeeld 1211 AB."),
        ("Oost", "Vul je postcode in, bijvoorbeeld 1211 AB."),
        ("0211 AB", "Vul je postcode in, bijvoorbeeld 1211 AB."),
        ("1213", "Vul ook de twee letters van je postcode in, bijvoorbeeld 1211 AB."),
    ],
)
def test_a_wrong_postcode_says_how_to_mend_it(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        PostcodeField().clean(typed)
    assert error.value.messages == [sentence]


def test_a_postcode_may_do_without_letters_where_the_form_says_so() -> None:
    assert PostcodeField(letters_required=False).clean("1213") == "1213"
    assert PostcodeField(required=False).clean("  ") == ""


def test_a_stored_postcode_is_shown_as_people_write_it() -> None:
    field = PostcodeField()

    assert field.prepare_value("1213LA") == "1213 LA"
    assert field.prepare_value("121") == "121"


@pytest.mark.parametrize(("typed", "cents"), [("1500", 150_000), ("1.500,00", 150_000), ("€ 12,50", 1_250), ("0", 0)])
def test_money_is_taken_as_people_type_it(typed: str, cents: int) -> None:
    assert EuroField().clean(typed) == cents


def test_money_that_is_no_amount_keeps_what_was_typed() -> None:
    class MoneyForm(ResidentForm):
        bedrag = EuroField(label="Bedrag")

    form = MoneyForm({"bedrag": "veel"})

    assert not form.is_valid()
    assert form["bedrag"].value() == "veel"
    assert "cijfers" in form.errors["bedrag"][0]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (EuroField(), "", "Vul een bedrag in, bijvoorbeeld 1500."),
        (EuroField(min_cents=1_000), "9,99", "Vul een bedrag in van minstens €\xa010."),
        (EuroField(max_cents=7_500_000), "75.000,01", "Vul een bedrag in van hoogstens €\xa075.000."),
    ],
)
def test_money_has_limits(field: EuroField, typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    assert error.value.messages == [sentence]


def test_money_at_its_limits_is_fine() -> None:
    field = EuroField(min_cents=1_000, max_cents=7_500_000)

    assert [field.clean("10"), field.clean("75000")] == [1_000, 7_500_000]


@pytest.mark.parametrize(("cents", "shown"), [(150_000, "1500"), (150_050, "1500,50"), (5, "0,05"), ("veel", "veel")])
def test_stored_money_is_shown_as_people_type_it(cents: object, shown: str) -> None:
    assert EuroField().prepare_value(cents) == shown


def test_money_that_was_left_open_is_none() -> None:
    assert EuroField(required=False).clean("  ") is None


def test_the_same_money_written_otherwise_is_no_change() -> None:
    assert not EuroField().has_changed(150_000, "1.500,00")
    assert EuroField().has_changed(150_000, "1501")
    assert EuroField().has_changed(150_000, "veel")


def test_text_loses_what_nobody_sees() -> None:
    assert TextField().clean("  Een\u200b  bank\tbij\u202e de\u00ad vijver\u0000 ") == "Een bank bij de vijver"


def test_text_keeps_all_letters_and_joins_their_accents() -> None:
    assert TextField().clean("Zoe\u0308 d’Ancona-Şahin 李 👩‍👩‍👧") == "Zoë d’Ancona-Şahin 李 👩‍👩‍👧"


def test_a_line_end_counts_once() -> None:
    field = LongTextField(max_length=5)

    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(ValidationError):
        field.clean("ab\r\ncde")


def test_an_e_mail_address_may_have_been_pasted_with_spaces() -> None:
    assert EmailField().clean(" fatima@example.org\u200b\n") == "fatima@example.org"


def test_a_wrong_e_mail_address_gets_an_example() -> None:
    with pytest.raises(ValidationError) as error:
        EmailField().clean("fatima")
    assert error.value.messages == ["Vul een e-mailadres in, bijvoorbeeld naam@example.org."]


def test_an_e_mail_address_has_at_most_254_characters() -> None:
    EmailField().clean("a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".nl")
    with pytest.raises(ValidationError):
        EmailField().clean("a" * 64 + "@" + ".".join(["b" * 62] * 3) + ".nl")


def test_a_field_that_was_left_empty_never_says_just_that_it_is_required() -> None:
    class AnyForm(ResidentForm):
        naam = forms.CharField(label="Je naam")
        leeftijd = forms.IntegerField(label="Je leeftijd")

    form = AnyForm({})

    assert form.errors["naam"] == ["Vul dit nog in: Je naam"]
    assert form.errors["leeftijd"] == ["Vul dit nog in: Je leeftijd"]


def test_an_answer_from_outside_the_list_is_asked_again() -> None:
    class AnyForm(ResidentForm):
        wijk = forms.ChoiceField(choices=[("oost", "Oost")])

    assert AnyForm({"wijk": "x"}).errors["wijk"] == ["Kies een van de antwoorden die er staan."]


# Protection


def filled(
    *, opened_at: datetime = NOW - timedelta(seconds=40), change: Callable[[dict[str, str]], None] | None = None
) -> IdeaForm:
    """A form as somebody sent it at NOW."""
    data = {"wat": "Een bank", "bijschrift": "", "geopend": opened_at_token(opened_at), "sleutel": str(uuid.uuid4())}
    if change:
        change(data)
    form = IdeaForm(data)
    assert form.is_valid()
    return form


@time_machine.travel(NOW, tick=False)
def test_a_resident_is_not_suspicious() -> None:
    assert not filled().is_suspicious


@pytest.mark.parametrize(
    ("open_for", "is_suspicious"),
    [
        (timedelta(seconds=2, milliseconds=999), True),
        (timedelta(seconds=3), False),
        (timedelta(days=7), False),
        (timedelta(days=7, seconds=1), True),
        (timedelta(seconds=-5), True),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_who_is_too_fast_or_far_too_slow_is_suspicious(open_for: timedelta, is_suspicious: bool) -> None:
    assert filled(opened_at=NOW - open_for).is_suspicious is is_suspicious


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(bijschrift="https://example.org"),
        lambda data: data.update(geopend="1795000000000:vals"),
        lambda data: data.update(geopend=""),
        lambda data: data.pop("geopend"),
    ],
    ids=["trap", "forged", "empty", "missing"],
)
@time_machine.travel(NOW, tick=False)
def test_a_robot_is_accepted_and_known(change: Callable[[dict[str, str]], None]) -> None:
    assert filled(change=change).is_suspicious


@time_machine.travel(NOW, tick=False)
def test_a_new_form_carries_the_moment_and_a_key() -> None:
    form = IdeaForm()

    assert form["geopend"].value() == opened_at_token(NOW)
    assert form["sleutel"].value() != IdeaForm()["sleutel"].value()
    assert [field.name for field in form.visible_fields()] == ["wat"]
    assert 'tabindex="-1" autocomplete="off"' in str(form["bijschrift"])


def test_moment_and_key_survive_an_error() -> None:
    key, moment = str(uuid.uuid4()), opened_at_token(NOW)

    form = IdeaForm({"wat": "", "geopend": moment, "sleutel": key})

    assert not form.is_valid()
    assert str(form["sleutel"].value()) == key
    assert form["geopend"].value() == moment


def test_a_broken_key_becomes_a_new_one_and_is_no_error() -> None:
    form = IdeaForm({"wat": "Een bank", "sleutel": "x"})

    assert form.is_valid()
    assert isinstance(form.idempotency_key, uuid.UUID)
    assert uuid.UUID(str(form["sleutel"].value()))


def test_the_key_of_a_form_sent_twice_is_the_same() -> None:
    data = {"wat": "Een bank", "sleutel": "346f7b3e-cb7e-4162-b12a-a19691314b2b"}

    first, second = IdeaForm(data), IdeaForm(data)

    assert first.is_valid()
    assert second.is_valid()
    assert first.idempotency_key == second.idempotency_key == uuid.UUID("346f7b3e-cb7e-4162-b12a-a19691314b2b")
