"""Small groups are joined, so that no number tells of fewer than five people."""

from hypothesis import given
from hypothesis import strategies as st

from polls.groups import joined


def test_groups_of_five_stand_alone_and_smaller_ones_together() -> None:
    assert joined({"zuid": 12, "oost": 5, "noord": 3, "west": 4}) == (["zuid", "oost"], ["noord", "west"])


def test_a_single_small_group_takes_the_smallest_other_one_along() -> None:
    # 12 + 6 + 3: "overige: 3" would tell of three people.
    assert joined({"zuid": 12, "oost": 6, "noord": 3}) == (["zuid"], ["oost", "noord"])


def test_empty_groups_stand_nowhere() -> None:
    assert joined({"zuid": 0, "oost": 5}) == (["oost"], [])


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 30)))
def test_what_is_shown_tells_of_five_people_or_of_all(counts: dict[int, int]) -> None:
    alone, together = joined(counts)
    assert sorted([*alone, *together]) == sorted(key for key, count in counts.items() if count)
    assert all(counts[key] >= 5 for key in alone)
    rest = sum(counts[key] for key in together)
    assert not together or rest >= 5 or not alone
