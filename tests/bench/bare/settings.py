"""The middleware that Django starts a project with, two addresses, and the one app of the floors."""

from __future__ import annotations

import os

from cms.settings_test import *  # noqa: F403
from tests.bench.floors import STANDARD_MIDDLEWARE

ROOT_URLCONF = "tests.bench.bare.site"
MIDDLEWARE = STANDARD_MIDDLEWARE
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.bare"]  # noqa: F405
POLL = os.environ.get("BENCH_POLL", "0")
