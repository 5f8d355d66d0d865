"""The polls of the demo, in Dutch and English. Places are real, the outcomes are made up."""

from __future__ import annotations

from typing import Any

from pages.notation import T, rich
from polls.codes import Identity, Rung, ShowResult

_YES = {"is_required": False}


def _choices(*texts: T) -> list[dict[str, T]]:
    return [{"text": text} for text in texts]


_SQUARE = T("Wat krijgt voorrang op het Jac. P. Thijsseplein?", "What comes first on the Jac. P. Thijsseplein?")
_SQUARE_CHOICES = _choices(
    T("Een natuurspeelplek met water en zand", "A nature playground with water and sand"),
    T("Bankjes en een jeu-de-boulesbaan", "Benches and a pétanque court"),
    T("Een plek om te sporten", "A place to do sports"),
    T("Een buurttuin", "A community garden"),
)

# Every kind of question once; questions 3 and 9 hang on an earlier answer.
NEIGHBOURHOOD: list[tuple[str, dict[str, Any]]] = [
    (
        "scale",
        {
            "text": T("Hoe prettig woon je in je buurt?", "How do you like living in your neighbourhood?"),
            "size": "10",
            "low": T("helemaal niet prettig", "not at all"),
            "high": T("heel prettig", "very much"),
        },
    ),
    (
        "yes_no",
        {"text": T("Voel je je hier ’s avonds veilig?", "Do you feel safe here in the evening?")},
    ),
    (
        "short_text",
        {
            "text": T("Waar voel je je niet veilig?", "Where do you not feel safe?"),
            "help_text": T("Noem een straat of een plek. Noem geen namen.", "Name a street or a place. No people."),
            "only_if_question": 2,
            "only_if_choice": 2,
            **_YES,
        },
    ),
    ("next_page", {"title": T("groen en verkeer", "green and traffic")}),
    (
        "several",
        {
            "text": T("Wat mist er in de buurt?", "What does the neighbourhood lack?"),
            "choices": _choices(
                T("Bomen en planten", "Trees and plants"),
                T("Plekken om te spelen", "Places to play"),
                T("Bankjes", "Benches"),
                T("Een plek om elkaar te ontmoeten", "A place to meet"),
            ),
            "most": 3,
            "has_other": True,
        },
    ),
    (
        "matrix",
        {
            "text": T("Wat vind je van deze dingen?", "What do you think of these?"),
            "size": "5",
            "low": T("slecht", "poor"),
            "high": T("goed", "good"),
            "rows": _choices(
                T("Onderhoud van het groen", "Upkeep of the green"),
                T("Fietspaden", "Cycle paths"),
                T("Afval op straat", "Litter in the street"),
            ),
        },
    ),
    (
        "ranking",
        {
            "text": T("Wat moet de gemeente het eerst doen?", "What should the municipality do first?"),
            "choices": _choices(
                T("Langzamer verkeer", "Slower traffic"),
                T("Meer bomen", "More trees"),
                T("Minder afval", "Less litter"),
            ),
        },
    ),
    ("next_page", {"title": T("over jou", "about you")}),
    (
        "number",
        {
            "text": T("Hoe lang woon je hier al?", "How long have you lived here?"),
            "least": 0,
            "most": 100,
            "unit": T("jaar", "years"),
            "is_confidential": True,
            **_YES,
        },
    ),
    (
        "one",
        {
            "text": T("Wil je zelf iets doen voor de buurt?", "Would you do something for the neighbourhood?"),
            "choices": _choices(
                T("Ja, dat doe ik al", "Yes, I do already"), T("Ja, graag", "Yes, please"), T("Nee", "No")
            ),
        },
    ),
    (
        "long_text",
        {
            "text": T("Waar denk je dan aan?", "What do you have in mind?"),
            "only_if_question": 8,
            "only_if_choice": 2,
            **_YES,
        },
    ),
]

