"""Measure supporting a plan and sending one in: the rate at 8 clients beside a bare form that stores an idea.

DATABASE_URL names a PostgreSQL database of its own, into which the demo is loaded:
`DATABASE_URL=postgres://... DJANGO_SETTINGS_MODULE=cms.settings_test python -m tests.bench.sending`.
Nobody takes the mails out of the queue meanwhile. Afterwards all is counted: no form is lost, and no mail.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

django.setup()

from cms.forms.protection import opened_at_token  # noqa: E402
from cms.models import OutgoingMail  # noqa: E402
from participation.codes import State  # noqa: E402
from participation.models import Category, Submission, Support, SupportCampaign  # noqa: E402
from participation.selectors import initiative_path  # noqa: E402
from tests.bench.bare.models import Idea  # noqa: E402
from tests.bench.served import Site, beside  # noqa: E402

CLIENTS = 8
CATEGORIES: list[int] = []


def _fields(**given: str) -> str:
    opened = opened_at_token(timezone.now() - timedelta(minutes=1))
    return urlencode(given | {"geopend": opened})


def bare() -> tuple[str, str]:
    """An idea for a small application."""
    given = {"title": "Een bankje", "text": "Een bankje bij de vijver.", "place": "1214 AA", "category": CATEGORIES[0]}
    return urlencode(given | {"email": f"{uuid4().hex}@example.org"}), ""


def support() -> tuple[str, str]:
    """A neighbour who has not supported the plan before."""
    return _fields(email=f"{uuid4().hex}@example.org", postcode="1214 AA", huisnummer="1"), ""


def short_form() -> tuple[str, str]:
    """A plan in three answers."""
    return _fields(wat="Een bankje bij de vijver.", waar="1214 AA", bereik=f"{uuid4().hex}@example.org"), ""


def prepare() -> str:
    """The demo, where it is not there yet; gives the address of a plan that seeks support."""
    call_command("migrate", interactive=False, verbosity=0)
    if not SupportCampaign.objects.exists():
        call_command("demo")
    CATEGORIES.append(Category.objects.values_list("pk", flat=True)[0])
    if Idea._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Idea)
    in_a_year = timezone.now() + timedelta(days=365)
    plans = Submission.objects.select_related("public_version", "wijk").filter(
        state=State.GATHERING_SUPPORT, public_version__is_public=True, campaign__closed_at__isnull=True
    )
    plan = plans.order_by("pk")[0]
    SupportCampaign.objects.filter(submission=plan).update(closes_at=in_a_year)
    return initiative_path(plan)


def counts() -> tuple[int, int, int]:
    """Rows of support, plans, and mails that wait or went."""
    return Support.objects.count(), Submission.objects.count(), OutgoingMail.objects.count()


def main() -> None:
    """Measure, and print. Leaves what was sent where it is, so its name has to say what the database is for."""
    if connection.vendor != "postgresql" or "bench" not in connection.settings_dict["NAME"]:
        sys.exit("DATABASE_URL has to name a PostgreSQL database with 'bench' in its name: it is filled.")
    with override_settings(MEDIA_ROOT=settings.VAR_DIR / "bench-media" / "sending"):
        plan = prepare()
    before = counts()
    floor, site = (
        Site("tests.bench.bare.settings", "tests.bench.bare.wsgi"),
        Site("tests.bench.served_site", "cms.wsgi"),
    )
    try:
        supported = beside((floor, "/idee/", bare), (site, f"{plan}steunen/", support), CLIENTS)
        sent = beside((floor, "/idee/", bare), (site, "/start/", short_form), CLIENTS)
    finally:
        site.stop()
        floor.stop()
    lines = [
        f"{name:<9} bare {found.bare:6.0f}/s, ours {found.ours:6.0f}/s, ratio {found.ratio:.2f}"
        for name, found in (("steunen", supported), ("indienen", sent))
    ]
    new = tuple(now - then for now, then in zip(counts(), before, strict=True))
    assert new == (supported.sent, sent.sent, supported.sent + sent.sent), (new, supported.sent, sent.sent)
    lines.append(f"{supported.sent} supports and {sent.sent} plans sent, each there with its mail")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
