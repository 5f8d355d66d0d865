"""The first texts about small things that everyone may do, Dutch and English. Editors take them over from here.

The rules are examples: how wide, how high and by when is the municipality's to say, on the page itself.
"""

from __future__ import annotations

from typing import Any

from pages.notation import T, rich

TITLE = T("Zo geregeld", "Quick and easy")
LEAD = T(
    "Voor deze plannen hoef je niemand om steun te vragen. Lees wat mag, maak de afspraak en begin.",
    "For these plans you need nobody's support. Read what is allowed, make the agreement and begin.",
)


def _list(*items: T) -> list[tuple[str, T]]:
    return [("item", item) for item in items]


_PLANTS_STAY_LOW = T(
    "Planten tot kniehoogte, zodat iedereen de weg ziet", "Plants up to knee height, so that everybody sees the road"
)
_CAR_FREE = T(
    "Je straat is dan vrij van auto's. De gemeente moet dat op tijd weten, want bussen en hulpdiensten rijden dan om. "
    "Daarom kijkt je wijkregisseur eerst of het kan. Je hoort dat binnen 5 werkdagen.",
    "Your street is free of cars then. The municipality has to know in time, because buses and emergency services "
    "take another way. That is why your wijkregisseur first looks at whether it is possible. You hear that within "
    "5 working days.",
)