# days: from today until opening and closing. votes: how many the demo casts; paper: how many of these on paper.
POLLS: list[dict[str, Any]] = [
    {
        "slug": "jac-p-thijsseplein",
        "where": "oost",
        "days": (-9, 12),
        "votes": 43,
        "paper": 6,
        "title": _SQUARE,
        "lead": T(
            "Het plein krijgt een nieuwe inrichting. Er is ruimte voor één groot onderdeel. Welk idee kies jij?",
            "The square gets a new layout. There is room for one large part. Which idea do you choose?",
        ),
        "identity": Identity.EMAIL,
        "asks_postcode": True,
        "show_result": ShowResult.LIVE,
        "rung": Rung.ADVISE,
        "promise": T(
            "De gemeente kiest in principe het idee met de meeste stemmen. Kan dat niet, dan leggen we uit waarom.",
            "In principle the municipality takes the idea with the most votes. If that can't be, we say why.",
        ),
        "questions": [("one", {"text": T("Kies één idee", "Choose one idea"), "choices": _SQUARE_CHOICES})],
    },
    {
        "slug": "naam-van-het-buurtpark",
        "where": "zuid",
        "days": (-5, 20),
        "votes": 31,
        "title": T("Hoe heet het nieuwe buurtpark?", "What is the new park called?"),
        "lead": T("Bewoners droegen namen voor. Zet ze op volgorde.", "Residents proposed names. Put them in order."),
        "identity": Identity.AREA,
        "show_result": ShowResult.VOTED,
        "may_change": True,
        "rung": Rung.DECIDE,
        "promise": T(
            "De naam die het hoogst eindigt, komt op het bord.", "The name that ends highest is on the sign."
        ),
        "questions": [
            (
                "ranking",
                {
                    "text": T("Zet de namen op volgorde", "Put the names in order"),
                    "choices": _choices(
                        T("Park de Kolk", "De Kolk Park"),
                        T("Lindenpark", "Linden Park"),
                        T("Tuin van Zuid", "Zuid Garden"),
                    ),
                },
            )
        ],
    },
    {
        "slug": "openingstijden-wijkcentrum",
        "where": "centrum",
        "days": (-2, 5),
        "votes": 18,
        "title": T("Wanneer is het wijkcentrum open?", "When is the wijkcentrum open?"),
        "lead": T("Eén vraag, tien seconden.", "One question, ten seconds."),
        "identity": Identity.OPEN,
        "show_result": ShowResult.LIVE,
        "rung": Rung.CONSULT,
        "promise": T("Het wijkcentrum kiest daarna nieuwe tijden.", "The wijkcentrum then chooses new hours."),
        "questions": [
            (
                "one",
                {
                    "text": T("Op welk moment kom jij het liefst?", "When would you rather come?"),
                    "choices": _choices(
                        T("Overdag", "During the day"),
                        T("In de avond", "In the evening"),
                        T("In het weekend", "At weekends"),
                    ),
                    "has_other": True,
                },
            )
        ],
    },
    {
        "slug": "eenrichting-lorentzweg",
        "where": "noordoost",
        "days": (-60, -21),
        "votes": 64,
        "paper": 12,
        "title": T("Eenrichtingsverkeer in de straat?", "One-way traffic in the street?"),
        "lead": T(
            "Eén stem per adres, met een code uit de brief.", "One vote per address, with a code from the letter."
        ),
        "identity": Identity.CODE,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.DECIDE,
        "promise": T(
            "Is meer dan de helft voor, dan maakt de gemeente er eenrichtingsverkeer van.",
            "If more than half are in favour, the municipality makes it one-way.",
        ),
        "outcome": rich(
            T(
                "De meeste adressen waren voor. In het voorjaar komen de borden er te staan.",
                "Most addresses were in favour. The signs come in spring.",
            )
        ),
        "questions": [("yes_no", {"text": T("Ben je voor eenrichtingsverkeer?", "Are you for one-way traffic?")})],
    },
    {
        "slug": "bomen-in-de-straat",
        "where": "noordwest",
        "days": (-7, 10),
        "votes": 9,
        "paper": 2,
        "addresses": 12,
        "title": T("Bomen in de straat?", "Trees in the street?"),
        "lead": T(
            "Elk adres kreeg een brief met een code. Daarmee stem je één keer.",
            "Each address got a letter with a code. With that you vote once.",
        ),
        "identity": Identity.CODE,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.DECIDE,
        "promise": T("Is de helft voor, dan planten we in het najaar.", "If half are in favour, we plant in autumn."),
        "questions": [
            ("yes_no", {"text": T("Wil je bomen in je straat?", "Do you want trees in your street?")}),
            (
                "several",
                {
                    "text": T("Welke bomen mogen het zijn?", "Which trees may it be?"),
                    "choices": _choices(T("Linde", "Lime"), T("Esdoorn", "Maple"), T("Kers", "Cherry")),
                    "most": 2,
                    "only_if_question": 1,
                    "only_if_choice": 1,
                    **_YES,
                },
            ),
        ],
    },
    {
        "slug": "buurtpeiling-vorig-jaar",
        "where": "",
        "days": (-400, -370),
        "votes": 120,
        "paper": 25,
        "title": T("Buurtpeiling van vorig jaar", "Neighbourhood survey of last year"),
        "lead": T("Elk jaar vragen we hoe het gaat in de buurt.", "Each year we ask how the neighbourhood is doing."),
        "identity": Identity.EMAIL,
        "asks_postcode": True,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.CONSULT,
        "promise": T(
            "De wijkregisseurs gebruiken de uitslag voor de plannen van hun wijk.",
            "The wijkregisseurs use the outcome for the plans of their wijk.",
        ),
        "outcome": rich(
            T(
                "Bewoners misten vooral groen. Daarom kwamen er dit jaar honderd bomen bij.",
                "Residents missed green most of all. So a hundred trees were added this year.",
            )
        ),
        "questions": NEIGHBOURHOOD,
    },
    {
        "slug": "speelplek-meent",
        "where": "hilversumse-meent",
        "days": (6, 34),
        "votes": 0,
        "title": T("Een nieuwe speelplek in de Meent", "A new playground in the Meent"),
        "lead": T("Straks kies je uit drie ontwerpen.", "Soon you choose from three designs."),
        "identity": Identity.EMAIL,
        "show_result": ShowResult.CLOSED,
        "rung": Rung.MAKE,
        "promise": T(
            "Het ontwerp met de meeste stemmen werken we samen met kinderen uit.",
            "We work out the design with the most votes together with children.",
        ),
        "questions": [
            (
                "one",
                {
                    "text": T("Welk ontwerp kies je?", "Which design do you choose?"),
                    "choices": _choices(
                        T("Spelen met water", "Playing with water"), T("Klimmen", "Climbing"), T("Natuur", "Nature")
                    ),
                },
            )
        ],
    },
]

AGAIN = {
    "slug": "buurtpeiling",
    "days": (-6, 22),
    "votes": 57,
    "title": T("Buurtpeiling: hoe gaat het in je buurt?", "Survey: how is your neighbourhood doing?"),
}

# A page of text with the quick poll of the wijkcentrum on it.
TEASER: dict[str, Any] = {
    "slug": "wijkcentrum",
    "title": T("Het wijkcentrum", "The community centre"),
    "lead": T("Koffie, cursussen en een zaal voor je buurtfeest.", "Coffee, courses and a room for your party."),
}
TEASER_TEXT = rich(
    T(
        "Het wijkcentrum is van iedereen. Binnenkort krijgt het nieuwe openingstijden. Help je kiezen?",
        "The community centre is for everyone. Soon it gets new opening hours. Will you help choose?",
    )
)
TEASER_POLL = "openingstijden-wijkcentrum"
