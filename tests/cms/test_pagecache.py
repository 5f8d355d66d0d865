"""The page cache: what it keeps and for how long, and everything it steps aside for (rule 12, fault 41)."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from django.conf import settings
from django.db import connection
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from wagtail.models import Page, PageViewRestriction

from cms import data_version, pagecache
from cms.data_version import DataVersion
from cms.models import Wijk
from cms.pagecache import Entry, PageCacheMiddleware, Shelf
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

PUBLIC = "public, max-age=0, s-maxage=30"


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Bare:
    """The middleware around a view that counts its turns, with a clock and a version that the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: Callable[[], HttpResponseBase] | None = None) -> None:
        self.clock = Clock()
        self.version: str | None = "v1"
        self.turns = 0
        self.reads = 0
        self._answer = answer or (lambda: HttpResponse(f"antwoord {self.turns}", headers={"Cache-Control": PUBLIC}))
        self.middleware = PageCacheMiddleware(self._view, clock=self.clock)
        monkeypatch.setattr(DataVersion, "_read", lambda _self: self._read())

    def _read(self) -> str | None:
        self.reads += 1
        return self.version

    def _view(self, request: object) -> HttpResponseBase:
        self.turns += 1
        return self._answer()

    def ask(self, path: str = "/agenda/", method: str = "get", **extra: str) -> HttpResponseBase:
        """One request with a Host."""
        extra.setdefault("HTTP_HOST", "testserver")
        return self.middleware(getattr(RequestFactory(), method)(path, **extra))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Bare:
    return Bare(monkeypatch)


def test_the_second_visitor_gets_the_answer_of_the_first(bare: Bare) -> None:
    assert [bare.ask().content for _ in range(3)] == [b"antwoord 1"] * 3
    assert bare.turns == 1


def test_the_version_is_read_once_a_second_at_most(bare: Bare) -> None:
    for _ in range(5):
        bare.ask()
    assert bare.reads == 1
    bare.clock.seconds += 1.0
    bare.ask()
    assert bare.reads == 2


def test_what_changed_is_new_within_a_second(bare: Bare) -> None:
    bare.ask()
    bare.version = "v2"
    assert bare.ask().content == b"antwoord 1"
    bare.clock.seconds += 1.0
    assert bare.ask().content == b"antwoord 2"


def test_what_this_process_changed_itself_is_new_at_once(bare: Bare) -> None:
    bare.ask()
    bare.version = "v2"
    bare.ask("/steunen/", "post")
    assert bare.ask().content == b"antwoord 3"


def test_nothing_is_kept_for_longer_than_half_a_minute(bare: Bare) -> None:
    bare.ask()
    bare.clock.seconds += 29.9
    assert bare.ask().content == b"antwoord 1"
    bare.clock.seconds += 0.2
    assert bare.ask().content == b"antwoord 2"


def test_without_a_version_nothing_is_kept(bare: Bare) -> None:
    bare.version = None
    assert [bare.ask().content for _ in range(2)] == [b"antwoord 1", b"antwoord 2"]


def test_an_answer_begun_before_a_change_is_not_kept_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow() -> HttpResponse:
        if bare.turns == 1:
            bare.version = "v2"
            bare.clock.seconds += 1.0
            bare.ask("/agenda/")
        return HttpResponse(f"antwoord {bare.turns}", headers={"Cache-Control": PUBLIC})

    bare = Bare(monkeypatch, slow)
    bare.ask()
    assert (bare.turns, len(bare.middleware.pages)) == (2, 1)
    bare.ask()
    assert bare.turns == 2


@pytest.mark.parametrize(
    "extra",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "keuze=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_HOST": ""},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_it_steps_aside_for_who_may_get_something_else(bare: Bare, extra: dict[str, str]) -> None:
    bare.ask()
    assert [bare.ask(**extra).content for _ in range(2)] == [b"antwoord 2", b"antwoord 3"]
    assert bare.ask().content == b"antwoord 1"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_steps_aside_for_anything_but_reading(bare: Bare, method: str) -> None:
    bare.ask()
    assert [bare.ask(method=method).content for _ in range(2)] == [b"antwoord 2", b"antwoord 3"]


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/pages/", "/static/cms/wijkplein.css"])
def test_it_leaves_the_admin_and_files_alone(bare: Bare, path: str) -> None:
    assert [bare.ask(path).content for _ in range(2)] == [b"antwoord 1", b"antwoord 2"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse("x", status=404, headers={"Cache-Control": PUBLIC}),
        lambda: HttpResponse(status=301, headers={"Cache-Control": PUBLIC, "Location": "/x/"}),
        lambda: HttpResponse("x"),
        lambda: HttpResponse("x", headers={"Cache-Control": "private, no-store"}),
        lambda: HttpResponse("x", headers={"Cache-Control": "public, no-cache"}),
        lambda: HttpResponse("x", headers={"Cache-Control": PUBLIC, "Vary": "Cookie"}),
        lambda: HttpResponse("x", headers={"Cache-Control": PUBLIC, "Vary": "*"}),
        lambda: HttpResponse("x" * (256 * 1024 + 1), headers={"Cache-Control": PUBLIC}),
        lambda: FileResponse(iter([b"x"]), headers={"Cache-Control": PUBLIC}),
    ],
    ids=["404", "redirect", "no word", "private", "no-cache", "cookie", "varies on all", "large", "stream"],
)
def test_what_is_not_whole_found_and_for_everyone_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[], HttpResponseBase]
) -> None:
    bare = Bare(monkeypatch, answer)
    for _ in range(2):
        bare.ask()
    assert bare.turns == 2


