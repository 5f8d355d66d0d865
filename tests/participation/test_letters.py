"""Letters: what must stand in each, that they are kept as they were sent, and how they go out."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from django.db import DatabaseError, transaction
from django.test import Client

from cms.models import OutgoingMail, Role, User
from participation import letters
from participation.codes import Outcome, Reason, State
from participation.letters import LetterKind
from participation.models import Decision, Event, Letter, LetterTemplate, PostedLetter, Submission
from participation.services.erasure import erase_initiator
from participation.services.errors import Refused
from participation.services.extend import extend
from participation.services.letter_desk import save_template
from participation.services.own_page import my_plan_token
from tests import needs
from tests.conftest import NOW
from tests.factories.cms import UserFactory, staff
from tests.factories.participation import (
    INITIATOR,
    House,
    called,
    confirmed,
    granted,
    in_review,
    make_house,
    move,
    propose,
    sign,
    to_decide,
)
from tests.readability.sentences import sentences

WHY = "De buren doen zelf mee. Er is geen ander geld voor."


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


# Templates


@pytest.mark.parametrize("kind", LetterKind.values)
def test_the_texts_that_come_along_pass_their_own_check(kind: str) -> None:
    assert letters.problems(kind, letters.DEFAULTS[kind]) == []


def test_a_template_says_what_is_wrong_with_it() -> None:
    assert letters.problems(LetterKind.GRANT, "U krijgt {bedrag}. {bsn} {toelichting} {") == [
        "{bsn} kennen we niet in deze brief. Haal het weg.",
        "Er staat een losse accolade in de tekst. Haal die weg.",
    ]
    assert letters.problems(LetterKind.REJECT, "Nee. {bedrag}") == [
        "{bedrag} kennen we niet in deze brief. Haal het weg.",
        "Zet {toelichting} in de tekst. Deze brief kan niet zonder.",
    ]


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert letters.filled("{titel}: {toelichting}", {"titel": "{toelichting}", "toelichting": "{titel}"}) == [
        "{toelichting}: {titel}"
    ]


def test_a_new_text_is_a_new_version_and_the_same_text_none(house: House) -> None:
    template = LetterTemplate.objects.create(kind="reject")
    for text in ("Nee. {toelichting}", "Nee. {toelichting}", "Helaas. {toelichting}"):
        save_template(template=template, text=text, by=None, now=NOW)
    with pytest.raises(Refused):
        save_template(template=template, text="Zonder reden.", by=None, now=NOW)
    assert [version.text for version in template.versions.all()] == ["Helaas. {toelichting}", "Nee. {toelichting}"]


# One of each kind, with what must stand in it

OBJECTION = ("Niet eens met dit besluit?", "binnen zes weken na de datum van deze brief", "uw naam en adres")
ALWAYS = ("Namens het college van burgemeester en wethouders", "Geachte heer of mevrouw,", "20 november 2026")


def letter_of(house: House, kind: str) -> Letter:
    """A letter of this kind, made by the act that sends it."""
    given = {"letter_text": WHY}
    if kind in ("grant", "grant_part", "reject"):
        case = to_decide(house, asked_cents=480_000)
        changes = {
            "grant": {},
            "grant_part": {"outcome": Outcome.GRANT_PART, "amount_cents": 250_000},
            "reject": {"outcome": Outcome.REJECT, "amount_cents": 0, "reason": Reason.BUDGET},
        }
        sign(propose(case, house.wijkregisseur, **given, **changes[kind]), house.wijkwethouder, Role.WIJKWETHOUDER)
    elif kind == "grant_free":
        case = to_decide(house, asked_cents=0)
        propose(case, house.wijkregisseur, **given)
    else:
        case = confirmed(in_review(house))
        if kind == "extension":
            until = date(2027, 2, 12)
            given = {"by": house.wijkregisseur, "expected_version": case.version, "text": WHY}
            extend(submission=case, until=until, now=NOW, **given)
        else:
            words = {"reason": Reason.INCOMPLETE, "text": "Wat kost het?", "until": date(2026, 12, 4)}
            move(case, State.WAITING_INITIATOR, house.wijkregisseur, **words)
            called(case, house.wijkregisseur)
            later = datetime(2026, 12, 7, 9, tzinfo=UTC)
            words = {"reason": Reason.NO_ANSWER, "text": WHY}
            move(case, State.SET_ASIDE, house.wijkregisseur, now=later, **words)
    return Letter.objects.get()


# (kind, what stands in it, what does not)
CHECKLIST = [
    ("grant", ("U krijgt € 4.800 uit", "Buurten 3.0, tabel 2", "wijkwethouder", *OBJECTION), ("{",)),
    ("grant_free", ("Er is geen geld voor nodig", "Buurten 3.0, tabel 2", "wijkregisseur"), ("bezwaar", "{")),
    ("grant_part", ("U krijgt € 2.500 uit", "U vroeg € 4.800", "Buurten 3.0, tabel 2", *OBJECTION), ("{",)),
    ("reject", ("geen geld uit het wijkbudget", "Buurten 3.0, tabel 2", *OBJECTION), ("{",)),
    ("set_aside", ("We stoppen met uw aanvraag", "altijd opnieuw insturen", *OBJECTION), ("{",)),
    ("extension", ("uiterlijk op 12 februari 2027",), ("bezwaar", "{")),
]


@pytest.mark.parametrize(("kind", "needed", "never"), CHECKLIST, ids=[row[0] for row in CHECKLIST])
def test_what_stands_in_a_letter(house: House, kind: str, needed: tuple[str, ...], never: tuple[str, ...]) -> None:
    letter = letter_of(house, kind)
    text = re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", letter.html.partition("<main>")[2])).replace("\u00a0", " ")
    day = "7 december 2026" if kind == "set_aside" else "20 november 2026"
    for words in (*ALWAYS[:2], day, WHY, *needed, letter.submission.reference, house.wijkregisseur.email):
        assert words in text, words
    for words in (*never, "Fatima", INITIATOR):
        assert words not in text, words
    assert letter.kind == kind
    assert letter.sha256 == hashlib.sha256(letter.html.encode()).hexdigest()
    assert not re.search(r"<(?:link|img|script)|src=|https?://", letter.html)


def test_markup_in_a_title_or_a_text_is_text_in_the_letter_and_on_the_pages_that_show_it(
    client: Client, house: House
) -> None:
    evil = "</main></style><script>alert(1)</script><img src=x onerror=alert(2)>"
    case = to_decide(house, title=f"Bank {evil}")
    decision = propose(case, house.wijkregisseur, letter_text=f"Veel buren staan erachter. {evil}")
    sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER)
    letter = case.letters.get()
    page = f"/mijn-plan/{my_plan_token(applicant=case.applicants.get(), now=NOW)}/brieven/{letter.pk}/"
    with time_machine.travel(NOW, tick=False):
        own = client.get(page).text
        client.force_login(house.wijkregisseur)
        inbox = client.get(f"/beheer/te-behandelen/{case.pk}/brieven/{letter.pk}/").text
    for text in (letter.html, own, inbox):
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text and "<img src=x" not in text
    assert letter.html.count("</main>") == letter.html.count("</style>") == 1


@pytest.mark.once
@pytest.mark.parametrize("kind", LetterKind.values)
def test_a_letter_reads_at_b1(house: House, kind: str) -> None:
    body = letter_of(house, kind).html.partition("<p>Geachte")[2].replace("<br>", " ")
    found = [one.split() for one in sentences(f"<p>Geachte{body}")]
    assert max(map(len, found)) <= 20, max(found, key=len)
    assert sum(map(len, found)) / len(found) <= 12


# Kept as it was sent


def test_a_letter_can_not_be_changed_or_removed(house: House) -> None:
    granted(house)
    letter = Letter.objects.get()
    for act in (lambda: Letter.objects.update(html="Anders"), lambda: letter.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_new_template_changes_no_letter_that_was_sent(house: House) -> None:
    template = LetterTemplate.objects.create(kind="grant")
    first = save_template(template=template, text="Ja: {bedrag}. {toelichting}", by=None, now=NOW)
    granted(house)
    save_template(template=template, text="Anders: {bedrag}. {toelichting}", by=None, now=NOW)
    letter = Letter.objects.get()
    assert "Ja: €" in letter.html
    assert letter.version == first


def test_forgetting_a_person_leaves_the_letter_as_it_was(house: House) -> None:
    granted(house)
    before = Letter.objects.get().html
    erase_initiator(INITIATOR, NOW)
    assert Letter.objects.get().html == before


@pytest.mark.parametrize("words", ["Beste fatima el idrissi, ja.", f"Mail naar {INITIATOR}."])
def test_a_letter_that_names_the_initiator_is_refused(house: House, words: str) -> None:
    case = to_decide(house, asked_cents=150_000)
    with pytest.raises(Refused) as refused:
        propose(case, house.wijkregisseur, letter_text=words)
    assert refused.value.reasons == [
        "Laat naam en contactgegevens van de indiener uit de brief. Die staan op het adresblad."
    ]
    assert not Letter.objects.exists()


def test_a_proposal_that_waits_or_is_refused_makes_no_letter(house: House) -> None:
    decision = propose(to_decide(house), house.wijkregisseur)
    assert not Letter.objects.exists()
    sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER, is_agreed=False, note="Nee.")
    assert not Letter.objects.exists()
    assert not Event.objects.filter(action=Event.Action.LETTER_MADE).exists()


# The way it goes out


def by_post(house: House) -> Letter:
    """A letter for somebody without e-mail."""
    case = to_decide(house, asked_cents=150_000)
    case.applicants.update(email="", email_hash="", address="Taludweg 12, 1214 AA Hilversum")
    propose(case, house.wijkregisseur)
    return Letter.objects.get()


def test_with_an_address_it_is_mailed_and_without_it_waits_for_the_post(client: Client, house: House) -> None:
    letter = by_post(house)
    assert letter.channel == "post"
    client.force_login(house.wijkregisseur)
    base = "/beheer/te-behandelen/brieven/"
    with time_machine.travel(NOW, tick=False):
        assert letter.submission.reference in client.get(base).text
        sheet = client.post(f"{base}{letter.pk}/printen/")
        assert "Taludweg 12, 1214 AA Hilversum" in sheet.text
        assert "no-store" in sheet["Cache-Control"]
        assert Event.objects.filter(action=Event.Action.CONTACT_READ).count() == 1
        for _turn in range(2):
            assert client.post(f"{base}{letter.pk}/verstuurd/").status_code == 302
        assert letter.submission.reference not in client.get(base).text
    assert PostedLetter.objects.get().posted_by == house.wijkregisseur
    assert Event.objects.filter(action=Event.Action.LETTER_POSTED).count() == 1


def test_only_who_may_know_the_address_prints_and_posts(client: Client, house: House) -> None:
    letter = by_post(house)
    other = make_house("oost").wijkregisseur
    people: list[tuple[User, int, int]] = [
        (house.wijkwethouder, 200, 403),
        (house.griffie, 200, 403),
        (staff(Role.BALIE), 200, 200),
        (other, 200, 404),
        (UserFactory(is_superuser=True), 200, 200),
    ]
    for person, queue, printed in people:
        client.force_login(person)
        shown = client.get("/beheer/te-behandelen/brieven/")
        assert shown.status_code == queue
        assert (letter.submission.reference in shown.text) is (printed == 200)
        assert client.post(f"/beheer/te-behandelen/brieven/{letter.pk}/printen/").status_code == printed


def test_the_initiator_reads_and_keeps_the_letter(client: Client, house: House) -> None:
    case = granted(house).submission
    letter = Letter.objects.get()
    other = granted(house, email="ander@example.org").submission
    page = f"/mijn-plan/{my_plan_token(applicant=case.applicants.get(), now=NOW)}/"
    with time_machine.travel(NOW, tick=False):
        assert f"{page}brieven/{letter.pk}/" in client.get(page).text
        shown = client.get(f"{page}brieven/{letter.pk}/")
        assert "U krijgt €" in shown.text
        assert shown.text.count("<h1>") == 1
        kept = client.get(f"{page}brieven/{letter.pk}/brief.html")
        assert hashlib.sha256(kept.content).hexdigest() == letter.sha256
        assert kept["Content-Disposition"].startswith("attachment")
        for path in (f"{other.letters.get().pk}/", f"{other.letters.get().pk}/brief.html", f"{letter.pk}/brief.exe"):
            away = client.get(f"{page}brieven/{path}")
            assert (away.status_code, away["Location"]) == (302, page)
    assert OutgoingMail.objects.filter(template="plan_decided").count() == 2


def test_the_same_letter_is_a_pdf_where_the_machine_can_make_one(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs.pango()
    case = granted(house).submission
    page = f"/mijn-plan/{my_plan_token(applicant=case.applicants.get(), now=NOW)}/brieven/{case.letters.get().pk}/"
    with time_machine.travel(NOW, tick=False):
        pdf = client.get(f"{page}brief.pdf")
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF")
        monkeypatch.setattr("participation.letter_files.can_make_pdf", lambda: False)
        monkeypatch.setattr("participation.views.my_letters.can_make_pdf", lambda: False)
        assert client.get(f"{page}brief.pdf").status_code == 302
        assert "brief.pdf" not in client.get(page).text


# Reading it first


def test_the_letter_and_the_public_text_are_read_before_anything_is_sent(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=480_000)
    client.force_login(house.wijkregisseur)
    screen = f"/beheer/te-behandelen/{case.pk}/"
    given = {"version": case.version, "outcome": "grant", "amount_cents": "4800", "letter_text": WHY}
    given |= {"public_text": "Het plan gaat door.", "stap": "voorbeeld"}
    with time_machine.travel(NOW, tick=False):
        response = client.post(f"{screen}voorstel/", given)
        named = client.post(f"{screen}voorstel/", given | {"letter_text": "Dag Fatima El Idrissi."})
    assert response.status_code == 200
    shown = response.text.partition('id="kop-voorbeeld"')[2]
    for words in ("U krijgt €\u00a04.800 uit het wijkbudget.", WHY, "Buurten 3.0, tabel 2", "Het plan gaat door."):
        assert words in shown
    assert f"{WHY}</textarea>" in response.text
    assert named.status_code == 422
    assert (Decision.objects.count(), Letter.objects.count()) == (0, 0)
    case.refresh_from_db()
    assert case.version == given["version"]


def test_who_signs_reads_the_letter_as_it_will_be(client: Client, house: House) -> None:
    decision = propose(to_decide(house), house.wijkregisseur, letter_text=WHY)
    client.force_login(house.wijkwethouder)
    with time_machine.travel(NOW, tick=False):
        text = client.get(f"/beheer/te-behandelen/{decision.submission_id}/").text
    assert "U krijgt €\u00a04.800 uit het wijkbudget." in text


def test_the_notice_and_the_setting_aside_are_read_first(client: Client, house: House) -> None:
    case = confirmed(in_review(house))
    client.force_login(house.wijkregisseur)
    screen = f"/beheer/te-behandelen/{case.pk}/"
    with time_machine.travel(NOW, tick=False):
        given = {"version": case.version, "stap": "voorbeeld", "text": WHY}
        assert (
            "uiterlijk op 15 februari 2027" in client.post(f"{screen}verlengen/", given | {"until": "2027-02-13"}).text
        )
    words = {"reason": Reason.INCOMPLETE, "text": "Wat kost het?", "until": date(2026, 12, 4)}
    move(case, State.WAITING_INITIATOR, house.wijkregisseur, **words)
    called(case, house.wijkregisseur)
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        client.force_login(house.wijkregisseur)
        given |= {"version": Submission.objects.get().version, "reason": "geen_reactie"}
        assert "We stoppen met uw aanvraag" in client.post(f"{screen}status/set_aside/", given).text
    assert not Letter.objects.exists()
