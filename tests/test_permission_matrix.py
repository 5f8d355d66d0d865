"""The permission matrix: every address, every role, own and foreign wijk (faults 13-17, compliance C28).

The tables in tests/matrix are written by hand. An address without a row fails, and so does a row without an address.
"""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase

import pytest

from cms.models import User, WijkRole
from participation.codes import State
from participation.models import AccountLine, Submission
from tests.conftest import NOW
from tests.factories.personas import (
    ADMINISTRATOR,
    EDITORS,
    HANDLERS,
    OUTSIDERS,
    PERSONAS,
    STAFF,
    WITHOUT_CASES,
    foreign_wijk,
    own_wijk,
)
from tests.matrix import table_inbox as inbox
from tests.matrix.addresses import page_routes, patterns, resolver_paths, route_paths
from tests.matrix.answers import Answer, Visitor, table_of
from tests.matrix.bodies import NO_BLOCKS, body
from tests.matrix.canaries import found_in
from tests.matrix.fixtures import day_of_the_world, world_for_module
from tests.matrix.leaks import SIGNED_IN, leaks_in
from tests.matrix.table_pages import COLUMNS, FRONT_DOOR, OURS, TABLE_OF_PAGES
from tests.matrix.table_wagtail import TABLE_OF_WAGTAIL
from tests.matrix.world import World

TABLE = (*TABLE_OF_PAGES, *TABLE_OF_WAGTAIL)
INBOX_PATTERNS = {
    inbox.LIST,
    inbox.CASE,
    *(f"{inbox.LIST}{tail}" for tail, *_rest in inbox.DESK),
    f"{inbox.LIST}{inbox.REMOVE}",
    f"{inbox.LIST}{inbox.DOWNLOAD}",
    f"{inbox.LIST}{inbox.RECEIPT}",
    f"{inbox.LIST}{inbox.TAKE_BACK}",
    f"{inbox.CASE}{inbox.ATTACHMENT}",
    f"{inbox.CASE}{inbox.RUNNING}",
    *(f"{inbox.CASE}{tail}" for tail in inbox.RUNNING_FILES),
    *(f"{inbox.LIST}{tail}" for tail in (inbox.LETTERS, inbox.PRINT, inbox.POSTED)),
    *(f"{inbox.CASE}{tail}" for tail in (inbox.LETTER, inbox.LETTER_FILE)),
    *(f"{inbox.CASE}{tail}" for tail, *_rest in inbox.ACTIONS),
}
# In the short profile one who handles, one who decides and nobody at all.
IS_LONG = os.environ.get("FAULTS") == "long"
IN_THE_LONG_RUN = PERSONAS if IS_LONG else (HANDLERS[0], "wijkwethouder", OUTSIDERS[0])
# Who tries every screen of Wagtail. The others of a column differ from these in nothing that Wagtail or the gate asks;
# they try the front door and our own screens, and the rest in the long runs.
TRY_ALL = ("anoniem", "regisseur_zuid", "auditor", *EDITORS, ADMINISTRATOR)
THE_OTHERS = [persona for persona in PERSONAS if persona not in TRY_ALL] if IS_LONG else ["wijkwethouder", "griffie"]
HEAD = ("address", "asked", "expected", "answered")
Deviations = list[tuple[str, ...]]


world = world_for_module()
that_day = day_of_the_world()


def row_of(pattern: str, table: tuple[tuple[str, ...], ...] = TABLE) -> tuple[str, ...] | None:
    """The first row that fits."""
    return next((row for row in table if pattern == row[0] or fnmatchcase(pattern, row[0])), None)


def column_of(persona: str) -> str:
    """The column of tables outside the inbox."""
    if persona in OUTSIDERS:
        return "buiten"
    return "rol" if persona in STAFF else persona


def inbox_column_of(persona: str) -> str:
    """The column of the inbox's tables."""
    if persona in OUTSIDERS:
        return "buiten"
    if persona in HANDLERS:
        return "regisseur"
    if persona in (*WITHOUT_CASES, *EDITORS):
        return "zonder"
    return persona if persona in inbox.COLUMNS else "stad"


def expected(codes: str, columns: tuple[str, ...], column: str) -> str:
    """The code in a column."""
    cells = codes.split()
    assert len(cells) == len(columns), codes
    return cells[columns.index(column)]


def test_every_address_has_a_row_and_every_row_an_address(world: World) -> None:
    known = [*patterns(), *page_routes()]
    without = [pattern for pattern in known if pattern not in INBOX_PATTERNS and row_of(pattern) is None]
    used = {row_of(pattern) for pattern in known if pattern not in INBOX_PATTERNS}
    idle = [row[0] for row in TABLE if row not in used]

    assert without == []
    assert idle == []
    assert INBOX_PATTERNS - set(known) == set()
    assert {pattern for pattern in known if pattern.startswith("beheer/te-behandelen/")} == INBOX_PATTERNS
    assert set(page_routes()) == set(route_paths(world))