def test_an_answer_that_sets_a_cookie_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer() -> HttpResponse:
        response = HttpResponse("x", headers={"Cache-Control": PUBLIC})
        response.set_cookie("keuze", "1")
        return response

    bare = Bare(monkeypatch, answer)
    assert [bool(bare.ask().cookies) for _ in range(2)] == [True, True]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"path": "/agenda/"}, {"path": "/wijken/"}),
        ({"path": "/agenda/"}, {"path": "/en/agenda/"}),
        ({"path": "/?jaar=2026"}, {"path": "/?jaar=2025"}),
        ({"HTTP_HOST": "testserver"}, {"HTTP_HOST": "wijkplein.example.org"}),
        ({"wsgi.url_scheme": "http"}, {"wsgi.url_scheme": "https"}),
        ({"HTTP_ACCEPT_ENCODING": "gzip"}, {"HTTP_ACCEPT_ENCODING": "br"}),
    ],
    ids=["path", "language", "query", "host", "scheme", "encoding"],
)
def test_these_are_two_answers(bare: Bare, first: dict[str, str], second: dict[str, str]) -> None:
    found = [bare.ask(**extra).content for extra in (first, second, first, second)]
    assert found == [b"antwoord 1", b"antwoord 2"] * 2


@pytest.mark.parametrize(
    "query",
    ["postcode=1221", "q=bankjes", "jaar=2026&q=x", "jaar=" + "1" * 80, "utm_source=x", "x", "a=1&b=2&c=3&d=4&e=5"],
)
def test_what_people_type_and_what_is_made_up_is_not_kept(bare: Bare, query: str) -> None:
    assert [bare.ask(f"/agenda/?{query}").content for _ in range(2)] == [b"antwoord 1", b"antwoord 2"]


def test_filters_do_not_push_out_pages(bare: Bare) -> None:
    bare.ask("/")
    for year in range(1000, 1600):
        bare.ask(f"/?jaar={year}")
    assert (bare.turns, len(bare.middleware.filtered)) == (601, 100)
    bare.ask("/")
    assert bare.turns == 601


def test_a_full_shelf_lets_go_of_what_was_asked_for_longest_ago() -> None:
    shelf = Shelf(most=2, most_bytes=100)
    entry = Entry(b"x" * 40, {}, until=2.0)
    keys = [("http", "testserver", path, "", False) for path in ("/1/", "/2/", "/3/")]
    shelf.get(keys[0], version="v1", now=1.0)
    for key in keys[:2]:
        shelf.put(key, entry, version="v1")
    shelf.get(keys[0], version="v1", now=1.0)
    shelf.put(keys[2], entry, version="v1")

    assert [shelf.get(key, version="v1", now=1.0) is entry for key in keys] == [True, False, True]


def test_a_shelf_counts_its_bytes() -> None:
    shelf = Shelf(most=9, most_bytes=100)
    keys = [("http", "testserver", path, "", False) for path in ("/1/", "/2/", "/3/")]
    shelf.get(keys[0], version="v1", now=1.0)
    for key in (*keys, keys[2]):
        shelf.put(key, Entry(b"x" * 50, {}, until=2.0), version="v1")

    assert [shelf.get(key, version="v1", now=1.0) is not None for key in keys] == [False, True, True]


def test_head_gets_the_headers_of_the_page_without_its_body(bare: Bare) -> None:
    assert bare.ask(method="head").content == b"antwoord 1"  # nothing kept yet, and nothing kept by this
    bare.ask()
    found = bare.ask(method="head")

    assert (bare.turns, found.content, found["Content-Length"]) == (2, b"", "10")


def test_who_has_the_answer_already_gets_304(bare: Bare) -> None:
    tag = bare.ask()["ETag"]
    kept = bare.ask(HTTP_IF_NONE_MATCH=tag)
    bare.clock.seconds += 31

    assert (kept.status_code, kept.content, kept["ETag"], kept["Cache-Control"]) == (304, b"", tag, PUBLIC)
    assert bare.ask(HTTP_IF_NONE_MATCH='"other"').status_code == 200
    assert bare.ask(HTTP_IF_NONE_MATCH=tag).status_code == 200, "the second answer is another"


