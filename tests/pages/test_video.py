"""Films elsewhere: which addresses we know, and that the host may be framed on pages with its film alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django.test import Client

from pages.models import ContentPage
from pages.video import film_at
from tests.factories.blocks import YOUTUBE, set_body
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree
from tests.policies import policy_of

VIMEO = "https://vimeo.com/76979871"
NOCOOKIE = "https://www.youtube-nocookie.com"


@pytest.mark.parametrize(
    ("url", "watch", "origin"),
    [
        (YOUTUBE, YOUTUBE, NOCOOKIE),
        ("https://youtu.be/dQw4w9WgXcQ?t=12", YOUTUBE, NOCOOKIE),
        ("https://www.youtube.com/embed/dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
        (VIMEO, VIMEO, "https://player.vimeo.com"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", f"{VIMEO}/8272103f6e", "https://player.vimeo.com"),
        ("https://vimeo.com/76979871/8272103f6e", f"{VIMEO}/8272103f6e", "https://player.vimeo.com"),
    ],
)
def test_an_address_of_a_film_is_known_in_its_usual_forms(url: str, watch: str, origin: str) -> None:
    film = film_at(url)

    assert film is not None
    assert (film.watch_url, film.origin) == (watch, origin)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@gemeente",
        "https://www.youtube.com/watch?v=te-kort",
        'https://www.youtube.com/watch?v="><script>a',
        "javascript://youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/kanaal",
        "https://[youtube.com/watch",
    ],
)
def test_any_other_address_is_no_film(url: str) -> None:
    assert film_at(url) is None


@given(st.text(max_size=60), st.sampled_from(["https://youtu.be/", "https://vimeo.com/", "", "https://"]))
def test_no_address_breaks_it_or_leads_elsewhere(rest: str, start: str) -> None:
    film = film_at(start + rest)

    assert film is None or film.origin in (NOCOOKIE, "https://player.vimeo.com")


@pytest.fixture
def tree() -> Tree:
    """Home and Oost."""
    return make_tree(make_wijk("oost", "1221"))


@pytest.fixture
def page(tree: Tree) -> ContentPage:
    """A page of text."""
    return make_content_page(tree.home, "Het plein", "het-plein")


def film(url: str) -> tuple[str, dict[str, object]]:
    """A block with a film."""
    return ("video", {"title": "Groen", "url": url, "has_captions": True})


@pytest.mark.django_db
def test_the_hosts_of_the_films_may_be_framed_on_that_page_alone(page: ContentPage, client: Client) -> None:
    set_body(page, film(YOUTUBE), film(VIMEO), film(YOUTUBE))

    with_film, without = client.get("/het-plein/"), client.get("/")

    assert policy_of(with_film)["frame-src"] == [NOCOOKIE, "https://player.vimeo.com"]
    assert f'fullscreen=(self "{NOCOOKIE}" "https://player.vimeo.com")' in with_film["Permissions-Policy"]
    assert "frame-src" not in policy_of(without)
    assert "fullscreen=()" in without["Permissions-Policy"]


@pytest.mark.django_db
def test_a_film_changes_nothing_else_of_the_policies(page: ContentPage, client: Client) -> None:
    before = client.get("/het-plein/")
    set_body(page, film(VIMEO))
    after = client.get("/het-plein/")

    policy = policy_of(after)
    assert policy.pop("frame-src") == ["https://player.vimeo.com"]
    assert policy == policy_of(before)
    assert "camera=()" in after["Permissions-Policy"] and "geolocation=()" in after["Permissions-Policy"]
    assert after["Cache-Control"] == before["Cache-Control"]


@pytest.mark.django_db
def test_a_film_on_a_wijk_page_may_play_too(tree: Tree, client: Client) -> None:
    set_body(tree.wijk_pages["oost"], film(VIMEO), field="about_body")

    assert policy_of(client.get("/wijken/oost/"))["frame-src"] == ["https://player.vimeo.com"]


@pytest.mark.django_db
def test_a_page_kept_in_the_cache_keeps_the_policy_of_its_film(page: ContentPage, client: Client) -> None:
    set_body(page, film(VIMEO))

    first, second = client.get("/het-plein/"), client.get("/het-plein/")

    assert policy_of(second) == policy_of(first)
    assert second["Permissions-Policy"] == first["Permissions-Policy"]
