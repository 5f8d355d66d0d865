"""The search of the site: a question, what is found, and the sections it is found in.

Each app searches its own facts and registers a section (`cms.registries.search_sections`); the sections stand below
each other and are never mixed. A question is kept nowhere: not in the database, not in a log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import BigIntegerField, Model, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise

from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
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


def matching(question: Question, model: type[Model]) -> QuerySet:
    """The ids of the objects that a question finds, in no order: to choose by, in a list with an order of its own.

    Only for a question with words, and for a model that has all its words in `search_stems`: these stand in the body
    of the index. Looking there alone is what PostgreSQL has an index for; Wagtail's own query looks at title and body
    together, and so at every row.
    """
    backend = get_search_backend()
    results = backend.search(question.query, model._default_manager.all(), order_by_relevance=False)
    if connection.vendor != "postgresql":
        return results.get_queryset().order_by().values("pk")
    compiler = results.query_compiler
    words_asked = compiler.build_tsquery(compiler.query, config=compiler.get_config(backend))
    kind = ContentType.objects.get_for_model(model)
    entries = IndexEntry.objects.filter(content_type=kind, body=words_asked)
    return entries.values_list(Cast("object_id", BigIntegerField()))


@transaction.atomic
def fill_index(context: DemoContext) -> None:
    """Index what set-up and demo made: the tasks that saving leaves behind wait for the worker."""
    call_command("update_index", verbosity=0)


def renew_index(now: datetime) -> None:
    """Index everything anew, for what changed without being saved as an object, such as a buurt of a wijk."""
    call_command("update_index", verbosity=0)
