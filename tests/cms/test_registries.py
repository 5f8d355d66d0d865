"""Registries: in order, each name once, and data classes that say what becomes of their rows."""

from datetime import UTC, datetime

import pytest

from cms.registries import DataClass, DemoContext, Registry


def test_items_keep_the_order_in_which_they_were_registered() -> None:
    registry: Registry[int] = Registry("number")
    for name, value in (("two", 2), ("one", 1), ("three", 3)):
        registry.register(name, value)
    assert list(registry) == [2, 1, 3]
    assert registry.names() == ["two", "one", "three"]
    assert registry.items()[0] == ("two", 2)
    assert len(registry) == 3 and "one" in registry and "four" not in registry


def test_a_name_that_is_taken_is_refused_and_the_first_stays() -> None:
    registry: Registry[int] = Registry("number")
    registry.register("one", 1)
    with pytest.raises(ValueError, match="'one' is registered twice"):
        registry.register("one", 11)
    assert registry.get("one") == 1


def test_an_unknown_name_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="no number 'one'"):
        Registry("number").get("one")


def test_a_data_class_purges_or_says_why_not() -> None:
    with pytest.raises(ValueError, match="needs a purge"):
        DataClass("iets", ("cms.Wijk",), term="altijd")
    with pytest.raises(ValueError, match="needs a purge"):
        DataClass("iets", ("cms.Wijk",), term="altijd", purge=lambda now, dry: 0, keeps="en toch ook een reden")


def test_parts_of_the_demo_do_not_share_data_by_accident() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    first, second = DemoContext(now=moment), DemoContext(now=moment)
    first.data["wijk"] = 1
    assert second.data == {}
