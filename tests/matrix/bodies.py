"""What a person would send with each form of the working screen: complete, so that only a right can be missing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from participation.models import Submission
from tests.matrix.world import AREAS

# What Wagtail's editor sends with every page that has blocks, and cannot do without: none of them.
NO_BLOCKS = {f"{name}-count": "0" for name in ("body", "about_body", "editions", "faces")}

_WORDS = {"public_text": "Blijft de boom staan?", "public_answer": "Ja, de boom blijft."}


def body(name: str, case: Submission) -> dict[str, Any]:
    """The fields of a form, for this case in its version of now."""
    slug = case.wijk.slug if case.wijk else "zuid"
    outcome = {"letter_text": "We hebben besloten.", "outcome": "grant", "amount_cents": "1500"}
    fields: dict[str, dict[str, Any]] = {
        "press": {},
        "advise": {"giver": "regietafel", "is_positive": "ja", "text": "Doen."},
        "call": {"called_on": "2026-11-20"},
        "text": {"title": "Geveltuinen", "summary": "Twintig tuintjes.", "body": "Langs de huizen."},
        "facts": {"wijk": case.wijk_id or "", "scope": "buurt", "asked_cents": "4800"},
        "assign": {"to": ""},
        "judge": {"verdict": "ja", "note": "Gesproken met de buren."},
        "open_support": {"areas": f"{AREAS[slug][:4]} {AREAS[slug][4:]}"},
        "close_support": {"reason": "anders", "text": "We stoppen ermee."},
        "proof": {"kind": "meeting", "text": "Veertig buren waren er.", "people": "40"},
        "remove_proof": {"which": _first(case.support_proofs)},
        "card": {
            "channel": "paper",
            "stance": "support",
            "postcode": AREAS[slug],
            "house_number": "12",
            "initials": "J.P.",
        },
        "take_back": {"which": _first(case.supports.filter(channel="paper"))},
        "party": {"which": _first(case.supports.exclude(party="")), "is_right": "ja"},
        "question": {"which": _first(case.questions.filter(state="new"))} | _WORDS,
        "answered": {"which": _first(case.questions.filter(state="answered"))} | _WORDS,
        "refuse_question": {"which": _first(case.questions), "reason": "ander_onderwerp"},
        "step": {"reason": "incompleet", "text": "Stuur ons nog een tekening.", "is_confirmed": "on"},
        "write": {"text": "Dank je wel."},
        "apply": {"asked_cents": "4800"},
        "propose": outcome,
        "sign": {"is_agreed": "ja"},
        "record": outcome | {"body": "college", "amount_cents": "30000"},
        "pay": {"amount_cents": "100"},
        "release": {"amount_cents": "100", "reason": "anders"},
        "settle": {"spent_cents": "4000"},
        "deal": {"municipality_does": "Bakken.", "neighbours_do": "Planten.", "contact": "wijkregisseur"},
        "agree_deal": {"which": 1},
        "tile": {"on": "2026-11-19"},
        "milestone": {"title": "Planten", "due_on": "2027-03-01", "who": "neighbours", "sort": "work"},
        "milestone_state": {"which": 1, "to": "done"},
        "photo": {"which": _first(case.photos), "is_public": "nee", "alt": "Een bank."},
        "story": {"is_public": "ja", "public_text": "Het ging goed."},
        "example": {"is_example": "ja", "why": "Begin klein."},
        "line": {"which": 1, "is_ok": "ja"},
        "due_day": {"due_on": "2027-03-01"},
        "answer_payment": {"which": 1, "is_agreed": "ja"},
    }
    return {"version": case.version, "seen": 0} | fields[name]


def _first(rows: QuerySet) -> int:
    """The id of a row; 1 where the case has none, which is a row of another case or nothing."""
    return rows.order_by("pk").values_list("pk", flat=True).first() or 1
