"""Cases for tests, walked through the same services that people's clicks call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cms.models import Purpose, User, Wijk
from cms.models.people import Role
from participation.codes import Outcome, PotKind, Reason, Scope, State, Verdict
from participation.mandates import default_table
from participation.models import Advice, Decision, DraagvlakRule, MandateRule, Submission, Support
from participation.services import account, decide, moderate, submit, support
from participation.services.advise import advise
from participation.services.apply import apply_for_money
from participation.services.calls import record_call
from participation.services.plans import PlanInput
from tests.conftest import NOW
from tests.factories.cms import link_text, make_wijk, staff

INITIATOR = "fatima@example.org"


@dataclass
class House:
    """One wijk with its people, rules and pots: all that a case needs."""

    wijk: Wijk
    wijkregisseur: User
    wijkwethouder: User
    voorzitter: User
    griffie: User


def make_rules(valid_from: date = date(2020, 1, 1)) -> None:
    """Table 2 and the draagvlak norms of the domain."""
    for row in default_table(valid_from=valid_from):
        MandateRule.objects.get_or_create(
            kind=row.kind,
            above_cents=row.above_cents,
            valid_from=valid_from,
            defaults={
                "up_to_cents": row.up_to_cents,
                "roles": list(row.roles),
                "form": row.form,
                "number": row.number,
            },
        )
    norms = {Scope.STRAAT: (8, 2, None, None), Scope.BUURT: (25, 5, None, 60), Scope.WIJK: (75, 12, 2, 60)}
    for scope, (supporters, pc6, parties, share) in norms.items():
        numbers = {"supporters": supporters, "pc6": pc6, "parties": parties, "max_share_percent": share}
        DraagvlakRule.objects.get_or_create(wijk=None, scope=scope, valid_from=valid_from, defaults=numbers)


def make_house(
    slug: str = "zuid",
    *,
    subsidy_cents: int = 5_350_000,
    hand_money_cents: int = 825_000,
    now: datetime = NOW,
) -> House:
    """A wijk with postcodes 1214, its people, Table 2, the draagvlak norms, and pots of this year (Table 1, Zuid)."""
    wijk = make_wijk(slug)
    make_rules()
    fill_pots(wijk, subsidy_cents, hand_money_cents, now=now)
    return House(
        wijk=wijk,
        wijkregisseur=staff(Role.WIJKREGISSEUR, wijk),
        wijkwethouder=staff(Role.WIJKWETHOUDER, wijk),
        voorzitter=staff(Role.VOORZITTER, cluster=wijk.cluster),
        griffie=staff(Role.GRIFFIE),
    )


def fill_pots(wijk: Wijk, subsidy_cents: int, hand_money_cents: int, *, now: datetime = NOW) -> None:
    """Give a wijk its two pots of this year; 0 makes no pot."""
    for kind, cents in ((PotKind.SUBSIDY, subsidy_cents), (PotKind.HAND_MONEY, hand_money_cents)):
        if cents:
            account.allocate(year=now.year, kind=kind, wijk=wijk, amount_cents=cents, reason="tabel-1", now=now)


def make_submission(house: House | None = None, *, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan that came in; `changes` are fields of PlanInput, or of `submit` itself (channel, entered_by, ...)."""
    wijk = house.wijk if house else make_wijk()
    extra = {
        name: changes.pop(name)
        for name in ("channel", "idempotency_key", "entered_by", "is_suspicious")
        if name in changes
    }
    given: dict[str, Any] = {
        "title": "Geveltuinen aan de Taludweg",
        "what": "Twintig geveltuintjes langs de huizen.",
        "scope": Scope.BUURT,
        "wijk": wijk,
        "postcode": "1214AA",
        "house_number": "12",
        "asked_cents": 480_000,
        "name": "Fatima El Idrissi",
        "email": INITIATOR,
    }
    return submit.submit(plan=PlanInput(**given | changes), now=now, **extra)


def confirmed(case: Submission, *, now: datetime = NOW) -> Submission:
    """The initiator confirms the address by the link in the receipt."""
    applicant = case.applicants.get(is_main=True)
    if applicant.email and not applicant.email_confirmed_at:
        text = link_text(Purpose.CONFIRM_EMAIL, f"applicant:{applicant.pk}")
        submit.confirm_email(token_text=text, now=now)
    return case


def move(case: Submission, to: str, by: User | None, *, now: datetime = NOW, **words: Any) -> Submission:
    """A step, confirmed where it asks."""
    case.refresh_from_db()
    return moderate.move(
        submission=case, to=to, by=by, expected_version=case.version, is_confirmed=True, now=now, **words
    )