TREE_PIT: dict[str, Any] = {
    "slug": "boomspiegel",
    "title": T("Een boomspiegel beplanten", "Planting around a street tree"),
    "lead": T(
        "Een boomspiegel is de grond rond een boom in de straat. Daar mag je planten in zetten.",
        "The soil around a tree in the street may hold plants too. You may put them there.",
    ),
    "icon": "boom",
    "body": [
        (
            "text",
            rich(
                T(
                    "Planten rond een boom maken de straat vrolijk. Bijen en vlinders komen erop af. De boom blijft "
                    "van de gemeente. Wij snoeien hem ook.",
                    "Plants around a tree make the street cheerful. Bees and butterflies come to them. The tree stays "
                    "the municipality's. We prune it too.",
                )
            ),
        )
    ],
    "dos": _list(
        _PLANTS_STAY_LOW,
        T("Een laag randje van hout, los op de grond", "A low wooden edge, loose on the ground"),
        T("Met de hand planten, tussen de wortels", "Planting by hand, between the roots"),
    ),
    "donts": _list(
        T("Dieper graven dan 20 centimeter", "Digging deeper than 20 centimetres"),
        T("Grond ophogen tegen de stam", "Piling up soil against the trunk"),
        T("Hekken, stenen of planten met doorns", "Fences, stones or plants with thorns"),
    ),
    "promise": T(
        "Ik geef de planten water en haal onkruid en afval weg. Stop ik ermee? Dan laat ik dat weten.",
        "I water the plants and take away weeds and litter. When I stop, I let you know.",
    ),
}
FACADE_GARDEN: dict[str, Any] = {
    "slug": "geveltuin",
    "title": T("Een geveltuin maken", "Making a garden along your front wall"),
    "lead": T(
        "Haal een rij tegels weg langs je gevel en zet er planten in. Dat is goed tegen hitte en plassen.",
        "Take away a row of tiles along your front wall and put plants there. That helps against heat and puddles.",
    ),
    "icon": "bloem",
    "body": [
        (
            "text",
            rich(
                T(
                    "Vraag eerst je buren of ze het goed vinden. Huur je je huis? Vraag het dan ook aan de "
                    "verhuurder. Laat de tegels in een nette stapel staan. Wij halen ze gratis op.",
                    "Ask your neighbours first whether they agree. Do you rent your home? Then ask the landlord too. "
                    "Leave the tiles in a tidy pile. We collect them for free.",
                )
            ),
        )
    ],
    "dos": _list(
        T("Een strook tot 45 centimeter vanaf je gevel", "A strip up to 45 centimetres from your wall"),
        T("Een rand van de tegels die je weghaalt", "An edge made of the tiles that you take away"),
        T("Klimplanten langs je eigen gevel", "Climbing plants along your own wall"),
    ),
    "donts": _list(
        T("Minder dan 1,80 meter stoep overlaten", "Leaving less than 1.80 metres of pavement"),
        T(
            "Dieper graven dan 30 centimeter: daar liggen kabels",
            "Digging deeper than 30 centimetres: cables lie there",
        ),
        T("Bomen, of planten met doorns", "Trees, or plants with thorns"),
    ),
    "promise": T(
        "Ik houd 1,80 meter stoep vrij en verzorg de planten. Stop ik ermee? Dan leg ik de tegels terug.",
        "I keep 1.80 metres of pavement free and look after the plants. When I stop, I put the tiles back.",
    ),
}
PLANTER: dict[str, Any] = {
    "slug": "plantenbak",
    "title": T("Een plantenbak neerzetten", "Putting out a planter"),
    "lead": T(
        "Is er geen plek voor een geveltuin? Zet dan samen met een buur een bak met planten op straat.",
        "Is there no room for a garden along the wall? Then put out a planter together with a neighbour.",
    ),
    "icon": "bak",
    "body": [
        (
            "text",
            rich(
                T(
                    "Je koopt of bouwt de bak zelf. Zet hem langs de gevel of in een hoek waar niemand loopt. Moet er "
                    "aan de straat gewerkt worden? Dan zet je de bak zolang aan de kant.",
                    "You buy or build the planter yourself. Put it along the wall or in a corner where nobody walks. "
                    "When there is work in the street, you move the planter aside for that time.",
                )
            ),
        )
    ],
    "dos": _list(
        T("Een bak tot 1 meter breed en 80 centimeter hoog", "A planter up to 1 metre wide and 80 centimetres high"),
        T("Samen met minstens één buur", "Together with at least one neighbour"),
        T("Stevig en zwaar genoeg voor harde wind", "Firm and heavy enough for strong wind"),
    ),
    "donts": _list(
        T("Op een parkeerplek of voor een uitrit", "On a parking space or in front of a driveway"),
        T("Minder dan 1,80 meter stoep overlaten", "Leaving less than 1.80 metres of pavement"),
        T("Op putdeksels of voor een brandkraan", "On manhole covers or in front of a fire hydrant"),
    ),
    "promise": T(
        "Ik houd de bak heel en groen en zet hem aan de kant als dat nodig is. Stop ik ermee? Dan haal ik hem weg.",
        "I keep the planter whole and green and move it aside when needed. When I stop, I take it away.",
    ),
}
STREET_PARTY: dict[str, Any] = {
    "slug": "straatfeest",
    "title": T("Een straatfeest houden", "Holding a street party"),
    "lead": T(
        "Eén dag samen eten, spelen of muziek maken in je eigen straat.",
        "One day of eating, playing or making music together in your own street.",
    ),
    "icon": "slinger",
    "body": [("text", rich(_CAR_FREE))],
    "dos": _list(
        T("Op één dag, tot 23.00 uur", "On one day, until 11 p.m."),
        T("Je straat afsluiten met hekken van de gemeente", "Closing your street with fences of the municipality"),
        T("Muziek die je buren binnen niet stoort", "Music that does not disturb your neighbours indoors"),
    ),
    "donts": _list(
        T("In een straat met een buslijn of een doorgaande weg", "In a street with a bus line or through traffic"),
        T("Eten of drank verkopen", "Selling food or drinks"),
        T(
            "Hulpdiensten tegenhouden: 3,50 meter blijft vrij",
            "Holding up emergency services: 3.50 metres stays free",
        ),
    ),
    "promise": T(
        "Ik vertel het alle buren in de straat, minstens 3 weken van tevoren. Na het feest ruimen we alles op.",
        "I tell all neighbours in the street, at least 3 weeks ahead. After the party we clear up everything.",
    ),
    "asks_date": True,
    "notice_days": 21,
}
PLAY_DAY: dict[str, Any] = {
    "slug": "buitenspeeldag",
    "title": T("Meedoen met de Buitenspeeldag", "Joining in with the Outdoor Play Day"),
    "lead": T(
        "Eén middag is de straat van de kinderen. Auto's blijven weg en er is ruimte om te spelen.",
        "For one afternoon the street belongs to the children. Cars stay away and there is room to play.",
    ),
    "icon": "bal",
    "body": [("text", rich(_CAR_FREE))],
    "dos": _list(
        T("Op één middag, van 12.00 tot 18.00 uur", "On one afternoon, from noon to 6 p.m."),
        T("Speelgoed lenen bij het wijkcentrum", "Borrowing toys from the community centre"),
        T("Stoepkrijt, springtouwen en een luchtkussen", "Chalk, skipping ropes and a bouncy castle"),
    ),
    "donts": _list(
        T("Beginnen zonder dat je buren het weten", "Starting without your neighbours knowing"),
        T("In een straat met een buslijn", "In a street with a bus line"),
        T("Kinderen laten spelen zonder volwassenen erbij", "Letting children play without adults around"),
    ),
    "promise": T(
        "Ik vertel het alle buren in de straat en er zijn altijd twee volwassenen bij. Daarna ruimen we op.",
        "I tell all neighbours in the street and there are always two adults around. Afterwards we clear up.",
    ),
    "asks_date": True,
    "notice_days": 21,
}
ROUTES = (TREE_PIT, FACADE_GARDEN, PLANTER, STREET_PARTY, PLAY_DAY)
