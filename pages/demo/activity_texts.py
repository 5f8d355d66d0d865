"""What the activities of the demo say of themselves, in Dutch and English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pages.models import Activity
from pages.models.activity_page import Rung, SignUpWay
from pages.notation import Rich, T, rich

_KIND, _FOR = Activity.Kind, Activity.Audience
_SHOWN = rich(
    T(
        "Je hoeft niemand te kennen. Iemand van ons staat bij de deur en wijst je de weg.",
        "You do not need to know anyone. One of us stands at the door and shows you the way.",
    )
)


@dataclass(frozen=True)
class Words:
    """Title, lead, price, text and whatever else one activity has; `note` is what it says of a date that differs."""

    slug: str
    title: T
    lead: T
    price: T | str = ""
    body: Rich = field(default_factory=lambda: _SHOWN)
    note: T | str = ""
    more: dict[str, Any] = field(default_factory=dict)


def _meal(**more: Any) -> dict[str, Any]:
    return {"kind": _KIND.RESIDENTS.value, "organiser": "Bewoners uit de wijk", "is_step_free": True} | more


_COFFEE = T("Koffie, thee en een praatje. Loop gewoon binnen.", "Coffee, tea and a chat. Just walk in.")

WORDS: dict[str, Words] = {
    "Koffieochtend Grote Kerk": Words(
        "koffieochtend-grote-kerk",
        T("Koffieochtend Grote Kerk", "Coffee morning in the Grote Kerk"),
        _COFFEE,
        more={"is_step_free": True, "has_hearing_loop": True, "skips_holidays": True},
    ),
    "Buurtsoep bij Tante Jans": Words(
        "buurtsoep",
        T("Buurtsoep bij Tante Jans", "Neighbourhood soup at Tante Jans"),
        T("Elke maand een pan soep voor de hele buurt.", "A pan of soup for the whole area, every month."),
        T("Je geeft wat je kunt missen", "Give what you can spare"),
        more=_meal(),
    ),
    "Avond voor ontmoeting in het Annagebouw": Words(
        "avond-voor-ontmoeting",
        T("Avond voor ontmoeting in het Annagebouw", "An evening to meet in the Annagebouw"),
        T("Spelletjes, muziek en iemand om mee te praten.", "Games, music and somebody to talk to."),
        more={"has_hearing_loop": True},
    ),
    "Hapje Noord: samen eten": Words(
        "hapje-noord",
        T("Hapje Noord: samen eten", "Hapje Noord: eating together"),
        T(
            "Vrijwilligers koken een warme maaltijd. Schuif aan, ook als je niemand kent.",
            "Volunteers cook a warm meal. Join us, even if you know nobody.",
        ),
        T("€ 4, kinderen eten gratis", "€ 4, children eat for free"),
        note=T("De keuken krijgt een nieuwe vloer.", "The kitchen gets a new floor."),
        more=_meal(signup=SignUpWay.HERE.value, seats=30, signup_hours=24),
    ),
    "Koffietafel Lopes Dias": Words(
        "koffietafel-lopes-dias",
        T("Koffietafel Lopes Dias", "Coffee table Lopes Dias"),
        _COFFEE,
        more={"audience": _FOR.ELDERLY.value, "is_step_free": True},
    ),
    "Koffietafel Noordwest": Words(
        "koffietafel",
        T("Koffietafel Noordwest", "Coffee table Noordwest"),
        _COFFEE,
        more={"is_step_free": True, "skips_holidays": True},
    ),
    "Pannenkoekentafel": Words(
        "pannenkoekentafel",
        T("Pannenkoekentafel", "Pancake table"),
        T("Pannenkoeken bakken en eten met de buurt.", "Baking and eating pancakes with the neighbours."),
        T("€ 2,50", "€ 2.50"),
        more=_meal(audience=_FOR.CHILDREN.value),
    ),
    "Restaurant 1215": Words(
        "restaurant-1215",
        T("Restaurant 1215", "Restaurant 1215"),
        T("Om de week een driegangendiner van buurtkoks.", "A three-course dinner by local cooks, every other week."),
        T("€ 7,50", "€ 7.50"),
        more=_meal(
            signup=SignUpWay.ELSEWHERE.value,
            signup_text=T("Bel voor dinsdag.", "Call before Tuesday."),
            contact_phone="14 035",
        ),
    ),
    "Kerstwandeling": Words(
        "kerstwandeling",
        T("Kerstwandeling", "Christmas walk"),
        T("Wandel met een lichtje langs de huizen.", "Walk past the houses with a light."),
        more={"audience": _FOR.PARENTS.value, "is_step_free": True},
    ),
    "Koffiemoment De Kroon": Words(
        "koffiemoment-de-kroon",
        T("Koffiemoment De Kroon", "Coffee at De Kroon"),
        _COFFEE,
        more={"audience": _FOR.ELDERLY.value, "is_step_free": True, "skips_holidays": True},
    ),
    "Jongeren koken voor ouderen": Words(
        "jongeren-koken",
        T("Jongeren koken voor ouderen", "Young people cook for older people"),
        T("Eén keer per maand staan jongeren in de keuken.", "Once a month young people are in the kitchen."),
        T("€ 5 per persoon", "€ 5 a person"),
        more=_meal(audience=_FOR.ELDERLY.value),
    ),
    "Gratis sportles calisthenicspark": Words(
        "sportles",
        T("Gratis sportles calisthenicspark", "Free sports class in the calisthenics park"),
        T("Sporten met je eigen gewicht, voor elk niveau.", "Training with your own weight, for every level."),
        more={"audience": _FOR.YOUNG.value},
    ),
    "'t Praathuis: koffie en lunch": Words(
        "praathuis",
        T("'t Praathuis: koffie en lunch", "'t Praathuis: coffee and lunch"),
        T("Koffie, een praatje, en om 12 uur lunch.", "Coffee, a chat, and lunch at noon."),
        T("De lunch kost € 3", "Lunch is € 3"),
        more={"is_step_free": True, "skips_holidays": True},
    ),
    "Jeu de boules": Words(
        "jeu-de-boules",
        T("Jeu de boules", "Jeu de boules"),
        T("Wij hebben ballen. Jij hoeft alleen te komen.", "We have boules. You only need to come."),
    ),
    "Lichtjes in de Meent": Words(
        "lichtjes-in-de-meent",
        T("Lichtjes in de Meent", "Lights in the Meent"),
        T("Een avond met lichtjes, muziek en warme chocolademelk.", "An evening of lights, music and hot chocolate."),
        more={"audience": _FOR.PARENTS.value},
    ),
    "Ratatouille: samen koken en eten": Words(
        "ratatouille",
        T("Ratatouille: samen koken en eten", "Ratatouille: cooking and eating together"),
        T("We koken samen met groente van de markt.", "We cook together with vegetables from the market."),
        T("€ 3 per persoon", "€ 3 a person"),
        note=T("De zaal is die maandag bezet.", "The room is taken that Monday."),
        more=_meal(signup=SignUpWay.HERE.value, seats=12),
    ),
    "Lichtjesroute": Words(
        "lichtjesroute",
        T("Lichtjesroute", "Route of lights"),
        T("Loop de route langs versierde tuinen.", "Walk the route past decorated gardens."),
        more={"audience": _FOR.CHILDREN.value, "is_step_free": True},
    ),
}

# What the documents do not name: works, meetings and days of the municipality. in_days counts from today.
MORE: tuple[dict[str, Any], ...] = (
    {
        "wijk": "oost",
        "in_days": 4,
        "days": 40,
        "kind": _KIND.WORKS.value,
        "streets": "Voorbeeldstraat en Voorbeeldplein",
        "rung": Rung.INFORM.value,
        "organiser": "Gemeente Hilversum",
        "contact_phone": "14 035",
        "words": Words(
            "nieuw-riool",
            T("Nieuw riool en meer groen", "New sewer and more green"),
            T(
                "We leggen een nieuw riool aan. Daarna komen er bomen bij.",
                "We lay a new sewer. After that we plant more trees.",
            ),
            body=rich(
                T("Auto's rijden om via de ringweg. Lopen kan altijd.", "Cars go round. You can always walk."),
                T("Je vuilnis blijft op dezelfde dag.", "Your rubbish is collected on the same day."),
            ),
        ),
    },
    {
        "wijk": "zuid",
        "in_days": 20,
        "days": 3,
        "kind": _KIND.WORKS.value,
        "streets": "Voorbeeldlaan",
        "rung": Rung.COPRODUCE.value,
        "organiser": "Gemeente Hilversum",
        "words": Words(
            "nieuwe-speelplek",
            T("We bouwen de nieuwe speelplek", "We build the new playground"),
            T("Kinderen uit de buurt kozen de toestellen.", "Children of the area chose the equipment."),
        ),
    },
    {
        "wijk": "zuidoost",
        "in_days": 12,
        "hours": "19:30-21:30",
        "kind": _KIND.MEETING.value,
        "rung": Rung.ADVISE.value,
        "place": "Buurthuis Zuidoost",
        "organiser": "Gemeente Hilversum",
        "words": Words(
            "wijkoverleg",
            T("Wijkoverleg Zuidoost", "Neighbourhood meeting Zuidoost"),
            T("Praat mee over verkeer en groen in je wijk.", "Talk about traffic and green in your wijk."),
            more={"present": T("De wijkregisseur en de wijkagent.", "The wijkregisseur and the police officer.")},
        ),
    },
    {
        "wijk": "centrum",
        "in_days": -9,
        "hours": "10:00-12:00",
        "kind": _KIND.MEETING.value,
        "rung": Rung.CONSULT.value,
        "place": "Annagebouw (Vituskerk)",
        "organiser": "Gemeente Hilversum",
        "words": Words(
            "buurtschouw",
            T("Buurtschouw Centrum", "Walk through Centrum"),
            T("We liepen met bewoners door de wijk.", "We walked through the wijk with residents."),
            more={
                "present": T("De wijkregisseur en de opzichter.", "The wijkregisseur and the inspector."),
                "heard": [("text", rich(T("Er staan te veel fietsen.", "There are too many bicycles.")))],
                "doing": [("text", rich(T("In het voorjaar komen er rekken bij.", "We add racks in spring.")))],
            },
        ),
    },
    {
        "wijk": "",
        "in_days": 30,
        "days": 2,
        "kind": _KIND.ONCE.value,
        "place": "Marktplein",
        "organiser": "Gemeente Hilversum",
        "words": Words(
            "dag-van-de-wijk",
            T("Dag van de wijk", "Day of the wijk"),
            T("Alle wijken laten zien wat ze maken.", "All wijken show what they make."),
            more={"is_step_free": True},
        ),
    },
    {
        "wijk": "noordwest",
        "in_days": 41,
        "hours": "22:00-01:30",
        "kind": _KIND.RESIDENTS.value,
        "place": "Kinderboerderij Noordwest",
        "days": 2,
        "words": Words(
            "samen-het-nieuwe-jaar-in",
            T("Samen de nacht in", "Into the night together"),
            T("Een vuurkorf, oliebollen en muziek tot laat.", "A fire, oliebollen and music until late."),
        ),
    },
)
