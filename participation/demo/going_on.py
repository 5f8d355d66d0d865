"""What happens in the demo once a plan goes on: buurtdeal, dates, payments, the account, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.models import Role, User
from cms.uploads import CleanFile, clean_file
from cms.workdays import local_date
from participation.deals import Deal
from participation.models import Applicant, Decision, Submission
from participation.services import account, aftercare, closing, deals, grant_account, milestones, payments, settlement
from participation.services.public_decisions import publish_decision

# What initiators answered to the three questions, one plan after the other.
_ANSWERS = (("ja", "ja", "beetje"), ("ja", "beetje", "ja"), ("ja", "ja", "ja"), ("beetje", "ja", "nee"))


def draft(case: Submission, plan: dict[str, Any], *, by: User, now: datetime) -> None:
    """The buurtdeal and its dates as they lie on the table before the decision; nothing where the plan has none."""
    if "deal" not in plan:
        return
    words = Deal(
        **{"hours_a_year": None, "means": "", "upkeep_years": 0, "starts_on": local_date(now), "ends_on": None}
        | plan["deal"]
    )
    for title, who, days in plan.get("dates", ()):
        case.refresh_from_db()
        milestones.add(
            submission=case,
            title=title,
            due_on=_day(now, days),
            who=who,
            by=by,
            expected_version=case.version,
            now=now,
        )
    case.refresh_from_db()
    deals.save_draft(submission=case, words=words, by=by, expected_version=case.version, now=now)
    case.refresh_from_db()


def tell(case: Submission, *, by: User, now: datetime) -> None:
    """The decision on the site, for a plan that stands there."""
    version = getattr(case, "public_version", None)
    if version and version.is_public:
        publish_decision(submission=case, by=by, expected_version=case.version, now=now)


def agree(case: Submission, *, by: User, now: datetime) -> None:
    """Both parties say yes to the version that was laid down with the decision."""
    deal = case.deals.filter(status="offered").first()
    if deal is None:
        return
    deals.agree_as_initiator(applicant=_initiator(case), deal=deal.pk, now=now)
    case.refresh_from_db()
    deals.agree_as_municipality(submission=case, deal=deal.pk, by=by, expected_version=case.version, now=now)
    case.refresh_from_db()


def pay(decision: Decision, cents: int, *, by: User, wijkwethouder: User, now: datetime) -> None:
    """Ask for a payment, and say yes to it where the mandate asks for another person."""
    case = decision.submission
    case.refresh_from_db()
    asked = payments.request_payment(
        submission=case, amount_cents=cents, by=by, expected_version=case.version, now=now
    )
    if asked.role == Role.WIJKWETHOUDER:
        case.refresh_from_db()
        payments.answer_payment(
            submission=case,
            payment=asked.pk,
            is_agreed=True,
            by=wijkwethouder,
            expected_version=case.version,
            now=now,
        )


def begin(case: Submission, plan: dict[str, Any], *, by: User, now: datetime) -> None:
    """The first date that the neighbours kept is ticked off."""
    first = case.milestones.filter(who="neighbours", state="open").first()
    if first is not None and "dates" in plan:
        milestones.done_by_initiator(applicant=_initiator(case), milestone=first.pk, now=now)


def account_for(decision: Decision, plan: dict[str, Any], *, by: User, now: datetime) -> None:
    """What it really cost, with receipts, laid down; what was paid too much came back."""
    if "costs" not in plan:
        return
    case = decision.submission
    lines = [
        grant_account.add_line(
            applicant=_initiator(case),
            side="cost",
            description=what,
            amount_cents=cents,
            receipt=_receipt(what),
            now=now,
        )
        for what, cents in plan["costs"]
    ]
    grant_account.hand_in(applicant=_initiator(case), now=now)
    for line in lines:
        case.refresh_from_db()
        grant_account.check_line(
            submission=case, line=line.pk, is_ok=True, by=by, expected_version=case.version, now=now
        )
    case.refresh_from_db()
    found = settlement.settlement_of(case, decision, today=local_date(now))
    settled = settlement.settle(
        submission=case,
        decision=decision,
        spent_cents=found.spent_cents,
        by=by,
        expected_version=case.version,
        now=now,
    )
    if settled.back_cents:
        account.recover(decision=decision, amount_cents=settled.back_cents, by=by, now=now)


def look_back(case: Submission, plan: dict[str, Any], number: int, *, by: User, now: datetime) -> None:
    """Three answers, the story for the neighbourhood, the tile, and why others can learn from it."""
    where, what, when = _ANSWERS[number % len(_ANSWERS)]
    closing.answer_closing(applicant=_initiator(case), where=where, what=what, when=when, now=now)

    def staff(act: Any, **given: Any) -> None:
        case.refresh_from_db()
        act(submission=case, by=by, expected_version=case.version, now=now, **given)

    if "story" in plan:
        aftercare.tell_story(applicant=_initiator(case), text=plan["story"], language="nl", now=now)
        staff(aftercare.moderate_story, is_public=True, public_text=plan["story"])
    if deals.in_force(case) is not None:
        staff(deals.lay_tile, on=local_date(now))
    if "example" in plan:
        staff(closing.mark_example, is_example=True, why=plan["example"])
    case.refresh_from_db()


def _initiator(case: Submission) -> Applicant:
    return case.applicants.select_related("submission").get(is_main=True)


def _day(now: datetime, days: int) -> date:
    return local_date(now) + timedelta(days=days)


def _receipt(what: str) -> CleanFile:
    """A receipt as a shop would print it, cleaned like any other."""
    sheet = Image.new("RGB", (360, 220), "white")
    drawing = ImageDraw.Draw(sheet)
    for row, text in enumerate(("BON", what, "Betaald met pin")):
        drawing.text((24, 30 + 50 * row), text.encode("ascii", "replace").decode(), fill="black")
    content = BytesIO()
    sheet.save(content, "PNG")
    return clean_file(SimpleUploadedFile("bon.png", content.getvalue(), content_type="image/png"))
