"""Where a lower floor learns what stands above it (ARCHITECTURE rule 1).

An app registers its parts in `AppConfig.ready()`; the ground floor runs them without importing the app.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.models import Wijk
    from cms.search import SearchSection
    from cms.sitemaps import BaseUrlSitemap

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name, in the order in which they were registered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        """Add an item and give it back.

        Raises:
            ValueError: when the name is taken.
        """
        if name in self._items:
            raise ValueError(f"{self.what} {name!r} is registered twice")
        self._items[name] = item
        return item

    def get(self, name: str) -> T:
        """The item of a name.

        Raises:
            LookupError: when nothing is registered under it.
        """
        try:
            return self._items[name]
        except KeyError:
            raise LookupError(f"no {self.what} {name!r} is registered") from None

    def names(self) -> list[str]:
        """All names, in order."""
        return list(self._items)

    def items(self) -> list[tuple[str, T]]:
        """Name and item, in order."""
        return list(self._items.items())

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True)
class PeriodicJob:
    """Work that the worker repeats. `run` takes the time (aware UTC) and must be idempotent: it may run twice."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


@dataclass(frozen=True)
class DataClass:
    """What is kept of one kind of fact, how long, and how it goes (spec inbox.md 12, compliance C8 and C9).

    models: labels such as "participation.Applicant"; every model of the house stands in exactly one class.
    term: how long, in Dutch, as a resident may read it.
    purge: removes what is past its term at `now`; returns the number of rows. With dry_run it only counts.
    inspect: everything kept about the person with this e-mail address, as JSON-ready dictionaries.
    erase: removes that person; returns the number of rows.
    keeps: why nothing is purged, where `purge` is None.
    """

    name: str
    models: tuple[str, ...]
    term: str
    purge: Callable[[datetime, bool], int] | None = None
    inspect: Callable[[str], list[dict[str, Any]]] | None = None
    erase: Callable[[str, datetime], int] | None = None
    keeps: str = ""

    def __post_init__(self) -> None:
        if (self.purge is None) == (not self.keeps):
            raise ValueError(f"data class {self.name!r} needs a purge, or a reason why it keeps everything")


@dataclass
class DemoContext:
    """What the parts of the demo share.

    now: aware UTC; live things count back from it. size: how many times residents' data is made.
    data: what one part made and a later one needs. log: tells the user what is being done.
    """

    now: datetime
    size: int = 1
    data: dict[str, Any] = field(default_factory=dict)
    log: Callable[[str], None] = lambda message: None


@dataclass(frozen=True)
class DemoPart:
    """A part of the demo or of the set-up of a municipality; built from the lowest `order` up."""

    name: str
    order: int
    build: Callable[[DemoContext], None]


# Turns the ids of a queued mail, at the time of sending, into the variables of its templates: plain text, numbers,
# dates, `Link`s and lists or dictionaries of these. ObjectDoesNotExist means that there is nothing left to tell.
MailBuilder = Callable[[dict[str, Any], datetime], dict[str, Any]]


@dataclass(frozen=True)
class WijkTask:
    """Something that a wijk needs before it works as it should, as the screen that makes a wijk lists it.

    text: what, in one sentence. url: where in the admin to do it. is_for_administrator: nobody else can.
    """

    text: str
    url: str
    is_done: bool
    is_for_administrator: bool = False


# What a wijk (`cms.models.Wijk`) needs besides its pages, and whether it is there yet.
WijkCheck = Callable[["Wijk"], WijkTask]

# Makes the pages that belong below a wijk page, or below home for the whole city. What is there stays.
WijkPart = Callable[["Page"], None]


@dataclass(frozen=True)
class Followed:
    """Something that people follow, as a mail or page tells of it. path: in the language of the moment."""

    title: str
    language: str
    path: str


@dataclass(frozen=True)
class FollowSubject:
    """A kind of thing that can be followed without an account (`cms.follow`).

    find: by id; None where it is not on the site. is_over: whether news of it ended so long ago (a year) that its
    followers are removed; true where it is gone.
    """

    find: Callable[[int], Followed | None]
    is_over: Callable[[int, datetime], bool]


periodic_jobs: Registry[PeriodicJob] = Registry("periodic job")
data_classes: Registry[DataClass] = Registry("data class")
wijk_parts: Registry[WijkPart] = Registry("part of a wijk")
wijk_checks: Registry[WijkCheck] = Registry("check on a wijk")
setup_parts: Registry[DemoPart] = Registry("part of the set-up")
demo_parts: Registry[DemoPart] = Registry("part of the demo")
sitemap_sources: "Registry[type[BaseUrlSitemap]]" = Registry("sitemap source")
mail_templates: Registry[MailBuilder] = Registry("mail template")
search_sections: "Registry[SearchSection]" = Registry("section of the search")
follow_subjects: Registry[FollowSubject] = Registry("kind of thing to follow")
