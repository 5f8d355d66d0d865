"""Who sees which case: own wijk, own cluster, the city, or nothing."""

from datetime import date, timedelta

import pytest

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cms.models import Role, User
from participation import policies
from participation.models import Submission
from tests.factories.cms import ClusterFactory, UserFactory, make_wijk, staff
from tests.factories.participation import make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases() -> dict[str, Submission]:
    """One case in each of two wijken of one cluster, one in a wijk elsewhere, one without a wijk."""
    noord = ClusterFactory(slug="noord")
    wijken = {
        "noordoost": make_wijk("noordoost", "1222", cluster=noord),
        "noordwest": make_wijk("noordwest", "1217", cluster=noord),
        "zuid": make_wijk("zuid", "1214"),
    }
    found = {slug: make_submission(wijk=wijk) for slug, wijk in wijken.items()}
    return found | {"buiten": make_submission(wijk=None)}


def seen(user: User | AnonymousUser, cases: dict[str, Submission]) -> set[str]:
    visible = set(Submission.objects.visible_to(user))
    return {name for name, case in cases.items() if case in visible}


EVERYTHING = {"noordoost", "noordwest", "zuid", "buiten"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.WIJKREGISSEUR, {"noordoost", "buiten"}),
        (Role.WIJKWETHOUDER, {"noordoost"}),
        (Role.VOORZITTER, {"noordoost", "noordwest"}),
        (Role.WETHOUDER, EVERYTHING),
        (Role.TEAMMANAGER, EVERYTHING),
        (Role.GRIFFIE, EVERYTHING),
        (Role.BALIE, EVERYTHING),
        (Role.PRIVACY, EVERYTHING),
        (Role.AUDITOR, EVERYTHING),
        (Role.ADVISER, set()),
        (Role.TECHNIEK, set()),
    ],
)
def test_a_role_shows_its_own_cases_and_no_others(role: str, expected: set[str], cases: dict[str, Submission]) -> None:
    wijk = cases["noordoost"].wijk
    scope = {
        Role.WIJKREGISSEUR: {"wijk": wijk},
        Role.WIJKWETHOUDER: {"wijk": wijk},
        Role.VOORZITTER: {"cluster": wijk.cluster},
    }.get(role, {})
    assert seen(staff(role, **scope), cases) == expected


def test_without_a_role_there_is_nothing_and_the_administrator_sees_all(cases: dict[str, Submission]) -> None:
    assert seen(AnonymousUser(), cases) == set()
    assert seen(UserFactory(), cases) == set()
    assert seen(UserFactory(is_superuser=True), cases) == EVERYTHING
    assert seen(UserFactory(is_superuser=True, is_active=False), cases) == set()


def test_roles_of_several_wijken_add_up(cases: dict[str, Submission]) -> None:
    user = staff(Role.WIJKREGISSEUR, cases["noordoost"].wijk)
    staff(Role.WIJKREGISSEUR, cases["zuid"].wijk, user=user)
    assert seen(user, cases) == {"noordoost", "zuid", "buiten"}


def test_a_role_counts_on_its_days_alone(cases: dict[str, Submission]) -> None:
    wijk, today = cases["zuid"].wijk, timezone.localdate()
    day = timedelta(days=1)
    spans: list[tuple[date | None, date | None, bool]] = [
        (None, today, True),
        (None, today - day, False),
        (today, None, True),
        (today + day, None, False),
        (today - day, today + day, True),
    ]
    for start, end, counts in spans:
        user = staff(Role.WIJKREGISSEUR, wijk, valid_from=start, valid_until=end)
        assert seen(user, cases) == ({"zuid", "buiten"} if counts else set()), (start, end)


def test_only_the_wijkregisseur_of_the_wijk_handles_and_balie_may_read_contact(cases: dict[str, Submission]) -> None:
    case = cases["zuid"]
    people = {
        "own": staff(Role.WIJKREGISSEUR, case.wijk),
        "other": staff(Role.WIJKREGISSEUR, cases["noordoost"].wijk),
        "wethouder": staff(Role.WIJKWETHOUDER, case.wijk),
        "voorzitter": staff(Role.VOORZITTER, cluster=case.wijk.cluster),
        "balie": staff(Role.BALIE),
        "auditor": staff(Role.AUDITOR),
        "griffie": staff(Role.GRIFFIE),
        "admin": UserFactory(is_superuser=True),
    }
    assert {name for name, user in people.items() if policies.can_handle(user, case)} == {"own", "admin"}
    assert {name for name, user in people.items() if policies.can_read_contact(user, case)} == {
        "own",
        "balie",
        "admin",
    }


def test_roles_for_a_case_hold_wijk_cluster_and_city(cases: dict[str, Submission]) -> None:
    case = cases["noordwest"]
    user = staff(Role.VOORZITTER, cluster=case.wijk.cluster)
    staff(Role.GRIFFIE, user=user)
    staff(Role.WIJKREGISSEUR, cases["noordoost"].wijk, user=user)
    assert policies.roles_for(user, case) == {Role.VOORZITTER, Role.GRIFFIE}
    assert policies.roles_for(user, cases["buiten"]) == {Role.GRIFFIE, Role.WIJKREGISSEUR}