def test_every_persona_has_a_column_in_both_tables() -> None:
    assert {column_of(persona) for persona in PERSONAS} == set(COLUMNS)
    assert {inbox_column_of(persona) for persona in PERSONAS} == set(inbox.COLUMNS)


@pytest.mark.once
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_gets_what_the_table_says_and_nothing_leaks(world: World, persona: str, method: str) -> None:
    deviations = _tried(world, persona, method, TABLE if persona in TRY_ALL else (*FRONT_DOOR, *OURS))

    assert not deviations, table_of(deviations, HEAD)


@pytest.mark.faults
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("persona", THE_OTHERS)
def test_the_others_of_a_column_get_the_same_from_wagtail(world: World, persona: str, method: str) -> None:
    deviations = _tried(world, persona, method, TABLE)

    assert not deviations, table_of(deviations, HEAD)


def _tried(world: World, persona: str, method: str, table: tuple[tuple[str, ...], ...]) -> Deviations:
    """Every address outside the inbox that has its row in this part of the table."""
    visitor, deviations = Visitor(world, persona), []
    for pattern, path in (resolver_paths(world) | route_paths(world)).items():
        row = None if pattern in INBOX_PATTERNS else row_of(pattern)
        if row is not None and row in table:
            code = expected(row[1 if method == "get" else 2], COLUMNS, column_of(persona))
            sent = None if method == "get" else NO_BLOCKS
            deviations += _judge(visitor.ask(path, method, sent), code, persona, method, pattern)
    return deviations


def _judge(
    answer: Answer, code: str, persona: str, method: str, pattern: str, *, place: str = "", wijk: str = ""
) -> Deviations:
    asked = f"{method} {place}".strip()
    found = [] if answer.fits(code) else [(pattern, asked, code, f"{answer.code} {answer.location}")]
    leaks = leaks_in(persona, method, pattern, answer.leaks, wijk=wijk)
    return [*found, *((pattern, asked, "no canary", leak) for leak in leaks)]


