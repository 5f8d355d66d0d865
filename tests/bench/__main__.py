"""Measure what a page costs, in milliseconds of CPU and in queries, beside two floors of the same run.

Figures in milliseconds differ from machine to machine; the ratios to the floors hold. A floor is the least that such
an answer can cost: a bare Django view, and a bare Wagtail page with a template of one line. Run it by `make bench`.
"""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from unittest.mock import patch

import django
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path

ROUNDS = 15
REQUESTS_A_ROUND = 20
STANDARD_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGES = {
    "voorpagina": "/",
    "wijken": "/wijken/",
    "wijkpagina": "/wijken/zuid/",
    "wijkthermometer": "/wijkthermometer/",
    "initiatieven": "/initiatieven/",
}

urlpatterns = [path("", lambda request: HttpResponse("Hallo"))]


@dataclass
class Subject:
    """One thing to measure: an address, and what holds while it is asked for."""

    name: str
    address: str
    setting: Callable[[], AbstractContextManager] = nullcontext
    query_count: int = 0
    length: int = 0
    cpu_ms: list[float] = field(default_factory=list)

    def prepare(self) -> None:
        """Ask twice, so that templates are read, and count the queries of the second time.

        Raises:
            RuntimeError: when the answer is not 200.
        """
        with self.setting():
            client = Client()
            client.get(self.address, secure=True)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(self.address, secure=True)
        if response.status_code != 200:
            raise RuntimeError(f"{self.address} answers {response.status_code}")
        self.query_count, self.length = len(queries), len(response.content)

    def measure(self) -> None:
        """Ask some times, and note the CPU of one request; the database is SQLite, so its work is in it."""
        with self.setting():
            client = Client()
            client.get(self.address, secure=True)
            begun = time.process_time()
            for _ in range(REQUESTS_A_ROUND):
                client.get(self.address, secure=True)
            self.cpu_ms.append((time.process_time() - begun) * 1000 / REQUESTS_A_ROUND)


def bare_view() -> AbstractContextManager:
    """No project: one view, and the middleware that Django starts a project with."""
    return override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=STANDARD_MIDDLEWARE)


def bare_page() -> AbstractContextManager:
    """The home page without what we make of it: Wagtail finds it and fills a template of one line."""
    from wagtail.models import Page

    from pages.models import HomePage

    template = engines["django"].from_string("<h1>{{ page.title }}</h1>")

    def serve(page: HomePage, request: HttpRequest, *args: object, **kwargs: object) -> TemplateResponse:
        return TemplateResponse(request, template, Page.get_context(page, request))

    return patch.object(HomePage, "serve", serve)


def report(subjects: list[Subject]) -> str:
    """A table: median CPU, ratio to both floors, queries and size."""
    view, page = (statistics.median(subject.cpu_ms) for subject in subjects[:2])
    lines = [f"{'':<20}{'CPU ms':>8}{'x view':>8}{'x page':>8}{'queries':>9}{'kB':>7}"]
    for subject in subjects:
        cpu = statistics.median(subject.cpu_ms)
        lines.append(
            f"{subject.name:<20}{cpu:>8.2f}{cpu / view:>8.1f}{cpu / page:>8.2f}"
            f"{subject.query_count:>9}{subject.length / 1000:>7.1f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Make the demo where it is not there yet, measure in turns, and print the table."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo")
    subjects = [Subject("kale view", "/", bare_view), Subject("kale pagina", "/", bare_page)]
    subjects += [Subject(name, address) for name, address in PAGES.items()]
    for subject in subjects:
        subject.prepare()
    # In turns, so that a slow moment of the machine falls on all of them.
    for _ in range(ROUNDS):
        for subject in subjects:
            subject.measure()
    sys.stdout.write(report(subjects) + "\n")


if __name__ == "__main__":
    main()
