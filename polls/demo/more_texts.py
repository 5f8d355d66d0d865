"""More polls of the demo: to choose a picture, and to point at a place; of each one that is open and one that closed.

A picture stands here by its name in `pages.demo.pictures`.
"""

from __future__ import annotations

from typing import Any

from pages.notation import T, rich
from polls.codes import Identity, Rung, ShowResult

_PICTURES = [
    {"text": T("Een moestuin", "A vegetable garden"), "picture": "moestuin"},
    {"text": T("Een speelplek", "A playground"), "picture": "speelplek"},
    {"text": T("Een plein met bomen", "A square with trees"), "picture": "plein"},
]

MORE_POLLS: list[dict[str, Any]] = [
    {
        "slug": "beeld-van-het-plein",
        "where": "zuidwest",
        "days": (-4, 17),
        "votes": 26,
        "paper": 4,
        "title": T("Welk beeld past bij het plein?", "Which picture suits the square?"),
        "lead": T("Kijk naar de tekeningen en kies er één.", "Look at the drawings and choose one."),
        "identity": Identity.EMAIL,
        "show_result": ShowResult.LIVE,
        "rung": Rung.MAKE,
        "promise": T(
            "De ontwerper werkt het gekozen beeld uit, samen met omwonenden.",
            "The designer works out the chosen picture, together with neighbours.",
        ),
        "questions": [
            ("picture", {"text": T("Kies een tekening", "Choose a drawing"), "choices": _PICTURES}),
        ],
    },
    {
        "slug": "muur-van-het-wijkcentrum",
        "where": "zuidoost",
        "days": (-50, -30),
        "votes": 38,
        "title": T("Wat komt er op de muur?", "What comes on the wall?"),
        "lead": T("Op de muur van het wijkcentrum komt een schildering.", "The community centre gets a mural."),
        "identity": Identity.OPEN,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.CONSULT,
        "promise": T(
            "De kunstenaar neemt de uitslag mee in het ontwerp.", "The artist takes the outcome into the design."
        ),
        "outcome": rich(
            T(
                "De moestuin kreeg de meeste stemmen. De schildering is in het voorjaar klaar.",
                "The vegetable garden got most votes. The mural is ready in spring.",
            )
        ),
        "questions": [
            ("picture", {"text": T("Kies een voorbeeld", "Choose an example"), "choices": _PICTURES}),
        ],
    },
    {
        "slug": "waar-komen-bankjes",
        "where": "",
        "days": (-3, 25),
        "votes": 44,
        "title": T("Waar komen nieuwe bankjes?", "Where do new benches come?"),
        "lead": T("Er is geld voor twintig bankjes in de stad.", "There is money for twenty benches in the city."),
        "identity": Identity.OPEN,
        "show_result": ShowResult.LIVE,
        "rung": Rung.ADVISE,
        "promise": T(
            "We zetten bankjes op de plekken die het vaakst zijn aangewezen. Kan dat niet, dan leggen we uit waarom.",
            "We put benches where most people pointed. If that can't be, we explain why.",
        ),
        "questions": [
            (
                "place",
                {
                    "text": T("Waar mist een bankje?", "Where is a bench missing?"),
                    "help_text": T("Kies de wijk waar je er een wilt.", "Choose the wijk where you want one."),
                },
            ),
        ],
    },
    {
        "slug": "gevaarlijk-oversteken",
        "where": "zuid",
        "days": (-45, -15),
        "votes": 33,
        "title": T("Waar is oversteken gevaarlijk?", "Where is crossing dangerous?"),
        "lead": T(
            "Wijs de plek aan. Zo weten we waar we moeten kijken.", "Point at the place, so we know where to look."
        ),
        "identity": Identity.AREA,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.CONSULT,
        "promise": T(
            "De verkeerskundige bekijkt de drie plekken die het vaakst genoemd zijn.",
            "The traffic engineer looks at the three places that were named most.",
        ),
        "outcome": rich(
            T(
                "Op twee plekken komt dit jaar een zebrapad. Over de derde praten we nog.",
                "Two places get a zebra crossing this year. We are still talking about the third.",
            )
        ),
        "questions": [
            ("place", {"text": T("Waar is het gevaarlijk?", "Where is it dangerous?")}),
            (
                "yes_no",
                {
                    "text": T("Steek je hier zelf vaak over?", "Do you often cross here yourself?"),
                    "is_required": False,
                },
            ),
        ],
    },
]