def places(persona: str) -> dict[str, str]:
    """The wijk that stands for each place of the inbox's tables."""
    return {"own": own_wijk(persona), "foreign": foreign_wijk(persona), "none": "nergens"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_inbox_opens_for_who_may_see_the_case_and_is_not_there_for_anybody_else(
    world: World, persona: str
) -> None:
    visitor, column, deviations = Visitor(world, persona), inbox_column_of(persona), []

    def check(pattern: str, path: str, method: str, codes: str, place: str = "", wijk: str = "") -> None:
        answer = visitor.ask(path, method)
        code = expected(codes, inbox.COLUMNS, column)
        deviations.extend(_judge(answer, code, persona, method, pattern, place=place, wijk=wijk))

    check(inbox.LIST, f"/{inbox.LIST}", "get", inbox.LIST_GET)
    check(inbox.LIST, f"/{inbox.LIST}", "post", inbox.LIST_POST)
    for tail, got, posted in inbox.DESK:
        check(f"{inbox.LIST}{tail}", f"/{inbox.LIST}{tail}", "get", got)
        check(f"{inbox.LIST}{tail}", f"/{inbox.LIST}{tail}", "post", posted)
    for view, posted in zip(world.views, (inbox.REMOVE_ALONE, inbox.REMOVE_SHARED), strict=True):
        path = f"/{inbox.LIST}weergaven/{view.pk}/weg/"
        check(f"{inbox.LIST}{inbox.REMOVE}", path, "get", inbox.REMOVE_GET)
        check(f"{inbox.LIST}{inbox.REMOVE}", path, "post", posted)
    path = f"/{inbox.LIST}bestanden/{world.exports[0].uuid}/"
    check(f"{inbox.LIST}{inbox.DOWNLOAD}", path, "get", inbox.DOWNLOAD_GET)
    check(f"{inbox.LIST}{inbox.DOWNLOAD}", path, "post", inbox.READ_POST)
    check(f"{inbox.LIST}{inbox.LETTERS}", f"/{inbox.LIST}{inbox.LETTERS}", "get", inbox.LIST_GET)
    check(f"{inbox.LIST}{inbox.LETTERS}", f"/{inbox.LIST}{inbox.LETTERS}", "post", inbox.POST_SCREEN)
    for place, wijk in places(persona).items():
        base = f"/{inbox.LIST}{world.case('bekeken', wijk).pk}/"
        check(inbox.CASE, base, "get", inbox.GET_SCREEN[place], place, wijk)
        check(inbox.CASE, base, "post", inbox.POST_SCREEN, place, wijk)
        for tail, *_rest in inbox.ACTIONS:
            check(f"{inbox.CASE}{tail}", base + _filled(tail), "get", inbox.GET_ACTION[place], place, wijk)
        if place != "none":
            path = f"/{inbox.LIST}handgeld/{world.expenses[wijk].pk}/"
            check(f"{inbox.LIST}{inbox.RECEIPT}", f"{path}bon/", "get", inbox.GET_SCREEN[place], place, wijk)
            check(f"{inbox.LIST}{inbox.RECEIPT}", f"{path}bon/", "post", inbox.READ_POST, place, wijk)
            check(f"{inbox.LIST}{inbox.TAKE_BACK}", f"{path}terug/", "get", inbox.READ_POST, place, wijk)
            check(f"{inbox.LIST}{inbox.TAKE_BACK}", f"{path}terug/", "post", inbox.TAKE_BACK_POST[place], place, wijk)
            letter = world.case("toegekend", wijk).letters.get()
            for tail in (inbox.PRINT, inbox.POSTED):
                path = f"/{inbox.LIST}{tail.replace('<int:letter>', str(letter.pk))}"
                check(f"{inbox.LIST}{tail}", path, "get", inbox.LIST_POST, place, wijk)
                check(f"{inbox.LIST}{tail}", path, "post", inbox.NO_LETTER, place, wijk)
            for tail in (inbox.LETTER, inbox.LETTER_FILE):
                end = tail.replace("<int:letter>", str(letter.pk)).replace("<slug:kind>", "html")
                path = f"/{inbox.LIST}{letter.submission_id}/{end}"
                check(f"{inbox.CASE}{tail}", path, "get", inbox.GET_SCREEN[place], place, wijk)
                check(f"{inbox.CASE}{tail}", path, "post", inbox.POST_SCREEN, place, wijk)
            path = f"{base}bijlagen/{world.case('bekeken', wijk).attachments.get().pk}/"
            check(f"{inbox.CASE}{inbox.ATTACHMENT}", path, "get", inbox.ATTACHMENT_GET[place], place, wijk)
            check(f"{inbox.CASE}{inbox.ATTACHMENT}", path, "post", inbox.ATTACHMENT_POST, place, wijk)
            for tail, path in _running(world.case("toegekend", wijk)).items():
                check(f"{inbox.CASE}{tail}", path, "get", inbox.GET_SCREEN[place], place, wijk)
                check(f"{inbox.CASE}{tail}", path, "post", inbox.POST_SCREEN, place, wijk)

    assert not deviations, table_of(deviations, HEAD)


@pytest.mark.parametrize("persona", PERSONAS)
def test_only_who_may_do_something_with_a_case_does_it(world: World, persona: str) -> None:
    visitor, column, deviations = Visitor(world, persona), inbox_column_of(persona), []
    for place, wijk in places(persona).items():
        for tail, kind, form, codes in inbox.ACTIONS:
            case = world.case(kind, wijk)
            answer = visitor.ask(f"/{inbox.LIST}{case.pk}/{_filled(tail)}", "post", body(form, case))
            code = expected(codes[place], inbox.COLUMNS, column)
            deviations += _judge(answer, code, persona, "post", f"{inbox.CASE}{tail}", place=place, wijk=wijk)

    assert not deviations, table_of(deviations, HEAD)


def _running(case: Submission) -> dict[str, str]:
    """The screen of a plan that goes on, and its files: pattern below the case, and path."""
    base = f"/{inbox.LIST}{case.pk}/uitvoering/"
    line = AccountLine.objects.get(account__submission=case)
    files = (f"fotos/{case.photos.get().pk}/", f"bonnen/{line.pk}/", "deal/1.pdf")
    return {inbox.RUNNING: base} | {
        tail: f"{base}{path}" for tail, path in zip(inbox.RUNNING_FILES, files, strict=True)
    }


def _filled(tail: str) -> str:
    return tail.replace("<int:number>", "1").replace("<slug:to>", "waiting_initiator")


def test_a_picture_is_found_below_its_own_case_alone(world: World) -> None:
    picture = world.case("bekeken", "oost").attachments.get()
    visitor = Visitor(world, "regisseur_zuid")

    assert visitor.ask(f"/{inbox.LIST}{world.case('bekeken', 'zuid').pk}/bijlagen/{picture.pk}/").code == "404"
    assert visitor.ask(f"/media/{picture.file.name}").code == "404"


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_restricted_page_opens_for_whom_it_is_meant(world: World, persona: str) -> None:
    """A page behind a password asks everybody for it; one for a group does not open for who merely signed in."""
    visitor, deviations = Visitor(world, persona), []
    codes = {
        "password": "200",
        "login": "200" if persona in SIGNED_IN else "L",
        "groups": "200" if persona == ADMINISTRATOR else "L",
    }
    for kind, code in codes.items():
        deviations += _judge(visitor.ask(f"/alleen-{kind}/"), code, persona, "get", f"restricted {kind}")

    assert not deviations, table_of(deviations, HEAD)


HOSTILE_QUERIES = (
    "ordering=applicants__email",
    "ordering=-initiative__postcode",
    "applicants__email__startswith=k",
    "applicants__name__contains=kanarie",
    "wijk=oost",
    "wijk=oost&status=in_review",
    "wijk__slug=oost",
    "q=kanarienaamoost",
    "q=kanariemailoost",
    "q=kanarietiteloost",
    "q=%25&wijk=%25",
    "groep=spam",
    "sorteer=applicants__email",
    "sorteer=-reference__startswith",
    "contact=kanarienaamoost",
    "besloten_van=2026-01-01&wijk=oost",
    "na=99991231.1",
    "van=1",
)


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_no_filter_or_order_of_the_inbox_tells_of_another_wijk_or_of_a_person(world: World, query: str) -> None:
    """Fault 16: an unknown filter is no filter, and no filter reaches outside what this person sees."""
    response, content = Visitor(world, "regisseur_zuid").response(f"/{inbox.LIST}?{query}")
    text = content.decode()

    assert response.status_code == 200
    for wijk in ("oost", "centrum"):
        for (_kind, place), case in world.cases.items():
            assert place != wijk or case.reference not in text
    # What was typed stands in the field again and on the chip that takes it away; nowhere else.
    assert leaks_in("regisseur_zuid", "get", inbox.LIST, _canaries_outside_fields(text)) == []


def _canaries_outside_fields(text: str) -> frozenset[tuple[str, str]]:
    text = re.sub(r'<a class="wb-chip" href="[^"]*">[^<]*<', "", text)
    return frozenset(found_in(re.sub(r'(value|href)="[^"]*"', "", text)))


def test_who_steps_out_of_a_role_loses_what_it_showed_at_once(world: World) -> None:
    """Fault 24: a session outlives neither the last day of a role nor the account."""
    visitor = Visitor(world, "vervanger")
    path = f"/{inbox.LIST}{world.case('bekeken', 'zuid').pk}/"
    assert visitor.ask(path).code == "200"
    WijkRole.objects.filter(user=world.people["vervanger"]).update(
        valid_from=NOW.date() - (NOW - NOW.replace(day=1)), valid_until=NOW.date().replace(day=19)
    )
    assert visitor.ask(path).code == "L"
    WijkRole.objects.filter(user=world.people["vervanger"]).update(valid_until=NOW.date())
    User.objects.filter(pk=world.people["vervanger"].pk).update(is_active=False)
    assert visitor.ask(path).code == "L"


@pytest.mark.faults
@pytest.mark.parametrize("persona", IN_THE_LONG_RUN)
def test_every_step_of_the_workflow_from_every_case_asks_for_the_role(world: World, persona: str) -> None:
    """The fuller product: each target state x each kind of case x each place. Only a handler moves a case."""
    visitor, column, deviations = Visitor(world, persona), inbox_column_of(persona), []
    handles = column in ("regisseur", "beheer")
    for place, wijk in places(persona).items():
        for (kind, of), case in world.cases.items():
            if of != wijk or (place == "none") != (wijk == "nergens"):
                continue
            for state in State.values:
                answer = visitor.ask(f"/{inbox.LIST}{case.pk}/status/{state}/", "post", body("step", case))
                code = expected(inbox.CASEWORK[place], inbox.COLUMNS, column)
                allowed = {">", "404", "422"} if handles and code in (">", "422") else {code}
                if answer.code not in allowed:
                    deviations.append((f"{kind} {of}", f"{place} {state}", code, answer.code))

    assert not deviations, table_of(deviations, HEAD)


@pytest.mark.faults
@pytest.mark.parametrize("persona", IN_THE_LONG_RUN)
def test_head_and_options_tell_no_more_than_get(world: World, persona: str) -> None:
    visitor, deviations = Visitor(world, persona), []
    for pattern, path in (resolver_paths(world) | route_paths(world)).items():
        read, head = visitor.ask(path), visitor.ask(path, "head")
        options = visitor.ask(path, "options")
        if head.code != read.code and head.code != "405":
            deviations.append((pattern, "head", read.code, head.code))
        if head.leaks or options.leaks:
            deviations.append((pattern, "head or options", "no canary", str(head.leaks | options.leaks)))

    assert not deviations, table_of(deviations, HEAD)
