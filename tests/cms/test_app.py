"""The site as an app: manifest, icons, and what the worker may keep."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from django.conf import settings as project
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from cms.app_icons import ICONS, Icon, draw, svg
from cms.management.commands import maak_iconen
from cms.templatetags.wijkplein import logo


def known(client: Client) -> dict:
    """What the worker was told."""
    return json.loads(re.search(r"const KNOWN = (.*);", client.get("/sw.js").content.decode())[1])


def test_the_manifest_says_what_a_phone_needs(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    content = response.json()

    assert response["Content-Type"] == "application/manifest+json"
    assert (content["name"], content["short_name"], content["lang"]) == ("Wijkplein Hilversum", "Wijkplein", "nl")
    assert (content["start_url"], content["scope"], content["display"]) == ("/", "/", "standalone")
    assert (content["theme_color"], content["background_color"]) == ("#0d3a5e", "#fbf8f1")
    assert {(icon["sizes"], icon.get("purpose")) for icon in content["icons"]} == {
        ("any", None),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in content["icons"]:
        assert find(icon["src"].removeprefix("/static/")), icon


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_the_icons_are_what_the_script_draws(icon: Icon) -> None:
    kept = Image.open(find(f"cms/icons/{icon.name}")).convert("RGBA")

    assert kept.size == (icon.size, icon.size)
    assert ImageChops.difference(kept, draw(icon)).getbbox(alpha_only=False) is None


def test_the_svg_is_what_the_script_draws_and_the_same_mark_as_the_logo() -> None:
    assert Path(find("cms/favicon.svg")).read_text() == svg()
    assert re.findall(r"<rect[^>]*>", svg()) == re.findall(r"<rect[^>]*>", logo())


def test_a_maskable_icon_keeps_the_mark_inside_the_circle_that_phones_cut() -> None:
    icon = next(icon for icon in ICONS if icon.purpose == "maskable")
    image = draw(icon)
    paper = Image.new("RGBA", image.size, image.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(image, paper).getbbox(alpha_only=False)

    corner = max((256 - left) ** 2 + (256 - top) ** 2, (right - 256) ** 2 + (bottom - 256) ** 2) ** 0.5
    assert corner <= 0.4 * 512


def test_the_command_writes_the_icons(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(maak_iconen, "STATIC", tmp_path)

    call_command("maak_iconen")

    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert written == sorted(["favicon.svg", *(f"icons/{icon.name}" for icon in ICONS)])
    assert "Klaar: 5 bestanden" in capsys.readouterr().out


def test_every_page_names_manifest_and_icon() -> None:
    html = render_to_string("404.html", request=RequestFactory().get("/"))

    assert '<link rel="manifest" href="/manifest.webmanifest">' in html
    assert '<link rel="apple-touch-icon" href="/static/cms/icons/wijkplein-apple-180.png">' in html


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "public, no-cache"
    assert "connect-src 'self'" in response["Content-Security-Policy"]
    assert response.content.count(b"credentials") == response.content.count(b'credentials: "omit"')


def test_the_worker_keeps_style_script_theme_and_the_offline_page(client: Client, settings) -> None:
    settings.THEME_CSS = "thema/zeedorp.css"

    assert known(client)["shell"] == [
        "/static/cms/wijkplein.css",
        "/static/cms/blocks.css",
        "/static/cms/wijkplein.js",
        "/static/cms/offline.js",
        "/static/cms/favicon.svg",
        "/static/thema/zeedorp.css",
        "/offline/",
        "/en/offline/",
    ]


def test_a_new_style_makes_a_new_version(client: Client, settings) -> None:
    def version() -> str:
        return re.search(r'VERSION = "([0-9a-f]{12})"', client.get("/sw.js").content.decode())[1]

    before = version()
    assert version() == before
    settings.THEME_CSS = "thema/anders.css"
    assert version() != before


@pytest.mark.parametrize(
    "path",
    [
        "/beheer/",
        "/beheer",
        "/en/beheer/",
        "/mijn-plan/12-abc/",
        "/en/mijn-plan/12-abc/",
        "/bevestig/12-abc/",
        "/steun/intrekken/12-abc/",
        "/start/ontvangen/12-abc/",
        "/documents/3/x.pdf",
        "/media/images/x.jpg",
        "/wijken/oost/initiatieven/wp-2026-abcde-titel/steunen/",
        "/wijken/oost/initiatieven/wp-2026-abcde-titel/zorg/",
        "/wijken/oost/initiatieven/indienen/",
        "/initiatieven/wp-2026-abcde/steunen/kijk-in-je-mail/",
    ],
)
def test_the_worker_leaves_private_addresses_alone(client: Client, path: str) -> None:
    assert re.search(known(client)["never"], path)


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/wijken/oost/", "/wijken/oost/"),
        ("/wijken/hilversumse-meent/wijkthermometer/", "/wijken/hilversumse-meent/"),
        ("/en/wijken/oost/initiatieven/", "/en/wijken/oost/"),
        ("/wijken/", None),
        ("/", None),
        ("/nieuws/wijken/oost/", None),
    ],
)
def test_a_page_of_a_wijk_chooses_that_wijk(client: Client, path: str, home: str | None) -> None:
    told = known(client)
    found = re.search(told["wijk"], path)

    assert (found and found[0]) == home
    assert not re.search(told["never"], path)


@pytest.mark.django_db
def test_the_offline_page_says_what_to_do(client: Client) -> None:
    response = client.get("/offline/")
    html = response.content.decode()

    assert "<h1>Je bent niet online</h1>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert response["Cache-Control"].startswith("public")
    assert project.MUNICIPALITY_PHONE in html
