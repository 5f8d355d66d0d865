"""The neighbours of a demo plan: where they live, what they say of it, and the link in their mail."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from string import ascii_uppercase
from typing import Any

from cms import tokens
from cms.demo import address
from cms.models import Purpose, Token, Wijk
from participation.codes import Party, Stance
from participation.demo import letters
from participation.models import Submission
from participation.services import support

# How many postcodes a plan's supporters come from.
_POSTCODES = {"straat": 3, "buurt": 8, "wijk": 20}
_READS_MAIL_AFTER = timedelta(minutes=9)


def link_in_mail(purpose: Purpose, subject: str) -> str:
    """The text of the link that stands in this person's mail."""
    return tokens.text_of(Token.objects.filter(purpose=purpose, subject=subject, revoked_at=None).latest("pk"))


def postcodes_around(wijk: Wijk, scope: str, number: int) -> Iterator[str]:
    """Postcodes around plan `number` in this wijk, over and over: the second nearest half as often as the nearest."""
    area = wijk.postcode_areas.first()
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    of_area = [
        postcode for postcode in (area.first[:4] + pair for pair in pairs) if area.first <= postcode <= area.last
    ]
    count = _POSTCODES.get(scope, 1)
    start = (number * 7) % max(1, len(of_area) - count)
    mine = of_area[start : start + count]
    given = [0] * len(mine)
    while True:
        turn = min(range(len(mine)), key=lambda place: (given[place] + 1) * (place + 1))
        given[turn] += 1
        yield mine[turn]


def speak(case: Submission, plan: dict[str, Any], number: int, *, opened_at: datetime, ends_at: datetime) -> None:
    """Neighbours support over the weeks, each by the link in the own mail; then come those with a concern."""
    voices = [Stance.SUPPORT] * plan["supports"] + [Stance.CONCERN] * plan.get("concerns", 0)
    parties = plan.get("parties", [])
    postcodes = postcodes_around(case.wijk, plan["scope"], number)
    span = ends_at - opened_at - timedelta(hours=2)
    for turn, stance in enumerate(voices):
        at = opened_at + span * (turn + 1) / (len(voices) + 1)
        party = parties[turn] if stance == Stance.SUPPORT and turn < len(parties) else ""
        voice = support.give(
            submission=case,
            stance=stance,
            email=address(f"buur.{number}.{turn}"),
            postcode=next(postcodes),
            house_number=str(1 + turn),
            text=letters.CONCERN if stance == Stance.CONCERN else "",
            party=party,
            party_name=f"{str(Party(party).label).capitalize()} in {case.wijk}" if party else "",
            now=at,
        )
        token_text = link_in_mail(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}")
        support.confirm(token_text=token_text, now=at + _READS_MAIL_AFTER)
