"""Headers: what a cache may keep, what a browser may do, and that no visitor can bend them (faults 39, 40, 42, 43)."""

import re
from pathlib import Path
from typing import Any

import pytest
from csp.middleware import CSPMiddleware

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from wagtail.models import Site

from cms.middleware import (
    INLINE_SCRIPT_VIEWS,
    AreaPolicyMiddleware,
    CacheabilityMiddleware,
    PolicyMiddleware,
    SecurityHeadersMiddleware,
)
from cms.models import User
from tests.inline_script import INLINE_SCRIPT
from tests.policies import policy_of

PUBLIC = "public, max-age=0, s-maxage=30"
PRIVATE = "private, no-store"


def pass_through(response: HttpResponse, method: str = "get", path: str = "/agenda/", **cookies: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)(path)
    request.COOKIES.update(cookies)
    return CacheabilityMiddleware(lambda request: response)(request)


def with_headers(status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_page_for_everyone_is_kept_for_half_a_minute_and_varies_on_nothing_but_encoding() -> None:
    response = pass_through(with_headers(Vary="Accept-Language, Accept-Encoding"))
    assert (response["Cache-Control"], response["Vary"]) == (PUBLIC, "Accept-Encoding")
    assert not pass_through(with_headers(Vary="Accept-Language")).has_header("Vary")


@pytest.mark.parametrize("status", [200, 301, 404, 410])
def test_these_answers_are_the_same_for_everyone(status: int) -> None:
    assert pass_through(with_headers(status))["Cache-Control"] == PUBLIC


@pytest.mark.parametrize("status", [302, 303, 400, 403, 405, 409, 422, 429, 500, 503])
def test_these_answers_are_for_one_visitor_or_one_moment(status: int) -> None:
    assert pass_through(with_headers(status))["Cache-Control"] == PRIVATE


def test_whoever_sends_a_session_or_a_waiting_message_gets_a_page_of_their_own() -> None:
    assert pass_through(with_headers(), sessionid="x")["Cache-Control"] == PRIVATE
    assert pass_through(with_headers(), messages="x")["Cache-Control"] == PRIVATE
    assert pass_through(with_headers(), keuze="x")["Cache-Control"] == PUBLIC


def test_the_session_cookie_is_known_by_the_name_it_has_on_https(settings) -> None:
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    assert pass_through(with_headers(), **{"__Host-sessionid": "x"})["Cache-Control"] == PRIVATE


def test_a_page_that_sets_a_cookie_or_varies_on_one_is_personal() -> None:
    response = with_headers()
    response.set_cookie("csrftoken", "x")
    assert pass_through(response)["Cache-Control"] == PRIVATE
    varying = pass_through(with_headers(Vary="Accept-Language, Cookie"))
    assert (varying["Cache-Control"], varying["Vary"]) == (PRIVATE, "Cookie")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_an_answer_to_anything_but_reading_is_personal(method: str) -> None:
    assert pass_through(with_headers(), method)["Cache-Control"] == PRIVATE


def test_the_admin_is_never_kept() -> None:
    assert (
        pass_through(with_headers(Cache_Control="public, max-age=60"), path="/beheer/x/")["Cache-Control"] == PRIVATE
    )


def test_what_a_view_decided_itself_stands_unless_the_visitor_is_known() -> None:
    assert pass_through(with_headers(Cache_Control="max-age=60"))["Cache-Control"] == "max-age=60"
    assert pass_through(with_headers(Cache_Control="public, max-age=60"), sessionid="x")["Cache-Control"] == PRIVATE
    for own in ("private", "no-store", "max-age=0, no-cache, no-store, must-revalidate, private"):
        assert pass_through(with_headers(Cache_Control=own))["Cache-Control"] == own


def test_static_files_are_left_alone() -> None:
    response = pass_through(with_headers(Cache_Control="max-age=1, immutable"), path="/static/a.css", sessionid="x")
    assert response["Cache-Control"] == "max-age=1, immutable"


def test_security_headers_are_set_once() -> None:
    middleware = SecurityHeadersMiddleware(lambda request: with_headers(Cross_Origin_Resource_Policy="cross-origin"))
    response = middleware(HttpRequest())
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"] and "camera=()" in response["Permissions-Policy"]


def admin_response(view_name: str | None, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/beheer/pages/3/edit/")
    request.resolver_match = type("Match", (), {"view_name": view_name}) if view_name else None
    return AreaPolicyMiddleware(lambda request: with_headers(**headers))(request)


@pytest.mark.parametrize("view_name", ["wagtailadmin_home", "wagtailadmin_explore", "wagtailusers_users:index", None])
def test_the_admin_allows_no_inline_script(view_name: str | None) -> None:
    policy = policy_of(admin_response(view_name))
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]


# Wagtail's own screens with a chooser, a list of children or a cropping tool; no screen of ours is among them.
@pytest.mark.parametrize("view_name", sorted(INLINE_SCRIPT))
def test_these_screens_of_wagtail_allow_inline_script_and_nothing_else_inline(view_name: str) -> None:
    policy = policy_of(admin_response(view_name))
    assert policy["script-src"] == ["'self'", "'unsafe-inline'"]
    assert all("'unsafe-inline'" not in sources for name, sources in policy.items() if name != "script-src")


def test_no_other_screen_allows_inline_script() -> None:
    assert INLINE_SCRIPT_VIEWS == INLINE_SCRIPT


def test_a_preview_may_be_framed_by_the_admin_and_a_file_keeps_its_sandbox() -> None:
    preview = admin_response("x", Content_Security_Policy="frame-ancestors 'none'", X_Frame_Options="DENY")
    assert policy_of(preview)["frame-ancestors"] == ["'self'"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert admin_response("x", Content_Security_Policy="default-src 'none'; sandbox")["Content-Security-Policy"] == (
        "default-src 'none'; sandbox"
    )


ADDRESSES = ["/healthz", "/robots.txt", "/sitemap.xml", "/beheer/login/", "/beheer/", "/media/images/niets.jpg"]
ADDRESSES += ["/bestaat-niet/", "/en/bestaat-niet/", "/static/bestaat-niet.css"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_carries_the_headers_of_c21_and_c22(client: Client, site: Site, path: str) -> None:
    response = client.get(path, secure=True)
    policy = policy_of(response)
    assert policy["default-src"] == ["'none'"]
    assert "sandbox" in policy or {"base-uri", "form-action", "frame-ancestors"} <= policy.keys()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"(?<!\S)(\*|https?:)(?!\S)", response["Content-Security-Policy"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Permissions-Policy"]


def test_an_https_site_tells_browsers_to_stay_on_https_on_errors_too(client: Client, site: Site, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    for path in ("/robots.txt", "/bestaat-niet/"):
        assert "max-age=31536000" in client.get(path, secure=True)["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_cacheable_answer_holds_no_cookie_and_no_token(client: Client, site: Site, path: str) -> None:
    response = client.get(path)
    if "no-store" in response["Cache-Control"]:
        return
    assert not response.cookies
    assert response.get("Vary", "") in ("", "Accept-Encoding")
    assert b"csrfmiddlewaretoken" not in getattr(response, "content", b"")


def test_the_host_of_a_request_reaches_no_address_that_we_give(client: Client, site: Site) -> None:
    forged: dict[str, Any] = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "gopher"}
    for path in ("/sitemap.xml", "/robots.txt"):
        content = client.get(path, **forged).content.decode()
        assert "evil.example" not in content and "testserver" not in content
        assert "https://wijkplein.example.org/" in content
    assert client.get("/robots.txt", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\\\x",
    ],
)
def test_signing_in_sends_nobody_to_another_host(client: Client, db: None, target: str) -> None:
    User.objects.create_superuser("beheer@example.org", "wachtwoord-voor-de-test")
    answer = client.post(
        "/beheer/login/", {"username": "beheer@example.org", "password": "wachtwoord-voor-de-test", "next": target}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/beheer/")


@pytest.fixture
def picture(settings) -> str:
    folder = Path(storages["default"].path("images"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plein.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "plein.svg").write_text("<svg/>")
    (folder.parent / "original_images").mkdir(exist_ok=True)
    (folder.parent / "original_images" / "plein.jpg").write_bytes(b"\xff\xd8\xff")
    (folder.parent / "documents").mkdir(exist_ok=True)
    (folder.parent / "documents" / "geheim.jpg").write_bytes(b"\xff\xd8\xff")
    return "/media/images/plein.jpg"


def test_a_public_picture_is_kept_for_a_minute_and_asked_for_again(client: Client, picture: str) -> None:
    response = client.get(picture)
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "image/jpeg",
        "public, max-age=60",
    )
    assert b"".join(response.streaming_content) == b"\xff\xd8\xff"
    assert "sandbox" in response["Content-Security-Policy"]
    again = client.get(picture, HTTP_IF_MODIFIED_SINCE=response["Last-Modified"])
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "images/weg.jpg",
        "images/plein.svg",
        "original_images/plein.jpg",
        "documents/geheim.jpg",
        "images/../documents/geheim.jpg",
        "images/../../../etc/passwd",
        "images/%2e%2e/documents/geheim.jpg",
        "images//etc/passwd.jpg",
        "images/plein.jpg%00.jpg",
        "images/",
        "",
    ],
)
def test_nothing_but_public_pictures_is_served(client: Client, site: Site, picture: str, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def with_policy(response: HttpResponse) -> str:
    return PolicyMiddleware(lambda request: response)(RequestFactory().get("/"))["Content-Security-Policy"]


def test_the_policy_that_is_written_once_is_the_one_that_settings_ask_for() -> None:
    plain = HttpResponse()
    expected = CSPMiddleware(lambda request: plain)(RequestFactory().get("/"))["Content-Security-Policy"]
    assert sorted(with_policy(HttpResponse()).split("; ")) == sorted(expected.split("; "))
    assert "script-src 'self'" in expected


def test_a_page_with_a_policy_of_its_own_keeps_it() -> None:
    film = HttpResponse()
    film._csp_update = {"frame-src": ["https://films.example.org"]}
    assert "frame-src https://films.example.org" in with_policy(film)
    assert with_policy(HttpResponse(headers={"Content-Security-Policy": "sandbox"})) == "sandbox"
    # The next page has the usual one again.
    assert "frame-src" not in with_policy(HttpResponse())
