"""The steps of a case. The table below was copied by hand from inbox.md section 4; it is not derived from the code."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.models import Role
from participation.codes import Kind, State
from participation.states import STATE_ORDER, states_in
from participation.workflow import (
    TRANSITIONS,
    Actor,
    ClockEffect,
    Facts,
    Group,
    IllegalTransition,
    Transition,
    allowed,
    check,
    choices,
    clock_effect,
    confirmations,
    ensure,
    find,
    group,
    is_open,
    reason_is_needed,
    resident_words,
)

REGISSEUR, RESIDENT, SYSTEM = "wijkregisseur", "resident", "system"
NONE, SUSPEND, RESUME = "none", "suspend", "resume"
WHY, NO = True, False

# source, target, who, guards, reason obligatory, text obligatory, clock, mail, which kinds: True all, False all but
# signals, small things and activities, "asked" those and activities, "small" all but signals, "only" signals, small
# things and activities, "small alone" what is done at once
TABLE = [
    ("received", "in_review", "wijkregisseur", "", NO, NO, NONE, None, True),
    ("received", "waiting_initiator", "wijkregisseur", "", WHY, WHY, SUSPEND, "waiting_initiator", "asked"),
    ("received", "referred", "wijkregisseur", "", WHY, WHY, NONE, "referred", True),
    ("received", "completed", "system", "", NO, NO, NONE, None, "small alone"),
    ("received", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", "small"),
    ("received", "merged", "wijkregisseur", "", WHY, WHY, NONE, "merged", False),
    ("received", "spam", "wijkregisseur", "", NO, NO, NONE, None, "small"),
    ("in_review", "waiting_initiator", "wijkregisseur", "", WHY, WHY, SUSPEND, "waiting_initiator", "asked"),
    ("in_review", "gathering_support", "wijkregisseur", "public", NO, NO, NONE, "gathering_support", False),
    ("in_review", "advice", "wijkregisseur", "", NO, NO, NONE, None, True),
    ("in_review", "to_decide", "wijkregisseur", "amount", NO, NO, NONE, "to_decide", False),
    ("in_review", "taken_along", "wijkregisseur", "", NO, NO, NONE, "taken_along", True),
    ("in_review", "referred", "wijkregisseur", "", WHY, WHY, NONE, "referred", True),
    ("in_review", "stopped", "wijkregisseur", "stop", WHY, WHY, NONE, "stopped", "small"),
    ("in_review", "completed", "wijkregisseur", "", NO, NO, NONE, "completed", "only"),
    ("in_review", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", "small"),
    ("in_review", "merged", "wijkregisseur", "", WHY, WHY, NONE, "merged", False),
    ("in_review", "spam", "wijkregisseur", "", NO, NO, NONE, None, "small"),
    ("waiting_initiator", "in_review", "wijkregisseur resident", "", NO, NO, RESUME, None, "asked"),
    ("waiting_initiator", "gathering_support", "wijkregisseur", "public", NO, NO, RESUME, "gathering_support", False),
    ("waiting_initiator", "withdrawn", "wijkregisseur resident", "", NO, NO, RESUME, "withdrawn", "asked"),
    ("waiting_initiator", "set_aside", "wijkregisseur", "applied", WHY, WHY, RESUME, "set_aside", False),
    ("waiting_initiator", "stopped", "wijkregisseur", "stop", WHY, WHY, RESUME, "stopped", "asked"),
    ("gathering_support", "in_review", "wijkregisseur system", "", NO, NO, RESUME, None, False),
    ("gathering_support", "waiting_initiator", "wijkregisseur", "", WHY, WHY, SUSPEND, "waiting_initiator", False),
    ("gathering_support", "to_decide", "wijkregisseur", "amount", NO, NO, RESUME, "to_decide", False),
    ("gathering_support", "stopped", "wijkregisseur", "stop", WHY, WHY, RESUME, "stopped", False),
    ("gathering_support", "withdrawn", "wijkregisseur resident", "", NO, NO, RESUME, "withdrawn", False),
    ("gathering_support", "merged", "wijkregisseur", "", WHY, WHY, RESUME, "merged", False),
    ("advice", "in_review", "wijkregisseur", "", NO, NO, NONE, None, True),
    ("advice", "to_decide", "wijkregisseur", "amount", NO, NO, NONE, "to_decide", False),
    ("advice", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", "small"),
    ("to_decide", "in_review", "wijkregisseur system", "", WHY, NO, NONE, None, False),
    ("to_decide", "granted", "system", "signed", NO, NO, NONE, "granted", False),
    ("to_decide", "partly_granted", "system", "signed", NO, NO, NONE, "partly_granted", False),
    ("to_decide", "rejected", "system", "signed called", WHY, WHY, NONE, "rejected", False),
    ("to_decide", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", False),
    ("granted", "executing", "wijkregisseur", "", NO, NO, NONE, "executing", False),
    ("granted", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", False),
    ("partly_granted", "executing", "wijkregisseur", "", NO, NO, NONE, "executing", False),
    ("partly_granted", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", False),
    ("rejected", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", False),
    ("set_aside", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", False),
    ("taken_along", "completed", "wijkregisseur", "", NO, NO, NONE, "completed", True),
    ("taken_along", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", "small"),
    ("referred", "in_review", "wijkregisseur system", "", NO, NO, NONE, None, True),
    ("referred", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", "small"),
    ("referred", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", "small"),
    ("stopped", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", "small"),
    ("withdrawn", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", "small"),
    ("merged", "in_review", "wijkregisseur", "", NO, NO, NONE, None, False),
    ("spam", "received", "wijkregisseur", "", NO, NO, NONE, None, "small"),
    ("executing", "completed", "wijkregisseur", "", NO, NO, NONE, "completed", False),
    ("executing", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", False),
    ("completed", "reopened", "wijkregisseur", "", WHY, WHY, NONE, "reopened", "small"),
    ("reopened", "in_review", "wijkregisseur", "", NO, NO, NONE, None, "small"),
    ("reopened", "withdrawn", "wijkregisseur resident", "", NO, NO, NONE, "withdrawn", "small"),
]
GUARD_NAMES = {
    "": (),
    "public": ("has_public_version",),
    "amount": ("amount_is_known", "has_applied_above_limit"),
    "applied": ("is_application", "is_in_time_to_set_aside", "is_called"),
    "stop": ("is_no_application", "has_no_decision"),
    "signed": ("criteria_judged", "sign_offs_complete"),
    "signed called": ("criteria_judged", "sign_offs_complete", "is_called"),
}
KINDS = {
    False: {"initiative", "challenge"},
    "asked": {"initiative", "challenge", "activity"},
    True: {"initiative", "challenge", "activity", "signal", "upkeep"},
    "small": {"initiative", "challenge", "activity", "upkeep"},
    "only": {"signal", "upkeep", "activity"},
    "small alone": {"upkeep"},
}

# Nothing in the facts stands in the way of any step but those that contradict each other (stop, set aside).
EASY = Facts(
    has_public_version=True,
    is_draagvlak_met=True,
    amount_asked_cents=150_000,
    scope="buurt",
    criteria_judged=True,
    sign_offs_complete=True,
    is_called=True,
)


def step(source: str, target: str) -> Transition:
    found = find(source, target)
    assert found is not None
    return found


def test_the_table_has_these_steps_and_no_others() -> None:
    assert [(row.source, row.target) for row in TRANSITIONS] == [(row[0], row[1]) for row in TABLE]


@pytest.mark.parametrize(
    ("source", "target", "who", "guards", "reason", "text", "clock", "mail", "signals"),
    TABLE,
    ids=[f"{row[0]}-{row[1]}" for row in TABLE],
)
def test_a_step_asks_what_the_table_says(
    source: str,
    target: str,
    who: str,
    guards: str,
    reason: bool,
    text: bool,
    clock: str,
    mail: str | None,
    signals: bool | str,
) -> None:
    row = step(source, target)
    assert row.actors == set(who.split())
    assert row.guards == GUARD_NAMES[guards]
    assert row.needs_reason is reason
    assert row.needs_text is text
    assert row.clock == clock
    assert row.mail == mail
    assert row.kinds == KINDS[signals]


def test_all_pairs_outside_the_table_are_refused() -> None:
    listed = {(row[0], row[1]) for row in TABLE}
    for source, target in product(State, State):
        if (source, target) in listed:
            continue
        for actor in (REGISSEUR, RESIDENT, SYSTEM):
            assert check(source, target, actor=actor, facts=EASY), f"{source} to {target} by {actor}"


def test_a_refused_pair_is_named_in_words() -> None:
    assert check("received", "granted", actor=SYSTEM, facts=EASY) == ["Van ‘Ontvangen’ kun je niet naar ‘Toegekend’."]


def walk(facts: list[Facts]) -> set[str]:
    """Every state that can be reached from "received" by allowed steps under any of these facts."""
    seen, to_do = {"received"}, ["received"]
    while to_do:
        source = to_do.pop()
        for actor, known in product((REGISSEUR, RESIDENT, SYSTEM), facts):
            for found in allowed(source, actor=actor, facts=known):
                if found.target not in seen:
                    seen.add(found.target)
                    to_do.append(found.target)
    return seen


def test_every_state_can_be_reached() -> None:
    assert walk([EASY, replace(EASY, is_application=True), replace(EASY, kind="signal")]) == set(State)


def test_a_signal_uses_six_states() -> None:
    assert walk([replace(EASY, kind="signal")]) == {
        "received",
        "in_review",
        "advice",
        "referred",
        "taken_along",
        "completed",
    }


def test_something_small_uses_ten_states() -> None:
    assert walk([replace(EASY, kind="upkeep")]) == {
        *("received", "in_review", "advice", "referred", "taken_along", "completed"),
        *("stopped", "withdrawn", "spam", "reopened"),
    }


def test_only_something_small_is_done_at_once_and_by_the_system_alone() -> None:
    small = replace(EASY, kind="upkeep")
    assert check("received", "completed", actor=SYSTEM, facts=small) == []
    assert check("received", "completed", actor=REGISSEUR, facts=small) == [
        "Neem de zaak eerst in behandeling. Daarna kun je haar afronden."
    ]
    assert check("received", "completed", actor=SYSTEM, facts=EASY) == [
        "‘Afgerond’ past niet bij een zaak van de soort ‘initiatief’."
    ]


def test_only_a_signal_or_something_small_is_done_after_a_look() -> None:
    assert check("in_review", "completed", actor=REGISSEUR, facts=replace(EASY, kind="signal")) == []
    assert check("in_review", "completed", actor=REGISSEUR, facts=replace(EASY, kind="upkeep")) == []
    assert check("in_review", "completed", actor=REGISSEUR, facts=EASY) == [
        "‘Afgerond’ past niet bij een zaak van de soort ‘initiatief’."
    ]


@pytest.mark.parametrize("outcome", ["granted", "partly_granted", "rejected"])
@pytest.mark.parametrize("role", [*Role.values, RESIDENT])
def test_nobody_jumps_to_an_outcome(outcome: str, role: str) -> None:
    assert check("to_decide", outcome, actor=role, facts=EASY) == [
        "De uitkomst volgt uit het besluit en de handtekeningen eronder."
    ]
    assert check("to_decide", outcome, actor=SYSTEM, facts=EASY) == []


@pytest.mark.parametrize("outcome", ["granted", "partly_granted", "rejected"])
def test_an_outcome_asks_judged_criteria_and_all_signatures(outcome: str) -> None:
    facts = replace(EASY, criteria_judged=False, sign_offs_complete=False)
    assert check("to_decide", outcome, actor=SYSTEM, facts=facts) == [
        "Beoordeel eerst alle criteria, met bij elk een toelichting.",
        "Nog niet iedereen die moet tekenen, heeft getekend.",
    ]


@pytest.mark.parametrize("role", sorted(set(Role.values) - {REGISSEUR}))
def test_casework_is_the_wijkregisseurs(role: str) -> None:
    assert allowed("in_review", actor=role, facts=EASY) == []
    assert check("in_review", "advice", actor=role, facts=EASY) == ["Alleen de wijkregisseur kan dit doen."]


def test_actors_are_roles_of_the_product_or_services() -> None:
    assert set(Actor) - set(Role.values) == {"resident", "system"}


def test_the_initiator_may_withdraw_and_answer_and_nothing_else() -> None:
    by_resident = {(row.source, row.target) for source in State for row in allowed(source, actor=RESIDENT, facts=EASY)}
    assert by_resident == {
        ("received", "withdrawn"),
        ("in_review", "withdrawn"),
        ("waiting_initiator", "in_review"),
        ("waiting_initiator", "withdrawn"),
        ("gathering_support", "withdrawn"),
        ("advice", "withdrawn"),
        ("to_decide", "withdrawn"),
        ("granted", "withdrawn"),
        ("partly_granted", "withdrawn"),
        ("referred", "withdrawn"),
        ("reopened", "withdrawn"),
    }
    assert check("in_review", "withdrawn", actor=SYSTEM, facts=EASY) == [
        "Alleen de wijkregisseur of de initiatiefnemer kan dit doen."
    ]


def test_seeking_support_needs_a_public_text() -> None:
    facts = replace(EASY, has_public_version=False)
    assert check("in_review", "gathering_support", actor=REGISSEUR, facts=facts) == [
        "Maak eerst de openbare tekst. Zonder die tekst kan niemand het plan steunen."
    ]


def test_only_an_application_is_set_aside_and_only_other_cases_are_stopped() -> None:
    application = replace(EASY, is_application=True)
    decided = replace(EASY, has_decision=True)
    source = "waiting_initiator"
    assert check(source, "set_aside", actor=REGISSEUR, facts=application) == []
    assert check(source, "set_aside", actor=REGISSEUR, facts=EASY) != []
    assert check(source, "stopped", actor=REGISSEUR, facts=EASY) == []
    assert check(source, "stopped", actor=REGISSEUR, facts=application) != []
    assert check(source, "stopped", actor=REGISSEUR, facts=decided) == [
        "Over dit plan is al een besluit genomen. Stoppen kan dan niet meer."
    ]


CALL = "Bel eerst de indiener, en leg dat vast. Ging dat niet? Leg dan vast waarom."


@pytest.mark.parametrize(
    ("source", "target", "actor"),
    [
        ("to_decide", "rejected", SYSTEM),
        ("waiting_initiator", "set_aside", REGISSEUR),
    ],
)
def test_a_no_asks_a_call_first(source: str, target: str, actor: str) -> None:
    facts = replace(EASY, is_application=True, is_called=False)
    assert check(source, target, actor=actor, facts=facts) == [CALL]
    assert check("to_decide", "granted", actor=SYSTEM, facts=facts) == []


# Asked to answer by Friday 27 November 2026; four weeks later is Christmas Day, so Monday 28 December.
@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2026, 11, 27), "De indiener kan nog antwoorden tot en met 27 november 2026. Wacht die dag af."),
        (date(2026, 11, 28), ""),
        (date(2026, 12, 28), ""),
        (date(2026, 12, 29), "Dit kon tot en met 28 december 2026. Neem nu een besluit over de aanvraag."),
    ],
)
def test_setting_aside_is_possible_for_four_weeks(on: date, refused: str) -> None:
    facts = replace(EASY, is_application=True, answer_by=date(2026, 11, 27), on=on)
    assert check("waiting_initiator", "set_aside", actor=REGISSEUR, facts=facts) == ([refused] if refused else [])


def test_setting_aside_asks_that_a_day_was_given() -> None:
    facts = replace(EASY, is_application=True, on=date(2026, 11, 28))
    assert check("waiting_initiator", "set_aside", actor=REGISSEUR, facts=facts) == [
        "Vraag de indiener eerst om aanvulling, met een datum. Pas daarna kan dit."
    ]


@pytest.mark.parametrize(
    ("cents", "is_application", "refused"),
    [
        (None, False, "Vul eerst in"),
        (0, False, ""),
        (200_000, False, ""),
        (200_001, False, "Voor dit bedrag is een aanvraag nodig"),
        (200_001, True, ""),
        (None, True, "Vul eerst in"),
    ],
)
def test_deciding_on_an_initiative_needs_an_amount_and_above_2000_an_application(
    cents: int | None, is_application: bool, refused: str
) -> None:
    facts = replace(EASY, amount_asked_cents=cents, is_application=is_application)
    reasons = check("in_review", "to_decide", actor=REGISSEUR, facts=facts)
    assert [reason[: len(refused)] for reason in reasons] == ([refused] if refused else [])


def test_facts_that_nobody_gave_open_nothing() -> None:
    nothing = Facts()
    assert len(check("to_decide", "granted", actor=SYSTEM, facts=nothing)) == 2
    assert len(check("waiting_initiator", "set_aside", actor=REGISSEUR, facts=nothing)) == 2
    assert len(check("to_decide", "rejected", actor=SYSTEM, facts=nothing)) == 3
    assert reason_is_needed(step("in_review", "to_decide"), nothing)
    assert confirmations(step("gathering_support", "withdrawn"), nothing) == []
    assert clock_effect(step("in_review", "gathering_support"), nothing) == ClockEffect.NONE


def test_a_challenge_may_ask_no_amount() -> None:
    facts = replace(EASY, kind="challenge", amount_asked_cents=None)
    assert check("in_review", "to_decide", actor=REGISSEUR, facts=facts) == []


@pytest.mark.parametrize(
    ("changes", "is_needed"),
    [
        ({"scope": "straat", "amount_asked_cents": 200_000}, False),
        ({"scope": "straat", "amount_asked_cents": 0}, False),
        ({"scope": "straat", "amount_asked_cents": 200_001}, True),
        ({"scope": "straat", "amount_asked_cents": None}, True),
        ({"scope": "straat", "amount_asked_cents": 200_000, "kind": "challenge"}, True),
        ({"scope": "straat", "amount_asked_cents": 200_000, "fast_lane_up_to_cents": 150_000}, True),
        ({"scope": "buurt", "amount_asked_cents": 200_000}, True),
        ({"scope": "buurt", "amount_asked_cents": 200_000, "is_draagvlak_met": True}, False),
    ],
)
@pytest.mark.parametrize("source", ["in_review", "gathering_support", "advice"])
def test_deciding_without_draagvlak_needs_a_reason_outside_the_fast_lane(
    source: str, changes: dict[str, object], is_needed: bool
) -> None:
    facts = replace(EASY, is_application=True, **{"is_draagvlak_met": False, **changes})
    assert reason_is_needed(step(source, "to_decide"), facts) is is_needed
    reasons = check(source, "to_decide", actor=REGISSEUR, facts=facts, reason=" ", text="")
    assert ("Kies een reden." in reasons) is is_needed


def test_reason_and_text_are_asked_when_the_step_is_taken() -> None:
    def refused(**given: str) -> list[str]:
        return check("received", "referred", actor=REGISSEUR, facts=EASY, **given)

    assert refused() == []
    assert refused(reason="", text="  ") == ["Kies een reden.", "Schrijf de initiatiefnemer waarom."]
    assert refused(reason="andere_instantie", text="") == ["Schrijf de initiatiefnemer waarom."]
    assert refused(reason="andere_instantie", text="De stoep is van team Wegen.") == []


def test_a_service_gets_the_step_or_all_reasons_why_not() -> None:
    found = ensure("received", "in_review", actor=REGISSEUR, facts=EASY)
    assert (found.source, found.target) == ("received", "in_review")
    with pytest.raises(IllegalTransition) as refused:
        ensure("in_review", "stopped", actor=RESIDENT, facts=replace(EASY, has_decision=True))
    assert refused.value.reasons == [
        "Alleen de wijkregisseur kan dit doen.",
        "Over dit plan is al een besluit genomen. Stoppen kan dan niet meer.",
        "Kies een reden.",
        "Schrijf de initiatiefnemer waarom.",
    ]
    assert str(refused.value).startswith("Alleen de wijkregisseur")


def test_the_screen_gets_every_step_of_the_actor_with_what_stands_in_its_way() -> None:
    offered = {row.target: reasons for row, reasons in choices("in_review", actor=REGISSEUR, facts=Facts())}
    assert set(offered) == {
        "waiting_initiator",
        "gathering_support",
        "advice",
        "to_decide",
        "taken_along",
        "referred",
        "stopped",
        "withdrawn",
        "merged",
        "spam",
    }
    assert offered["advice"] == []
    assert len(offered["gathering_support"]) == 1


def test_gathering_support_stops_the_clock_only_where_it_was_asked_in_writing() -> None:
    in_writing = replace(EASY, is_draagvlak_asked_in_writing=True)
    assert clock_effect(step("in_review", "gathering_support"), EASY) == ClockEffect.NONE
    assert clock_effect(step("in_review", "gathering_support"), in_writing) == ClockEffect.SUSPEND
    assert clock_effect(step("waiting_initiator", "gathering_support"), EASY) == ClockEffect.RESUME
    assert clock_effect(step("waiting_initiator", "gathering_support"), in_writing) == ClockEffect.SUSPEND
    assert clock_effect(step("gathering_support", "in_review"), in_writing) == ClockEffect.RESUME


@pytest.mark.parametrize(
    ("source", "target", "changes", "beginnings"),
    [
        ("advice", "to_decide", {"open_advice": 1}, ["Er staat nog een vraag aan een collega open."]),
        ("in_review", "advice", {"open_advice": 1}, []),
        ("advice", "to_decide", {}, []),
        ("in_review", "stopped", {"open_parts": 2}, ["Er staan nog onderdelen"]),
        ("in_review", "advice", {"open_parts": 2}, []),
        ("gathering_support", "in_review", {"support_is_open": True}, ["Buren kunnen dit plan nog steunen."]),
        ("gathering_support", "in_review", {}, []),
        (
            "gathering_support",
            "withdrawn",
            {"support_is_open": True, "open_advice": 1, "open_parts": 1},
            ["Er staat nog een vraag", "Er staan nog onderdelen", "Buren kunnen"],
        ),
    ],
)
def test_leaving_something_open_asks_for_confirmation(
    source: str, target: str, changes: dict[str, int], beginnings: list[str]
) -> None:
    questions = confirmations(step(source, target), replace(EASY, **changes))
    assert len(questions) == len(beginnings)
    assert all(question.startswith(begin) for question, begin in zip(questions, beginnings, strict=True))
    assert all(question.endswith("?") for question in questions)


def test_staff_see_six_groups_and_spam_is_in_none() -> None:
    assert {name.value: list(states_in(name)) for name in Group} == {
        "nieuw": ["received", "reopened"],
        "bezig": ["in_review", "gathering_support"],
        "wacht": ["waiting_initiator", "advice", "referred"],
        "besluit": ["to_decide", "granted", "partly_granted", "rejected", "set_aside"],
        "uitvoering": ["taken_along", "executing"],
        "afgerond": ["completed", "stopped", "withdrawn", "merged"],
    }
    assert group("spam") is None
    assert group("granted") == Group.BESLUIT
    assert [str(name.label) for name in Group][2] == "Wacht op ander"
    assert sorted(STATE_ORDER) == sorted(State)


def test_a_case_is_closed_where_nobody_has_anything_to_do() -> None:
    assert {state for state in State if not is_open(state)} == {
        "rejected",
        "set_aside",
        "completed",
        "stopped",
        "withdrawn",
        "merged",
        "spam",
    }


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("received", "Ontvangen"),
        ("in_review", "We kijken ernaar"),
        ("waiting_initiator", "We hebben je antwoord nodig"),
        ("gathering_support", "Zoekt steun"),
        ("advice", "We vragen een collega"),
        ("to_decide", "Besluit volgt"),
        ("granted", "Gaat door"),
        ("partly_granted", "Gaat voor een deel door"),
        ("rejected", "Dit plan krijgt geen geld van de gemeente, want het is al betaald."),
        ("set_aside", "We missen nog iets en kunnen niet beslissen"),
        ("taken_along", "De gemeente neemt dit mee in haar werk"),
        ("referred", "We brachten je vraag naar het is al betaald."),
        ("stopped", "Gaat niet verder"),
        ("withdrawn", "Ingetrokken"),
        ("merged", "Hoort nu bij het is al betaald."),
        ("spam", ""),
        ("executing", "Wordt uitgevoerd"),
        ("completed", "Klaar: zo ging het"),
        ("reopened", "We kijken er opnieuw naar"),
    ],
)
def test_residents_read_plain_words(state: str, words: str) -> None:
    assert resident_words(state, "het is al betaald.") == words


def test_a_promise_that_was_made_is_agreed() -> None:
    assert resident_words("completed", kind="upkeep") == "Afgesproken"
    assert resident_words("in_review", kind="upkeep") == "We kijken ernaar"


def test_words_without_their_detail_are_a_whole_sentence() -> None:
    assert resident_words("rejected") == "Dit plan krijgt geen geld van de gemeente"
    assert resident_words("referred") == "We brachten je vraag naar de juiste plek"
    assert resident_words("merged") == "Hoort nu bij een ander plan"


def test_a_percent_sign_in_a_detail_stays_as_it_is() -> None:
    assert resident_words("merged", "plan 50%s") == "Hoort nu bij plan 50%s"


any_facts = st.builds(
    Facts,
    kind=st.sampled_from(Kind.values),
    is_application=st.booleans(),
    has_decision=st.booleans(),
    has_public_version=st.booleans(),
    support_is_open=st.booleans(),
    is_draagvlak_met=st.booleans(),
    open_advice=st.integers(0, 2),
    amount_asked_cents=st.none() | st.integers(0, 10_000_000),
    scope=st.sampled_from(["", "straat", "buurt", "wijk"]),
    criteria_judged=st.booleans(),
    sign_offs_complete=st.booleans(),
)


@given(
    source=st.sampled_from(State.values),
    target=st.sampled_from(State.values),
    actor=st.sampled_from([*Role.values, RESIDENT, SYSTEM]),
    facts=any_facts,
)
def test_what_is_allowed_is_what_check_finds_no_fault_with(source: str, target: str, actor: str, facts: Facts) -> None:
    targets = {row.target for row in allowed(source, actor=actor, facts=facts)}
    assert (target in targets) == (check(source, target, actor=actor, facts=facts) == [])


def random_steps(count: int) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(20261120)
    state = "received"
    for _turn in range(count):
        actor = chance.choice([REGISSEUR, REGISSEUR, RESIDENT, SYSTEM, "wijkwethouder", "auditor"])
        target = chance.choice(State.values)
        facts = replace(EASY, is_application=chance.random() < 0.5, criteria_judged=chance.random() < 0.8)
        try:
            ensure(state, target, actor=actor, facts=facts, reason="anders", text="Omdat.")
        except IllegalTransition:
            continue
        yield state, target, actor
        state = target


def test_a_random_walk_of_10000_tries_takes_no_step_that_the_table_lacks() -> None:
    listed = {(row[0], row[1]): row[2].split() for row in TABLE}
    steps = list(random_steps(10_000))
    assert len(steps) > 200
    assert all(actor in listed.get((source, target), []) for source, target, actor in steps)