def in_review(house: House, *, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan that the wijkregisseur looks at."""
    return move(make_submission(house, now=now, **changes), State.IN_REVIEW, house.wijkregisseur, now=now)


def published(house: House, *, now: datetime = NOW, title: str = "Geveltuinen", **changes: Any) -> Submission:
    """A plan that is on the site."""
    case = confirmed(in_review(house, now=now, **changes), now=now)
    moderate.save_public_text(
        submission=case,
        by=house.wijkregisseur,
        expected_version=case.version,
        title=title,
        summary="Twintig geveltuintjes maken de straat groen.",
        body="De buren planten en onderhouden zelf.",
        now=now,
    )
    moderate.publish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    return case


def gathering(house: House, *, now: datetime = NOW, weeks: int | None = None, **changes: Any) -> Submission:
    """A plan that seeks support."""
    case = published(house, now=now, **changes)
    support.open_support(submission=case, by=house.wijkregisseur, expected_version=case.version, weeks=weeks, now=now)
    return case


def give(case: Submission, email: str, postcode: str = "1214AA", *, now: datetime = NOW, **words: Any) -> Support:
    """A neighbour fills in the form; nothing counts yet."""
    return support.give(submission=case, email=email, postcode=postcode, house_number="1", now=now, **words)


def confirm_support(voice: Support, *, now: datetime = NOW) -> Support:
    """The neighbour opens the mail and confirms."""
    return support.confirm(token_text=link_text(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}"), now=now)


def supported(case: Submission, count: int, *, spread: int = 5, now: datetime = NOW, **words: Any) -> Submission:
    """So many neighbours from so many postcodes of 1214 support the plan."""
    for number in range(count):
        postcode = f"1214A{'ABCDEFGHJKLMNPQRSTUVWXYZ'[number % spread]}"
        stance = words.get("stance", "support")
        voice = give(case, f"{stance}{number}@example.org", postcode, now=now, **words)
        confirm_support(voice, now=now + timedelta(minutes=5))
    case.refresh_from_db()
    return case


def judged(case: Submission, by: User, *, now: datetime = NOW, **verdicts: str) -> Submission:
    """All five criteria with a verdict; `criterion_4="twijfel"` changes one."""
    for criterion in range(1, 6):
        case.refresh_from_db()
        moderate.judge(
            submission=case,
            criterion=criterion,
            verdict=verdicts.get(f"criterion_{criterion}", Verdict.YES),
            note="Gesproken met de buren.",
            by=by,
            expected_version=case.version,
            now=now,
        )
    return case


def to_decide(house: House, *, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan, published and judged, that waits for a decision; an application where the amount asks for it."""
    case = judged(published(house, now=now, **changes), house.wijkregisseur, now=now)
    if not case.is_application and (case.asked_cents or 0) > 200_000:
        apply_for_money(submission=case, by=house.wijkregisseur, now=now)
    return move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER, now=now)


def called(case: Submission, by: User, *, now: datetime = NOW) -> Submission:
    """Somebody called the initiator, as goes before every no."""
    case.refresh_from_db()
    record_call(submission=case, by=by, expected_version=case.version, called_on=now.date(), now=now)
    case.refresh_from_db()
    return case


def advised(case: Submission, by: User, giver: str, *, now: datetime = NOW, **words: Any) -> Advice:
    """Advice in the name of `giver`, positive unless said otherwise."""
    case.refresh_from_db()
    given = {"is_positive": True, "text": "Past bij de wijk."} | words
    return advise(submission=case, by=by, expected_version=case.version, giver=giver, now=now, **given)


def propose(case: Submission, by: User, *, now: datetime = NOW, **changes: Any) -> Decision:
    """A proposal to grant what was asked; before a rejection somebody calls."""
    case.refresh_from_db()
    given: dict[str, Any] = {
        "role": Role.WIJKREGISSEUR,
        "outcome": Outcome.GRANT,
        "amount_cents": case.asked_cents or 0,
        "letter_text": "Je plan gaat door.",
        "decisive": "Het maakt de straat groener.",
    }
    if changes.get("outcome") == Outcome.REJECT:
        called(case, by, now=now)
    return decide.propose(submission=case, by=by, expected_version=case.version, now=now, **given | changes)


def sign(decision: Decision, by: User, role: str, *, now: datetime = NOW, **words: Any) -> Decision:
    """A yes, unless `is_agreed` says otherwise."""
    decision.submission.refresh_from_db()
    given = {"is_agreed": True, "expected_version": decision.submission.version} | words
    return decide.sign(decision=decision, by=by, role=role, now=now, **given)


def granted(house: House, *, now: datetime = NOW, **changes: Any) -> Decision:
    """A plan that was granted what it asked, up to 10,000 euro."""
    decision = propose(to_decide(house, now=now, **changes), house.wijkregisseur, now=now)
    if decision.status == Decision.Status.PROPOSED:
        decision = sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER, now=now)
    return decision
