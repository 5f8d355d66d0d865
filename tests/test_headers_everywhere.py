"""The headers of C20-C22 on every answer of the site: pages, errors, redirects, files, admin (faults 42 and 43)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from participation.selectors import initiative_path
from tests.inline_script import INLINE_SCRIPT
from tests.matrix.addresses import resolver_paths, route_paths
from tests.matrix.answers import Visitor, table_of
from tests.matrix.fixtures import day_of_the_world, world_for_module
from tests.matrix.world import World
from tests.policies import policy_of
from tests.test_crawl import Crawler, crawl

HEAD = ("address", "expected", "found")
PASSWORD = "wachtwoord-voor-de-test"
A_YEAR = 31_536_000

# A file is shown in a sandbox of its own: what a page may load or send says nothing there.
PAGE_DIRECTIVES = ("base-uri", "form-action", "frame-ancestors")

# What a page answers and which headers it carries does not hang on the kind of database.
pytestmark = pytest.mark.once
world = world_for_module()
that_day = day_of_the_world()


def csp_faults(policy: dict[str, list[str]], *, may_inline: bool, is_admin: bool) -> Iterator[tuple[str, str]]:
    """What C21 would find wrong, as expected and found."""
    if policy.get("default-src") not in (["'none'"], ["'self'"]):
        yield "default-src none or self", str(policy.get("default-src"))
    if "sandbox" not in policy:
        for name in PAGE_DIRECTIVES:
            if name not in policy:
                yield name, "missing"
    for name, sources in policy.items():
        for source in sources:
            if "unsafe" in source and not (may_inline and name == "script-src" and source == "'unsafe-inline'"):
                yield f"{name} without {source}", " ".join(sources)
            if source in ("*", "http:", "https:") or source.startswith("*"):
                yield f"{name} with a host", source
            if source in ("data:", "blob:") and not (is_admin and name == "img-src"):
                yield f"{name} without {source}", source
            if "." in source and "://" not in source:
                yield f"{name} with a scheme", source
    if may_inline and "'unsafe-inline'" not in policy.get("script-src", []):
        yield "a shorter list in this test", "no inline script"


def faults_of(
    response: HttpResponseBase, *, may_inline: bool = False, is_admin: bool = False
) -> list[tuple[str, str]]:
    """What is wrong with the headers of one answer."""
    wanted = {
        "X-Content-Type-Options": ("nosniff",),
        "X-Frame-Options": ("DENY", "SAMEORIGIN") if is_admin else ("DENY",),
        "Referrer-Policy": ("same-origin", "no-referrer"),
        "Cross-Origin-Opener-Policy": ("same-origin",),
    }
    found = [
        (f"{name}: {' or '.join(values)}", response.get(name, "missing"))
        for name, values in wanted.items()
        if response.get(name) not in values
    ]
    if "camera=()" not in response.get("Permissions-Policy", ""):
        found.append(("Permissions-Policy", response.get("Permissions-Policy", "missing")))
    return found + list(csp_faults(policy_of(response), may_inline=may_inline, is_admin=is_admin))


def view_name(path: str) -> str:
    """The name of the view behind a path; empty where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def test_every_answer_to_a_visitor_carries_the_headers(world: World) -> None:
    deviations = [
        (stop.name, expected, found)
        for stop, response, _content in crawl(world)
        for expected, found in faults_of(
            response, may_inline=view_name(stop.path) in INLINE_SCRIPT, is_admin=stop.path.startswith("/beheer/")
        )
    ]

    assert not deviations, table_of(deviations, HEAD)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_to_the_administrator_carries_the_headers(world: World, method: str) -> None:
    """And no inline script where the policy forbids it: the browser would leave that part of the screen dead."""
    visitor, deviations = Visitor(world, "beheer"), []
    for pattern, path in (resolver_paths(world) | route_paths(world)).items():
        response, content = visitor.response(path, method)
        is_admin = path.startswith("/beheer/")
        may_inline = is_admin and view_name(path) in INLINE_SCRIPT
        faults = faults_of(response, may_inline=may_inline, is_admin=is_admin)
        deviations += [(pattern, expected, found) for expected, found in faults]
        if is_admin and "no-store" not in response.get("Cache-Control", ""):
            deviations.append((pattern, "no-store", response.get("Cache-Control", "")))
        if is_admin and not may_inline and INLINE.search(html_of(response, content)):
            deviations.append((pattern, "nothing inline", str(INLINE.findall(html_of(response, content)))))

    assert not deviations, table_of(deviations, HEAD)


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']?(?:application/json|text/x-|text/template))[^>]*>|\son\w+=\""
)


