"""What a plan is made of when it is sent in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cms.models import Wijk
from cms.uploads import CleanFile
from participation.codes import Kind
from participation.models import Category


@dataclass(frozen=True)
class CostInput:
    """One line of the estimate. side: "cost" or "income" (`CostLine.Side`); the amount in cents, not negative."""

    side: str
    description: str
    amount_cents: int


@dataclass(frozen=True)
class PlanInput:
    """A plan as a form hands it over: checked and trimmed, else as typed.

    asked_cents: None is "not known yet". scope: a `Scope` value or "". postcode: "1213LA" or "". files: pictures
    and PDFs that `cms.uploads` wrote anew. phone, address and organisation are as typed. other_wijken: where the
    plan is as well. latitude and longitude: of a pin, in degrees (WGS 84), both or none. co_emails: whom to invite
    to join in.
    """

    title: str
    what: str
    for_whom: str = ""
    when_text: str = ""
    goal: str = ""
    scope: str = ""
    category: Category | None = None
    place_text: str = ""
    postcode: str = ""
    house_number: str = ""
    wijk: Wijk | None = None
    other_wijken: Sequence[Wijk] = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    asked_cents: int | None = None
    cost_lines: Sequence[CostInput] = ()
    own_effort: str = ""
    other_funding: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    organisation: str = ""
    co_emails: Sequence[str] = ()
    is_short: bool = False
    kind: str = Kind.INITIATIVE
    files: Sequence[CleanFile] = ()
    language: str = "nl"