@pytest.mark.parametrize(
    ("accepts", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.8", True),
        ("GZIP , deflate", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, br", False),
        ("br", False),
        ("x-gzip-not", False),
        ("", False),
    ],
)
def test_the_answer_is_compressed_for_who_takes_that(
    monkeypatch: pytest.MonkeyPatch, accepts: str, is_packed: bool
) -> None:
    text = b"Wijkplein " * 100
    bare = Bare(monkeypatch, lambda: HttpResponse(text, headers={"Cache-Control": PUBLIC}))
    for _ in range(2):
        found = bare.ask(HTTP_ACCEPT_ENCODING=accepts)
        assert (gzip.decompress(found.content) if is_packed else found.content) == text
        assert found.get("Content-Encoding") == ("gzip" if is_packed else None)
        assert (found["Vary"], found["Content-Length"]) == ("Accept-Encoding", str(len(found.content)))
    assert bare.turns == 1


def test_threads_get_whole_answers(bare: Bare) -> None:
    found: list[bytes] = []

    def visit(number: int) -> None:
        for turn in range(200):
            path = f"/{(number + turn) % 3}/"
            found.append(bare.ask(path).content[:8])
            if turn % 50 == number:
                bare.version = f"v{number}-{turn}"
                bare.middleware.version.forget()

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [b"antwoord"] * 1600
    assert bare.turns < 800


# With the site itself around it.


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """The clock of the site's own page cache."""
    clock = Clock()
    monkeypatch.setattr(PageCacheMiddleware.__init__, "__defaults__", (clock,))
    yield clock


@pytest.fixture
def tree(transactional_db: None, clock: Clock) -> Tree:
    """Home, the wijken, and the pages of Oost; written for good, so that a version tells of it."""
    return make_tree(make_wijk("oost", "1221"))


def get(client: Client, path: str = "/wijken/oost/", **headers: str) -> HttpResponseBase:
    """A visitor of the site by its name."""
    return client.get(path, secure=True, headers={"host": "wijkplein.example.org", **headers})


def test_a_kept_page_costs_no_query_and_has_the_same_headers(
    tree: Tree, client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    client.cookies["keuze"] = "x"
    anew = get(client)
    del client.cookies["keuze"]
    first = get(client)
    with django_assert_num_queries(0):
        kept = get(client)

    assert dict(kept.items()) == dict(first.items())
    added = {"ETag": first["ETag"], "Vary": "Accept-Encoding"}
    assert dict(first.items()) == dict(anew.items()) | added
    assert kept.content == first.content == anew.content
    assert "Content-Security-Policy" in kept.headers


def test_a_page_published_again_is_new_within_a_second(tree: Tree, client: Client, clock: Clock) -> None:
    assert b"Nieuws van Oost" not in get(client).content
    page = tree.wijk_pages["oost"]
    page.lead = "Nieuws van Oost"
    page.save_revision().publish()
    clock.seconds += 1.0

    assert b"Nieuws van Oost" in get(client).content


@pytest.mark.parametrize(("change", "status"), [("unpublish", 404), ("move", 301), ("restrict", 302), ("delete", 404)])
def test_a_page_taken_down_is_gone_within_a_second(
    tree: Tree, client: Client, clock: Clock, change: str, status: int
) -> None:
    assert get(client).status_code == 200
    page = Page.objects.get(pk=tree.wijk_pages["oost"].pk).specific
    if change == "unpublish":
        page.unpublish()
    elif change == "move":
        page.move(Page.objects.get(pk=tree.home.pk), pos="last-child")
    elif change == "restrict":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    else:
        page.delete()
    clock.seconds += 1.0

    assert get(client).status_code == status


def test_a_change_by_another_process_or_by_hand_counts_too(tree: Tree, client: Client, clock: Clock) -> None:
    assert b"Oosterveld" not in get(client, "/wijken/").content
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cms_wijk SET name = 'Oosterveld'")
    clock.seconds += 1.0

    assert b"Oosterveld" in get(client, "/wijken/").content


def test_within_a_transaction_nothing_is_kept(db: None, clock: Clock, client: Client) -> None:
    make_tree(make_wijk("oost", "1221"))
    get(client, "/wijken/")
    Wijk.objects.update(name="Oosterveld")

    assert b"Oosterveld" in get(client, "/wijken/").content


def test_an_unknown_host_is_refused_whatever_is_kept(tree: Tree, client: Client) -> None:
    get(client)
    found = get(client, host="evil.example")
    assert found.status_code == 400


def test_it_is_the_first_middleware_of_all() -> None:
    assert settings.MIDDLEWARE[0] == "cms.pagecache.PageCacheMiddleware"
    assert pagecache.KEPT_S + 30 <= 60, "with half a minute in caches in between: gone within a minute (fault 41)"


@pytest.mark.django_db(transaction=True)
def test_the_version_stays_until_somebody_writes() -> None:
    clock = Clock()
    version = DataVersion(clock)
    first = version.current()
    clock.seconds += 1.0
    assert first is not None and version.current() == first

    make_wijk("oost", "1221")
    assert version.current() == first, "read a moment ago"
    clock.seconds += 1.0
    assert version.current() not in (None, first)


def test_a_database_in_memory_or_out_of_reach_has_no_version(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = data_version._SqliteFile()
    assert file.version("file:memorydb?mode=memory&cache=shared") is None
    with pytest.raises(OSError):
        file.version(str(tmp_path / "nothing.sqlite3"))
