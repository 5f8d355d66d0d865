"""Support as everybody may see it: no group below five, and none that can be worked out."""

import pytest

from cms.models import PostcodeArea, Wijk
from participation import public_support
from participation.draagvlak import Requirement
from participation.public_support import Origin
from tests.factories.cms import make_wijk

SHARE = Requirement("share", 67, 60, False, "67% van de steun komt uit één postcode. Hoogstens 60% mag.")


@pytest.fixture
def wijk(db: None) -> Wijk:
    """A wijk with a street of two postcodes."""
    wijk = make_wijk("zuid", "1214")
    PostcodeArea.objects.create(wijk=wijk, first="1214AA", last="1214AB", street="Taludweg")
    return wijk


def origins(wijk: Wijk, **people: int) -> list[Origin]:
    """Where supporters come from, by the letters of 1214."""
    return public_support.origins({f"1214{letters}": count for letters, count in people.items()}, wijk)


def test_postcodes_of_one_street_are_that_street(wijk: Wijk) -> None:
    assert origins(wijk, AA=3, AB=4, BA=6) == [Origin("Taludweg", 7, 100.0), Origin("1214 BA", 6, 600 / 7)]


def test_small_groups_are_joined_with_at_least_one_more(wijk: Wijk) -> None:
    rest = "Andere straten en postcodes samen"

    assert [(row.name, row.count) for row in origins(wijk, BA=8, BB=6, BC=1)] == [("1214 BA", 8), (rest, 7)]


def test_few_supporters_are_no_breakdown_at_all(wijk: Wijk) -> None:
    assert origins(wijk, BA=3, BB=1) == []
    assert origins(wijk) == []


def test_a_street_within_a_longer_one_is_that_street_and_behind_it_the_longer_one(wijk: Wijk) -> None:
    PostcodeArea.objects.create(wijk=wijk, first="1214BA", last="1214BZ", street="Larenseweg")
    PostcodeArea.objects.create(wijk=wijk, first="1214BC", last="1214BD", street="Hofje")

    found = {row.name: row.count for row in origins(wijk, BB=5, BC=6, BE=7, CA=8, AC=9)}
    assert found == {"Larenseweg": 12, "1214 AC": 9, "1214 CA": 8, "Hofje": 6}


def test_many_places_are_a_dozen_rows_and_nobody_is_lost(wijk: Wijk) -> None:
    people = {f"C{letter}": 30 - number for number, letter in enumerate("ABCDEFGHJKLMN")}

    found = origins(wijk, **people)
    assert len(people) == 13 and len(found) == 12
    assert [row.count for row in found] == [*range(30, 19, -1), 19 + 18]
    assert found[-1] == Origin("Andere straten en postcodes samen", 37, 100.0)


def test_the_largest_share_is_told_only_of_a_group_that_may_be_shown() -> None:
    hidden = public_support.without_small_groups(SHARE, {"1214AA": 4, "1214AB": 2})
    shown = public_support.without_small_groups(SHARE, {"1214AA": 6, "1214AB": 3})

    assert (hidden.figure, hidden.words) == (0, "Hoogstens 60% van de steun mag uit één postcode komen.")
    assert shown == SHARE
