"""A few small things in the demo, so that staff see how they come in: agreed at once, or waiting for a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cms.demo import address
from cms.models import Wijk
from cms.registries import DemoContext
from cms.workdays import local_date
from participation import mini_routes
from participation.demo.build import key_of
from participation.demo.neighbours import postcodes_around
from participation.models import MiniRoutePage, Submission, Upkeep
from participation.services import upkeep


@dataclass(frozen=True)
class Small:
    """One of them. days: how long ago it was sent; ahead: on which day it happens, counted from then."""

    route: str
    wijk: str
    name: str
    days: int
    place: str = ""
    ahead: int | None = None
    remarks: str = ""


SMALL = (
    Small("geveltuin", "zuid", "Ineke Post", 9, "De strook naast de voordeur"),
    Small("boomspiegel", "oost", "Mo Aarab", 4, "De boom voor de deur"),
    Small("plantenbak", "centrum", "Lia Kuiper", 2, "Op de hoek bij de fietsenrekken"),
    Small("straatfeest", "noordoost", "Roel van Dam", 1, "De hele straat", 40, "We doen dit elk jaar."),
    Small("buitenspeeldag", "hilversumse-meent", "Nadia Bouzid", 0, "Tussen de twee pleintjes", 60),
)


def build_upkeeps(context: DemoContext) -> None:
    """Make each that is not there yet. A route whose page is gone is left out: then nobody could have signed."""
    made = 0
    for number, small in enumerate(SMALL):
        page = MiniRoutePage.objects.filter(slug=small.route).order_by("path").first()
        key = key_of(f"klein {small.route}", 0)
        if page is None or Submission.objects.filter(idempotency_key=key).exists():
            continue
        wijk = Wijk.objects.get(slug=small.wijk)
        # Of one day all were sent at the same hour; today's some minutes ago, for the future has not come.
        at = context.now - timedelta(days=small.days, minutes=10 + number)
        promise = upkeep.Promise(
            route=mini_routes.code_of(page),
            route_title=page.title[: Upkeep._meta.get_field("route_title").max_length],
            promise=page.promise,
            notice_days=page.notice_days,
            happens_on=None if small.ahead is None else local_date(at) + timedelta(days=small.ahead),
            name=small.name,
            email=address(f"klein.{number}"),
            place_text=small.place,
            postcode=next(postcodes_around(wijk, "straat", number)),
            house_number=str(3 + number),
            wijk=wijk,
            remarks=small.remarks,
        )
        upkeep.sign(promise=promise, idempotency_key=key, now=at)
        made += 1
    context.log(f"{made} afspraken over iets kleins")
