"""Lay out a municipality from its data file: clusters, wijken, buurten, postcodes, themes.

Makes what is missing and leaves the rest alone, so that it can run again over a site that people already changed.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.models import Buurt, Cluster, PostcodeArea, Wijk, WijkTheme
from cms.postcodes import bounds
from cms.registries import DemoContext

HILVERSUM = settings.BASE_DIR / "cms" / "data" / "hilversum.json"


def read_town(path: Path = HILVERSUM) -> dict[str, Any]:
    """The data of a municipality, in the shape of cms/data/hilversum.json.

    Raises:
        OSError: when the file can't be read.
        ValueError: when it is no JSON.
    """
    return json.loads(path.read_text(encoding="utf-8"))


def build_places(context: DemoContext) -> None:
    """Make the clusters and wijken of `context.data["town"]` with what lies in them."""
    town = context.data["town"]
    clusters = {
        row["slug"]: Cluster.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})[0]
        for row in town["clusters"]
    }
    for position, row in enumerate(town["wijken"], start=1):
        wijk, is_new = Wijk.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "cluster": clusters[row["cluster"]],
                "tile": row["tile"],
                "position": position,
                "inhabitant_share_percent": row["inhabitant_share_percent"],
            },
        )
        if is_new:
            _fill(wijk, row)
    context.log(f"{Wijk.objects.count()} wijken")


def _fill(wijk: Wijk, row: dict[str, Any]) -> None:
    Buurt.objects.bulk_create(Buurt(wijk=wijk, name=name) for name in row["buurten"])
    WijkTheme.objects.bulk_create(WijkTheme(wijk=wijk, name=name) for name in row["wijkthemas"])
    for area in row["postcode_ranges"]:
        first, last = bounds(area)
        PostcodeArea.objects.create(wijk=wijk, first=first, last=last)
