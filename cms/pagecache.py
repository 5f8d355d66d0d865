"""Public answers, kept in the memory of the process (ARCHITECTURE rule 12): a cached page costs what a bare view does.

First middleware of all, so that what it keeps is the answer with all its headers, and gives it before anything else
runs. It keeps what CacheabilityMiddleware marks as public and the same for everyone, and steps aside for any cookie.
An answer is given as long as nothing changed in the database (cms.data_version: known within a second), and for half
a minute at most, since some pages hang on the time of day. What is withdrawn is gone within a second here, and within
half a minute in the caches in between (fault 41).

Kept answers are compressed. That is safe here: they hold no token, nothing of one person, and no words of a visitor.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from cms.data_version import DataVersion
from cms.middleware import ADMIN_PATH

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# Scheme, host, path, query string, and whether the visitor takes gzip.
Key = tuple[str, str, str, str, bool]

KEPT_S = 30.0
LARGEST = 256 * 1024
LONGEST_QUERY = 80
# Below this, gzip makes an answer larger.
WORTH_COMPRESSING = 200
_ASIDE = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")
_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A kept answer: its body as it goes over the line, its headers, and until when it holds (in seconds)."""

    body: bytes
    headers: dict[str, str]
    until: float

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer again; without its body to HEAD, and 304 where the visitor has it already."""
        response = HttpResponse(b"" if request.method == "HEAD" else self.body, headers=self.headers)
        return _or_not_modified(request, response)


class Shelf:
    """Answers of one version of the data, the least recently used out first. Safe with threads."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._version: Hashable | None = None
        self._bytes = 0

    def get(self, key: Key, *, version: Hashable, now: float) -> Entry | None:
        """The answer of this version that still holds. Another version than before empties the shelf."""
        with self._lock:
            if version != self._version:
                self._entries.clear()
                self._bytes, self._version = 0, version
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry.until <= now:
                self._drop(key)
                return None
            self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry, *, version: Hashable) -> None:
        """Keep an answer that was begun when the data had this version; not where that is over by now."""
        with self._lock:
            if version != self._version:
                return
            self._drop(key)
            self._entries[key] = entry
            self._bytes += len(entry.body)
            while len(self._entries) > self._most or self._bytes > self._most_bytes:
                self._drop(next(iter(self._entries)))

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        self._bytes -= len(entry.body) if entry else 0

    def __len__(self) -> int:
        return len(self._entries)


class PageCacheMiddleware:
    """Gives public answers from memory, and keeps them there."""

    def __init__(self, get_response: GetResponse, clock: Callable[[], float] = time.monotonic) -> None:
        self.get_response = get_response
        self._clock = clock
        self.version = DataVersion(clock)
        self.pages = Shelf(most=400, most_bytes=16 * 1024 * 1024)
        # Apart, so that nobody pushes the pages out with years and filters that nobody else asks for.
        self.filtered = Shelf(most=100, most_bytes=4 * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory where that may be."""
        if request.method not in ("GET", "HEAD"):
            return self._answer_a_change(request)
        key = key_of(request)
        version = self.version.current() if key else None
        if key is None or version is None:
            return self.get_response(request)
        shelf = self.filtered if key[3] else self.pages
        entry = shelf.get(key, version=version, now=self._clock())
        if entry is not None:
            return entry.answer(request)
        until = self._clock() + KEPT_S
        response = self.get_response(request)
        if request.method != "GET" or not may_be_kept(response):
            return response
        _pack(response, takes_gzip=key[4])
        shelf.put(key, Entry(response.content, dict(response.items()), until), version=version)
        return _or_not_modified(request, response)

    def _answer_a_change(self, request: HttpRequest) -> HttpResponseBase:
        """What somebody has just changed by way of this process, is seen here at once."""
        try:
            return self.get_response(request)
        finally:
            self.version.forget()


def key_of(request: HttpRequest) -> Key | None:
    """What an answer hangs on; None for a request that is answered anew.

    The host is as it was sent: what is kept under it got past ALLOWED_HOSTS before. Within a transaction (of a test)
    the version does not tell what this connection itself changed.
    """
    meta = request.META
    host = meta.get("HTTP_HOST")
    if not host or any(meta.get(name) for name in _ASIDE):
        return None
    if request.path_info.startswith((ADMIN_PATH, settings.STATIC_URL)) or connection.in_atomic_block:
        return None
    query = meta.get("QUERY_STRING", "")
    if query and not _is_bounded(query):
        return None
    takes_gzip = _GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", "")) is not None
    return request.scheme, host.lower(), request.path, query, takes_gzip


def _is_bounded(query: str) -> bool:
    """Whether a query string only chooses among what there is. What people type is never kept."""
    try:
        names = {name for name, _value in parse_qsl(query, keep_blank_values=True, max_num_fields=4)}
    except ValueError:
        return False
    return len(query) <= LONGEST_QUERY and names <= settings.CACHED_PARAMETERS


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether an answer is whole, found, the same for everyone, and not too large."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = response.get("Cache-Control", "")
    is_public = "public" in control and not any(word in control for word in ("private", "no-store", "no-cache"))
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {"", "accept-encoding"}
    return is_public and not varies and len(response.content) <= LARGEST


def _pack(response: HttpResponse, *, takes_gzip: bool) -> None:
    """Compress an answer where the visitor takes that, and mark it so that it can be asked for again."""
    if not response.has_header("Content-Encoding"):
        patch_vary_headers(response, ("Accept-Encoding",))
        if takes_gzip and len(response.content) >= WORTH_COMPRESSING:
            response.content = gzip.compress(response.content, 6, mtime=0)
            response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def _or_not_modified(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response)
