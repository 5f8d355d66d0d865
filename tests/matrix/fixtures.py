"""The two fixtures that every test of the matrix and the crawl begins with, made for one module at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.db import transaction

from tests.conftest import NOW
from tests.matrix.world import World, make_world


def world_for_module() -> Any:
    """One world for all tests of a module. Whatever a test does is undone after it, the world after the module."""

    @pytest.fixture(scope="module")
    def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
        with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
            yield make_world()
            transaction.set_rollback(True)

    return world


def day_of_the_world() -> Any:
    """Every test on the day of the world; without what Django logs of each 404, since there are thousands."""

    @pytest.fixture(autouse=True)
    def that_day(db: None) -> Iterator[None]:
        logging.disable(logging.CRITICAL)
        with time_machine.travel(NOW, tick=False):
            yield
        logging.disable(logging.NOTSET)

    return that_day
