"""Support given, confirmed, withdrawn, entered, taken back and closed in any order: the counter is always a recount.

Each step is what people can do at that moment; Hypothesis picks them. Kept small: each step is a transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from django.db import transaction

from cms.models import Purpose, Token
from cms.tokens import TokenError
from participation.codes import Scope
from participation.models import Submission, Support, SupportCampaign
from participation.services import support, support_entry
from participation.services.errors import Refused, StaleCase
from tests.conftest import NOW
from tests.factories.cms import link_text
from tests.factories.participation import INITIATOR, House, gathering, give, make_house

pytestmark = pytest.mark.django_db
PEOPLE = ("a@example.org", "B@Example.org", "c@example.org", INITIATOR)
POSTCODES = ("1214AA", "1214AB", "1211AA")
STANCES = ("support", "concern")

steps = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(PEOPLE), st.sampled_from(POSTCODES), st.sampled_from(STANCES)),
    st.tuples(st.just("confirm"), st.integers(0, 5)),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("enter"), st.sampled_from("AB"), st.sampled_from(POSTCODES), st.sampled_from(STANCES)),
    st.tuples(st.just("take back"), st.integers(0, 5)),
    st.tuples(st.just("check"), st.integers(0, 5)),
    st.tuples(st.just("close")),
    st.tuples(st.just("open again")),
    st.tuples(st.just("wait"), st.integers(1, 30)),
)


class Street:
    """One plan, and a clock that only goes on."""

    def __init__(self, house: House, case: Submission) -> None:
        self.house, self.case, self.now = house, case, NOW

    def take(self, name: str, *words: object) -> None:
        """Do one step; what the rules refuse changes nothing, and that is checked too."""
        self.now += timedelta(minutes=2)
        before = counters(self.case)
        try:
            with transaction.atomic():
                getattr(self, name.replace(" ", "_"))(*words)
        except (Refused, TokenError, StaleCase):
            assert counters(self.case) == before
        assert counters(self.case) == recount(self.case)

    def give(self, email: str, postcode: str, stance: str) -> None:
        give(self.case, email, postcode, now=self.now, stance=stance, text="Waar parkeren we?")

    def confirm(self, number: int) -> None:
        for text in self._link(Purpose.CONFIRM_SUPPORT, number):
            support.confirm(token_text=text, now=self.now)

    def withdraw(self, number: int) -> None:
        for text in self._link(Purpose.WITHDRAW_SUPPORT, number):
            support.withdraw(token_text=text, now=self.now)

    def enter(self, initials: str, postcode: str, stance: str) -> None:
        card = {"channel": "paper", "postcode": postcode, "house_number": "1", "initials": initials, "stance": stance}
        support_entry.enter(submission=self.case, by=self.house.wijkregisseur, now=self.now, **card)

    def take_back(self, number: int) -> None:
        for voice in self._voice(number):
            by = self.house.wijkregisseur
            support_entry.take_back(submission=self.case, by=by, support=voice.pk, now=self.now)

    def check(self, number: int) -> None:
        for voice in self._voice(number):
            by = self.house.wijkregisseur
            support_entry.check_party(submission=self.case, by=by, support=voice.pk, now=self.now)

    def close(self) -> None:
        self.case.refresh_from_db()
        support.close_support(submission=self.case, by=None, expected_version=self.case.version, now=self.now)

    def open_again(self) -> None:
        self.case.refresh_from_db()
        version, by = self.case.version, self.house.wijkregisseur
        support.open_support(submission=self.case, by=by, expected_version=version, weeks=2, now=self.now)

    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        support.close_due(self.now)

    def _voice(self, number: int) -> list[Support]:
        voices = list(Support.objects.filter(submission=self.case).order_by("pk"))
        return voices[number : number + 1]

    def _link(self, purpose: Purpose, number: int) -> list[str]:
        subjects = [f"support:{voice.pk}" for voice in self._voice(number)]
        found = Token.objects.filter(purpose=purpose, subject__in=subjects)
        return [link_text(purpose, subject) for subject in found.values_list("subject", flat=True).distinct()]


def counters(case: Submission) -> tuple[int, int, int]:
    found = SupportCampaign.objects.get(submission=case)
    return found.inside_count, found.outside_count, found.concern_count


def recount(case: Submission) -> tuple[int, int, int]:
    """From the rows alone: confirmed, not withdrawn, in the area or not by the letters of the postcode."""
    rows = [row for row in Support.objects.filter(submission=case) if row.confirmed_at and not row.withdrawn_at]
    supports = [row for row in rows if row.stance == "support"]
    inside = sum(row.postcode.startswith("1214") for row in supports)
    return inside, len(supports) - inside, len(rows) - len(supports)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(walk=st.lists(steps, min_size=6, max_size=16))
def test_the_counter_is_always_a_recount(walk: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        house = make_house()
        street = Street(house, gathering(house, scope=Scope.STRAAT, weeks=1))
        for step in walk:
            street.take(*step)
        found = support.report(submission=street.case)
        assert (found.inside_count, found.outside_count, found.concern_count) == recount(street.case)
        own = street.case.applicants.get(is_main=True).email_hash
        assert not Support.objects.counted().filter(person_hash=own).exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_same_voices_in_another_order_give_the_same_report(turn: int, now: datetime) -> None:
    house = make_house()
    street = Street(house, gathering(house))
    acts = [
        ("enter", "A", "1214AA", "support"),
        ("enter", "B", "1214AB", "support"),
        ("enter", "A", "1211AA", "support"),
        ("enter", "A", "1214AA", "concern"),
        ("enter", "A", "1214AA", "support"),  # the first once more
    ]
    for act in acts[::turn]:
        street.take(*act)
    found = support.report(submission=street.case)
    assert (found.inside_count, found.outside_count, found.concern_count, found.pc6_count) == (2, 1, 1, 2)