def html_of(response: HttpResponseBase, content: bytes) -> str:
    """The text of a page; empty for anything else."""
    return content.decode("utf-8", "replace") if "html" in response.get("Content-Type", "") else ""


def test_no_page_for_visitors_holds_an_inline_script_or_style(world: World) -> None:
    """No browser would honour it, so it can only be a mistake."""
    deviations = []
    for stop, response, content in crawl(world):
        text = html_of(response, content)
        if INLINE.search(text) or (not stop.path.startswith("/beheer/") and re.search(r"<style|\sstyle=", text)):
            deviations.append((stop.name, "nothing inline", str(INLINE.findall(text))))

    assert not deviations, table_of(deviations, HEAD)


ON_HTTPS = """
import json
from django.conf import settings
names = ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT"]
parts = ["NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH"]
names += [f"{kind}_COOKIE_{part}" for kind in ("SESSION", "CSRF") for part in parts]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def settings_on(base_url: str) -> dict[str, Any]:
    """What follows from an address of the site, read in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "BASE_URL": base_url,
        "SECRET_KEY": "een-lange-reeks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    }
    run = subprocess.run(  # noqa: S603 (this interpreter, with a program of this module)
        [sys.executable, "-c", ON_HTTPS],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def on_https() -> dict[str, Any]:
    """The settings of a site with an https address."""
    return settings_on("https://wijkplein.example.org")


@pytest.fixture
def https(settings: Any, on_https: dict[str, Any]) -> None:
    """A site with an https address, in this test."""
    for name, value in on_https.items():
        setattr(settings, name, value)


def test_cookies_and_hsts_follow_from_an_https_address(on_https: dict[str, Any]) -> None:
    assert on_https == {
        "SECURE_HSTS_SECONDS": A_YEAR,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_PATH": "/",
    }
    assert settings_on("http://127.0.0.1:8000")["SECURE_HSTS_SECONDS"] == 0


def test_every_answer_on_https_tells_browsers_to_stay_there(world: World, https: None) -> None:
    deviations = []
    for stop, response, _content in crawl(world, **{"wsgi.url_scheme": "https"}):
        control = response.get("Strict-Transport-Security", "missing")
        age = re.search(r"max-age=(\d+)", control)
        if age is None or int(age[1]) < A_YEAR:
            deviations.append((stop.name, f"max-age={A_YEAR}", control))

    assert not deviations, table_of(deviations, HEAD)


def test_http_leads_to_https_at_once_and_sets_no_cookie(world: World, https: None) -> None:
    deviations = []
    for stop, response, _content in crawl(world):
        # Load balancers ask for health without TLS; static files say nothing about anybody.
        if stop.path.startswith(("/healthz", "/static/")) or stop.status == 400:
            continue
        if response.status_code != 301 or not response["Location"].startswith("https://") or response.cookies:
            deviations.append((stop.name, "301 to https", f"{response.status_code} {response.get('Location', '')}"))

    assert not deviations, table_of(deviations, HEAD)


# These belong to a part of the site or to Django's messages, so they can't have the name that binds to the host.
WITHOUT_HOST_PREFIX = {"concept", "enquete_nl", "in_je_mail", "messages"}


def test_every_cookie_on_https_is_for_this_host_and_out_of_reach_of_scripts(world: World, https: None) -> None:
    seen, deviations = set(), []
    secure = {"wsgi.url_scheme": "https"}
    person = world.people["regisseur_zuid"]
    person.set_password(PASSWORD)
    person.save()
    signing_in = Client().post("/beheer/login/", {"username": person.email, "password": PASSWORD}, **secure)
    assert signing_in.status_code == 302
    answers = [("signing in", signing_in), ("writing a plan", _begun_plan(secure))]
    answers.append(("following a plan", _asked_to_follow(world, secure)))
    answers += [(stop.name, response) for stop, response, _content in crawl(world, **secure)]
    for name, response in answers:
        for cookie in response.cookies.values():
            if not cookie.value and cookie["max-age"] == 0:
                continue  # taken away
            seen.add(cookie.key)
            is_ours = cookie.key in WITHOUT_HOST_PREFIX or (cookie.key.startswith("__Host-") and cookie["path"] == "/")
            is_safe = cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict")
            if not (is_ours and is_safe and not cookie["domain"]):
                deviations.append((name, "__Host-, Secure, HttpOnly, SameSite", cookie.OutputString()))

    assert not deviations, table_of(deviations, HEAD)
    assert {"__Host-sessionid", "__Host-csrftoken", "concept", "in_je_mail"} <= seen


def _asked_to_follow(world: World, secure: dict[str, str]) -> HttpResponseBase:
    """An address for news: it makes a cookie that knows which code this browser waits for."""
    path = initiative_path(world.case("zoekt", "zuid"))
    return Client().post(f"{path}volgen/", {"email": "volger@example.org"}, **secure)


def _begun_plan(secure: dict[str, str]) -> HttpResponseBase:
    """The first step of the whole form, left with what was typed: it makes a draft, and a cookie for this browser."""
    return Client().post("/wijken/zuid/initiatieven/indienen/", {"bewaar": ""}, **secure)


HOSTILE_TARGETS = (
    "https://evil.example/",
    "http://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\\/evil.example/",
    "\\/\\/evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example\\@testserver/",
    "\thttps://evil.example/",
    "/\t/evil.example/",
    "/beheer/\r\nLocation: https://evil.example/",
    "https://evil.example%2f@testserver/",
    "https://[::1]@evil.example/",
    "https://evil。example/",
)


def stays_here(location: str) -> bool:
    """Whether a browser that follows this stays on the site: one slash, and then neither a slash nor a backslash."""
    return bool(re.match(r"^/(?![/\\])[^\\\r\n\t]*$", location)) and not urlsplit(location).netloc


@pytest.mark.parametrize("target", HOSTILE_TARGETS)
def test_signing_in_leads_nobody_to_another_host(world: World, target: str) -> None:
    person = world.people["regisseur_zuid"]
    person.set_password(PASSWORD)
    person.save()
    for door in ("/beheer/login/", "/_util/login/"):
        client = Client()
        page = client.get(door, {"next": target}, follow=True)
        assert all(stays_here(location) for location, _status in page.redirect_chain)
        answer = client.post(
            page.request["PATH_INFO"], {"username": person.email, "password": PASSWORD, "next": target}
        )
        assert answer.status_code == 302
        assert stays_here(answer["Location"]), answer["Location"]
        # Who is signed in already is sent on at once.
        again = client.get(door, {"next": target}, follow=True)
        assert all(stays_here(location) for location, _status in again.redirect_chain)


def test_no_redirect_of_the_site_leads_to_another_host(world: World) -> None:
    deviations = []
    for target in ("//evil.example/", "https://evil.example/", "/\\evil.example/"):
        crawler = Crawler(world)
        query = "&".join(f"{name}={target}" for name in ("next", "return_url", "redirect_to", "url"))
        for pattern, path in (resolver_paths(world) | route_paths(world)).items():
            response, _content = crawler.response(f"{path}?{query}")
            if response.has_header("Location") and not stays_here(response["Location"]):
                deviations.append((pattern, "an address of ours", response["Location"]))

    assert not deviations, table_of(deviations, HEAD)
