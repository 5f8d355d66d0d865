"""Films elsewhere. Their host gets nothing before a click (rule 14), and then it may be framed on that page alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponseBase

from cms.middleware import SecurityHeadersMiddleware

_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_VIMEO_ID = re.compile(r"\d{6,12}")
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
_YOUTUBE = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
# What a film may do in its frame, and nothing else: play after the click, and fill the screen.
_FEATURES = ("autoplay", "fullscreen")


@dataclass(frozen=True)
class Film:
    """One film: the name of its host, the page there, and the address to frame with the origin of that."""

    host_name: str
    watch_url: str
    embed_url: str

    @property
    def origin(self) -> str:
        """Scheme and host of the frame."""
        parts = urlsplit(self.embed_url)
        return f"{parts.scheme}://{parts.netloc}"


def film_at(url: str) -> Film | None:
    """The film at an address of YouTube or Vimeo; None for any other address."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    steps = [step for step in parts.path.split("/") if step]
    if host == "youtu.be":
        return _on_youtube(steps[0] if steps else "")
    if host in _YOUTUBE:
        is_direct = len(steps) > 1 and steps[0] in ("embed", "shorts", "live")
        return _on_youtube(steps[1] if is_direct else parse_qs(parts.query).get("v", [""])[0])
    if host in ("vimeo.com", "player.vimeo.com"):
        return _on_vimeo(steps[1:] if steps[:1] == ["video"] else steps, parse_qs(parts.query).get("h", [""])[0])
    return None


def _on_youtube(film_id: str) -> Film | None:
    if not _YOUTUBE_ID.fullmatch(film_id):
        return None
    return Film(
        host_name="YouTube",
        watch_url=f"https://www.youtube.com/watch?v={film_id}",
        embed_url=f"https://www.youtube-nocookie.com/embed/{film_id}?autoplay=1&cc_load_policy=1&rel=0",
    )


def _on_vimeo(steps: list[str], key: str) -> Film | None:
    if not steps or not _VIMEO_ID.fullmatch(steps[0]):
        return None
    # A film that is not listed has a key of its own, without which it does not play.
    key = key or (steps[1] if len(steps) > 1 else "")
    key = key if _VIMEO_HASH.fullmatch(key) else ""
    return Film(
        host_name="Vimeo",
        watch_url=f"https://vimeo.com/{steps[0]}" + (f"/{key}" if key else ""),
        embed_url=f"https://player.vimeo.com/video/{steps[0]}?autoplay=1&dnt=1" + (f"&h={key}" if key else ""),
    )


def films_in(*bodies: Iterable[Any]) -> list[Film]:
    """The films among the blocks of a page, in order."""
    blocks = [block for body in bodies for block in body if block.block_type == "video"]
    return [film for block in blocks if (film := film_at(block.value["url"]))]


def allow(response: HttpResponseBase, films: Iterable[Film]) -> None:
    """Let these films play on this one answer: by django-csp's update for a response, and the permissions policy."""
    origins = list(dict.fromkeys(film.origin for film in films))
    if not origins:
        return
    response._csp_update = getattr(response, "_csp_update", {}) | {"frame-src": origins}
    allowed = "".join(f' "{origin}"' for origin in origins)
    policy = SecurityHeadersMiddleware.PERMISSIONS
    for feature in _FEATURES:
        policy = policy.replace(f"{feature}=()", f"{feature}=(self{allowed})")
    response["Permissions-Policy"] = policy


class PlaysFilms:
    """A page type with films among its blocks: where there is one, its answer lets that play."""

    film_fields: tuple[str, ...] = ("body",)

    @property
    def films(self) -> list[Film]:
        """The films on the page."""
        return films_in(*(getattr(self, name) for name in self.film_fields))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and let the films of the page play."""
        response = super().serve(request, *args, **kwargs)
        allow(response, self.films)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Show the page to an editor; its films play there too."""
        response = super().serve_preview(request, mode_name)
        allow(response, self.films)
        return response
