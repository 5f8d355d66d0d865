"""Plans on the site that resemble what somebody types: by the words of the search index, never by a scan of the table.

The index is asked once, for plans that share two telling words, and a set number of plans is looked at.
"""

from __future__ import annotations

from itertools import combinations

from cms.models import Wijk
from cms.search import ask
from cms.search_index import with_words
from cms.stems import stems, telling
from participation.choice import STANDS
from participation.listing import visible
from participation.models import PublicVersion
from participation.selectors import CARD_COLUMNS, Card, cards

MOST = 3
LEAST_CHARACTERS = 12
_LEAST_SHARED = 2
# Long words tell most; five of them make ten pairs.
_MOST_WORDS = 5
_MOST_LOOKED_AT = 100


def alike(typed: str, *, wijk: Wijk | None, language: str) -> list[Card]:
    """At most three plans that resemble a title in a language: those of the wijk first, then the most alike.

    Two queries; none for less than twelve characters. Plans that did not go ahead are left out.
    """
    if len(typed.strip()) < LEAST_CHARACTERS:
        return []
    asked = [_longest(found) for found in ask(telling(typed), language).stems]
    if not asked:
        return []
    words = frozenset(word for found in asked for word in found)
    least = min(_LEAST_SHARED, *(len(found) for found in asked))
    keys = with_words(PublicVersion, _pairs(asked), most=_MOST_LOOKED_AT)
    plans = visible().exclude(state__in=STANDS["gaat-niet-door"].states).filter(public_version__in=keys)
    near = [(_score(card, words), card) for card in cards(plans.values_list(*CARD_COLUMNS))] if keys else []
    near = [(score, card) for score, card in near if score[0] >= least]
    near.sort(key=lambda pair: (pair[1].wijk == wijk, pair[0]), reverse=True)
    return [card for _how_near, card in near[:MOST]]


def _longest(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(found, key=len, reverse=True)[:_MOST_WORDS])


def _pairs(asked: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each two of the words, in each of the languages; of one word alone, that word."""
    return sorted({pair for found in asked for pair in (combinations(found, 2) if len(found) > 1 else [found])})


def _score(card: Card, words: frozenset[str]) -> tuple[int, int, int]:
    """How many of the words a plan has in title and summary, and in its title; of equals, the newest."""
    title, summary = (words.intersection(stems(text, card.language)) for text in (card.title, card.summary))
    return len(title | summary), len(title), card.pk
