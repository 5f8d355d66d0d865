"""The search of the site: a question, what is found, and the sections it is found in.

Each app searches its own facts and registers a section (`cms.registries.search_sections`); the sections stand below
each other and are never mixed. A question is kept nowhere: not in the database, not in a log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.functional import Promise

from wagtail.search.query import Or, PlainText, SearchQuery

from cms.models import Wijk
from cms.registries import DemoContext
from cms.stems import asked_stems, words

# Longer than any question somebody types; what comes after is left out.
MOST_CHARACTERS = 100
MOST_WORDS = 8
PER_SECTION = 8
# Who did not find it by then asks something else: further pages only cost the database.
FURTHEST = 10 * PER_SECTION


@dataclass(frozen=True)
class Question:
    """What somebody typed, and the stems it comes down to in each language that texts may be in."""

    text: str
    stems: tuple[tuple[str, ...], ...] = ()

    @property
    def query(self) -> SearchQuery:
        """All words of the question, in one of the languages. Only for a question with words."""
        queries = [PlainText(" ".join(found), operator="and") for found in self.stems]
        return queries[0] if len(queries) == 1 else Or(queries)


@dataclass(frozen=True)
class Hit:
    """One thing that was found: where it is, what it says, of which wijk, what it is, and the language of its text."""

    title: str
    url: str
    text: str = ""
    wijk: Wijk | None = None
    kind: str = ""
    language: str = ""


@dataclass(frozen=True)
class SearchSection:
    """One kind of hit. `find` takes the question, how many to skip and how many to give at most: the best first."""

    title: Promise
    order: int
    find: Callable[[Question, int, int], list[Hit]]


def ask(typed: str, language: str) -> Question:
    """A question from what somebody typed under an address in this language."""
    text = " ".join(typed.replace("\x00", " ").split())[:MOST_CHARACTERS].strip()
    asked = " ".join(words(text)[:MOST_WORDS])
    # What is not translated yet, and what residents write, is in one of our own languages.
    languages = dict.fromkeys((language, *settings.INTERFACE_LANGUAGES))
    found = dict.fromkeys(tuple(asked_stems(asked, code)) for code in languages)
    return Question(text, tuple(stems for stems in found if stems))


@transaction.atomic
def fill_index(context: DemoContext) -> None:
    """Index what set-up and demo made: the tasks that saving leaves behind wait for the worker."""
    call_command("update_index", verbosity=0)


def renew_index(now: datetime) -> None:
    """Index everything anew, for what changed without being saved as an object, such as a buurt of a wijk."""
    call_command("update_index", verbosity=0)
