"""The screens of polls: who may open them, texts to look at, paper, codes and letters, files."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import AuditEvent, Role, User, Wijk
from pages.services import give_editors_rights
from polls.admin import files
from polls.codes import Channel, Identity, Review
from polls.models import AddressCode, Answer, Ballot, Poll, PollPage, Voter
from polls.questions import Mark
from polls.reading import asks_of
from polls.results import results_of
from polls.services import codes, settling
from polls.services.casting import cast
from tests import needs
from tests.factories.blocks import make_picture
from tests.factories.cms import UserFactory, staff
from tests.factories.pages import Tree
from tests.factories.polls import every_question, first_ask, make_poll, pick

NOW = datetime.now(UTC)
VOTE = "/wijken/zuid/peilingen/plein/stemmen/"


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(UserFactory(email="beheer@example.org", is_superuser=True, is_staff=True))


def address(name: str, poll: Poll, *more: str) -> str:
    return reverse(f"polls_admin:{name}", args=[poll.pk, *more])


def with_text(poll: Poll, text: str) -> None:
    cast(poll=poll, voter_hash=f"{Voter.objects.count():064d}", answers={first_ask(poll).pk: (Mark(text=text),)})


# Who


def test_a_wijkregisseur_and_an_editor_work_with_polls_of_their_own_wijk_alone(tree: Tree) -> None:
    zuid, oost = make_poll(tree.wijk_pages["zuid"]), make_poll(tree.wijk_pages["oost"], slug="ander")
    regisseur = staff(Role.WIJKREGISSEUR, Wijk.objects.get(slug="zuid"))
    editor = UserFactory(email="redactie.zuid@example.org")
    group: Group = give_editors_rights(tree.wijk_pages["zuid"])
    editor.groups.add(group)
    for person in (regisseur, editor):
        browser = signed_in(person)
        assert browser.get(address("poll", zuid)).status_code == 200
        assert browser.get(address("poll", oost)).status_code == 404
        for name, *more in (("paper",), ("export", "csv"), ("codes",), ("letters", "csv")):
            assert browser.get(address(name, oost, *more)).status_code == 404
        for name in ("text", "duplicate", "paper", "codes"):
            assert browser.post(address(name, oost), {}).status_code == 404
        listed = browser.get(reverse("polls_admin:list")).content.decode()
        assert address("poll", zuid) in listed
        assert address("poll", oost) not in listed


def test_a_role_that_ended_and_another_role_open_nothing(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    zuid = Wijk.objects.get(slug="zuid")
    ended = staff(Role.WIJKREGISSEUR, zuid, valid_until=timezone.localdate() - timedelta(days=1))
    for person in (ended, staff(Role.WIJKWETHOUDER, zuid), staff(Role.AUDITOR)):
        assert signed_in(person).get(address("poll", poll)).status_code in (302, 404)


# Texts


def test_a_text_is_on_the_site_only_after_somebody_looked_at_it(tree: Tree, admin: Client, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("short_text", {"text": "Waar?"}))
    with_text(poll, "Bij Jan op nummer 12.")
    page = "/wijken/zuid/peilingen/plein/"
    assert "nummer 12" not in client.get(page).content.decode()
    screen = admin.get(address("poll", poll)).content.decode()
    assert "Bij Jan op nummer 12." in screen
    assert "Peilingen (1)" in admin.get(reverse("wagtailadmin_home")).content.decode()
    answer = Answer.objects.get()
    admin.post(address("text", poll), {"answer": answer.pk, "verdict": "shown", "public_text": "Bij de bakker."})
    shown = client.get(page).content.decode()
    assert "Bij de bakker." in shown
    assert "nummer 12" not in shown
    assert AuditEvent.objects.filter(action="poll.text").count() == 1
    admin.post(address("text", poll), {"answer": answer.pk, "verdict": "hidden"})
    assert "Bij de bakker." not in client.get(page).content.decode()


def test_confidential_texts_are_never_up_for_the_site(tree: Tree, admin: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("short_text", {"text": "Waarom?", "is_confidential": True}))
    with_text(poll, "Omdat ik ziek ben.")
    answer = Answer.objects.get()
    assert answer.review == Review.NONE
    assert "ziek" not in admin.get(address("poll", poll)).content.decode()
    post = {"answer": answer.pk, "verdict": "shown", "public_text": "x"}
    assert admin.post(address("text", poll), post).status_code == 404
    for kind in ("csv", "json", "xlsx", "codeboek"):
        assert b"ziek" not in admin.get(address("export", poll, kind)).content


def test_a_text_of_another_poll_is_not_there(tree: Tree, admin: Client) -> None:
    mine = make_poll(tree.wijk_pages["zuid"], ("short_text", {"text": "Waar?"}))
    other = make_poll(tree.wijk_pages["oost"], ("short_text", {"text": "Waar?"}))
    with_text(other, "Hier.")
    post = {"answer": Answer.objects.get().pk, "verdict": "shown"}
    assert admin.post(address("text", mine), post).status_code == 404
    assert Answer.objects.get().review == Review.WAITING


# Paper


def test_paper_counts_apart_and_together_and_a_form_counts_once(tree: Tree, admin: Client, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    ask = first_ask(poll)
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll, 0))
    form = {"number": "12", f"v{ask.pk}": str(ask.options[0].pk), "postcode": "1221AB"}
    assert admin.post(address("paper", poll), form).status_code == 302
    again = admin.post(address("paper", poll), form)
    assert again.status_code == 422
    assert "al ingevoerd" in again.content.decode()
    assert admin.post(address("paper", poll), form | {"number": " 1 3 "}).status_code == 302
    assert Ballot.objects.filter(channel=Channel.PAPER, wijk__slug="oost").count() == 2
    results = results_of(poll)
    assert (results.people, results.online, results.paper) == (3, 1, 2)
    assert [paper for _line, paper, _mean, _old in results.questions[0].rows] == [2, 0, 0]
    assert "Via de site: 1. Op papier: 2." in client.get("/wijken/zuid/peilingen/plein/").content.decode()
    Poll.objects.update(opens_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(days=1))
    assert admin.post(address("paper", poll), form | {"number": "14"}).status_code == 422
    assert Ballot.objects.count() == 3


def test_a_survey_on_paper_is_one_page_with_every_question(tree: Tree, admin: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], *every_question(make_picture()))
    text = admin.get(address("paper", poll)).content.decode()
    for ask in asks_of(poll, "nl"):
        assert f'name="v{ask.pk}' in text
    # On paper nobody pointed at a map.
    assert "_breedte" not in text
    refused = admin.post(address("paper", poll), {"number": "1"})
    assert refused.status_code == 422
    assert Ballot.objects.count() == 0


# Codes


@pytest.fixture
def coded(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"], identity=Identity.CODE)


def made(admin: Client, poll: Poll, *addresses: str) -> dict[str, str]:
    """Code by address, as the list of letters has it."""
    admin.post(address("codes", poll), {"addresses": "\n".join(addresses)})
    text = admin.get(address("letters", poll, "csv")).content.decode("utf-8-sig")
    return dict(row for row in csv.reader(io.StringIO(text), delimiter=";") if row[0] != "adres")


KERKSTRAAT = "Kerkstraat 1, 1221 AB Hilversum"


def test_a_code_votes_once_and_a_wrong_one_says_so(coded: Poll, admin: Client, client: Client) -> None:
    found = made(admin, coded, KERKSTRAAT, "Kerkstraat 3, 1214 AB Hilversum")
    assert len(found) == 2
    code = found[KERKSTRAAT]
    ask = first_ask(coded)
    form = {f"v{ask.pk}": str(ask.options[0].pk)}
    wrong = client.post(VOTE, form | {"code": "22222-22222"})
    assert wrong.status_code == 422
    assert "Deze code kennen we niet" in wrong.content.decode()
    assert client.post(VOTE, form | {"code": f" {code.lower()} "}).status_code == 302
    again = client.post(VOTE, form | {"code": code})
    assert again.status_code == 409
    assert "Met deze code is al gestemd" in again.content.decode()
    assert Ballot.objects.get().wijk.slug == "oost"
    assert [row.is_used for row in codes.with_use(coded)] == [True, False]


def test_guessing_codes_ends_after_twenty(coded: Poll, client: Client, admin: Client) -> None:
    code = made(admin, coded, KERKSTRAAT)[KERKSTRAAT]
    ask = first_ask(coded)
    form = {f"v{ask.pk}": str(ask.options[0].pk)}
    for _turn in range(20):
        client.post(VOTE, form | {"code": "22222-22222"})
    response = client.post(VOTE, form | {"code": code})
    assert "te veel verkeerde codes" in response.content.decode()
    assert Ballot.objects.count() == 0


def test_codes_are_made_once_for_an_address_and_a_revoked_one_is_dead(
    coded: Poll, admin: Client, client: Client
) -> None:
    code = made(admin, coded, KERKSTRAAT)[KERKSTRAAT]
    assert made(admin, coded, "kerkstraat 1,  1221 ab HILVERSUM") == {KERKSTRAAT: code}
    assert admin.post(address("codes", coded), {"address": KERKSTRAAT}).status_code == 302
    ask = first_ask(coded)
    form = {f"v{ask.pk}": str(ask.options[0].pk)}
    assert client.post(VOTE, form | {"code": code}).status_code == 422
    new = made(admin, coded, KERKSTRAAT)[KERKSTRAAT]
    assert new != code
    assert client.post(VOTE, form | {"code": new}).status_code == 302
    used = admin.post(address("codes", coded), {"address": KERKSTRAAT})
    assert "Met deze code is al gestemd" in used.content.decode()


def test_letters_hold_address_code_and_a_square_that_fills_it_in(coded: Poll, admin: Client) -> None:
    code = made(admin, coded, KERKSTRAAT)[KERKSTRAAT]
    text = admin.get(address("letters", coded, "brieven")).content.decode()
    assert KERKSTRAAT in text
    assert code in text
    assert "<svg" in text
    assert AuditEvent.objects.filter(action="poll.codes.read").count() == 2


def test_letters_come_as_a_pdf_of_one_sheet_each(coded: Poll, admin: Client, tmp_path: Path) -> None:
    needs.pango()
    found = made(admin, coded, KERKSTRAAT, "Kerkstraat 3, 1214 AB Hilversum")
    assert "Open als PDF" in admin.get(address("letters", coded, "brieven")).content.decode()
    response = admin.get(address("letters", coded, "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    file = tmp_path / "brieven.pdf"
    file.write_bytes(response.content)
    with Pdf.open(file) as opened:
        assert len(opened.pages) == 2
        assert str(opened.Root.Lang) == "nl"
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)  # noqa: S603, S607
        assert all(code in read.stdout for code in found.values())
        assert "Terug naar de codes" not in read.stdout


def test_where_no_pdf_can_be_made_there_is_the_page_to_print(
    coded: Poll, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(admin, coded, KERKSTRAAT, "Kerkstraat 3, 1214 AB Hilversum")
    monkeypatch.setattr(files, "can_make_pdf", lambda: False)
    before = AuditEvent.objects.filter(action="poll.codes.read").count()
    assert admin.get(address("letters", coded, "pdf")).status_code == 404
    assert AuditEvent.objects.filter(action="poll.codes.read").count() == before
    assert "Open als PDF" not in admin.get(address("letters", coded, "brieven")).content.decode()
    # The same for more letters than somebody waits for.
    monkeypatch.setattr(files, "can_make_pdf", lambda: True)
    monkeypatch.setattr(files, "MOST_IN_PDF", 1)
    assert admin.get(address("letters", coded, "pdf")).status_code == 404


def test_a_file_with_addresses_is_read_and_one_that_is_no_text_is_refused(coded: Poll, admin: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    good = SimpleUploadedFile(
        "lijst.csv", "\ufeffKerkstraat 1;1221 AB;Hilversum\r\n\r\nKerkstraat 3;1214AB;Hilversum".encode()
    )
    assert admin.post(address("codes", coded), {"file": good}).status_code == 302
    assert [row.wijk.slug for row in coded.codes.order_by("position")] == ["oost", "zuid"]
    bad = admin.post(address("codes", coded), {"file": SimpleUploadedFile("foto.png", b"\x89PNG\xff\xfe")})
    assert bad.status_code == 422
    assert "geen tekst" in bad.content.decode()


def test_a_paper_form_goes_against_a_code(coded: Poll, admin: Client, client: Client) -> None:
    code = made(admin, coded, KERKSTRAAT)[KERKSTRAAT]
    ask = first_ask(coded)
    form = {f"v{ask.pk}": str(ask.options[1].pk)}
    assert admin.post(address("paper", coded), form | {"number": "22222-22222"}).status_code == 422
    assert admin.post(address("paper", coded), form | {"number": code}).status_code == 302
    assert client.post(VOTE, form | {"code": code}).status_code == 409
    assert Ballot.objects.get().channel == Channel.PAPER


def test_the_list_of_codes_and_addresses_is_gone_after_closing(coded: Poll, admin: Client) -> None:
    made(admin, coded, KERKSTRAAT)
    Poll.objects.update(opens_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(days=1))
    assert settling.settle_due(NOW) == 1
    assert not AddressCode.objects.exclude(code_encrypted="", address_encrypted="", address_hash="").exists()
    text = admin.get(address("letters", coded, "csv")).content.decode()
    assert "Kerkstraat" not in text
    assert "vernietigd" in admin.get(address("codes", coded)).content.decode()
    assert admin.post(address("codes", coded), {"addresses": KERKSTRAAT}).status_code == 422
    assert settling.settle_due(NOW) == 0


def test_with_a_code_an_answer_is_changed_where_that_may_be(tree: Tree, admin: Client, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.CODE, may_change=True)
    code = made(admin, poll, KERKSTRAAT)[KERKSTRAAT]
    ask = first_ask(poll)
    for place in (0, 2):
        assert client.post(VOTE, {f"v{ask.pk}": str(ask.options[place].pk), "code": code}).status_code == 302
    assert Answer.objects.get().choice_id == ask.options[2].pk


# Files


@pytest.fixture
def answered(tree: Tree) -> Poll:
    """A poll with choices, words and a confidential number; six votes, one of them from another wijk."""
    poll = make_poll(
        tree.home,
        ("several", {"text": "Wat mist er?", "choices": [{"text": "Bomen"}, {"text": "Bankjes"}], "has_other": True}),
        ("number", {"text": "Hoe oud ben je?", "least": 0, "most": 120, "is_confidential": True}),
        asks_postcode=True,
    )
    several, number = asks_of(poll)
    zuid, oost = (Wijk.objects.get(slug=slug).pk for slug in ("zuid", "oost"))
    for voter in range(6):
        other = (Mark(several.options[2].pk, text='=HYPERLINK("http://evil.example")'),) if voter == 0 else ()
        answers = {several.pk: (Mark(several.options[0].pk), *other), number.pk: (Mark(number=77),)}
        cast(poll=poll, voter_hash=f"{voter:064d}", answers=answers, wijk_id=oost if voter == 5 else zuid)
    return poll


def test_the_file_has_a_row_per_ballot_without_secrets_and_no_text_becomes_a_formula(
    answered: Poll, admin: Client
) -> None:
    text = admin.get(address("export", answered, "csv")).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == ["kanaal", "wijk", "v1_1", "v1_2", "v1_3", "v1_anders"]
    assert len(rows) == 6
    assert sum(row[2] == "1" for row in rows) == 6
    (formula,) = [row[5] for row in rows if row[5]]
    assert formula.startswith("'=")
    # One person of Oost and five of Zuid: neither stands alone, since the other could be worked out.
    assert {row[1] for row in rows} == {"overige"}
    assert "77" not in text
    book = load_workbook(io.BytesIO(admin.get(address("export", answered, "xlsx")).content))
    assert book.sheetnames == ["stemmen", "codeboek"]
    values = [cell.value for row in book["stemmen"].iter_rows() for cell in row]
    assert not any(isinstance(value, str) and value.startswith("=") for value in values)
    assert all(cell.data_type != "f" for row in book["stemmen"].iter_rows() for cell in row)
    data = json.loads(admin.get(address("export", answered, "json")).content)
    assert len(data["ballots"]) == 6
    assert [row["kolom"] for row in data["codebook"]] == head
    assert "77" not in json.dumps(data)
    assert AuditEvent.objects.filter(action="poll.export").count() == 3


def test_the_order_of_the_file_is_not_the_order_of_voting(tree: Tree, admin: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("number", {"text": "Hoeveel?", "least": 0, "most": 99}))
    for number in range(60):
        cast(poll=poll, voter_hash=f"{number:064d}", answers={first_ask(poll).pk: (Mark(number=number),)})
    data = json.loads(admin.get(address("export", poll, "json")).content)
    order = [row["v1"] for row in data["ballots"]]
    assert sorted(order) == list(range(60))
    assert sum(a < b for a, b in zip(order, order[1:], strict=False)) < 45


def test_the_codebook_says_what_each_column_means(answered: Poll, admin: Client) -> None:
    text = admin.get(address("export", answered, "codeboek")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert ["v1_1", "Wat mist er?: Bomen", "meer keuzes", "1 = gekozen, 0 = niet gekozen"] in rows


def test_an_unknown_file_is_not_there(answered: Poll, admin: Client) -> None:
    assert admin.get(address("export", answered, "exe")).status_code == 404


def test_a_poll_is_made_again_as_a_draft(answered: Poll, admin: Client) -> None:
    taken = admin.post(address("duplicate", answered), {"title": "Nog eens", "slug": "plein"})
    assert taken.status_code == 422
    assert "al in gebruik" in taken.content.decode()
    response = admin.post(address("duplicate", answered), {"title": "Nog eens", "slug": "nog-eens"})
    page = PollPage.objects.get(slug="nog-eens")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert admin.get(response.url).status_code == 200


def test_the_list_pages_and_shows_what_waits(tree: Tree, admin: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("short_text", {"text": "Waar?"}))
    make_poll(tree.wijk_pages["oost"], title="Stil")
    with_text(poll, "Hier.")
    text = admin.get(f"{reverse('polls_admin:list')}?wacht").content.decode()
    assert "Wat komt er op het plein?" in text
    assert "Stil" not in text
    assert re.search(r"<td>1</td>\s*<td>1</td>", text)
