"""The first texts about taking over a task, Dutch and English. Editors take them over from here.

{where} is the wijk or the town; {supporters} and {weeks} come from the draagvlak rule of the day of set-up.
Source: domain, Right to Challenge.
"""

from __future__ import annotations

from pages.notation import T, rich

TITLE = T("Een taak overnemen van de gemeente", "Taking over a task from the municipality")
LEAD = T(
    "Kan jullie groep in {where} iets beter dan de gemeente? Daag ons uit.",
    "Can your group in {where} do something better than the municipality? Challenge us.",
)
WHAT = rich(
    T(
        "De gemeente doet veel werk in je wijk. Ze maait het gras, beheert een speeltuin of regelt hulp. "
        "Misschien kan jullie groep dat slimmer, goedkoper of fijner. Dan mag je de gemeente uitdagen. "
        "Jullie doen het werk, de gemeente betaalt mee.",
        "The municipality does a lot of work in your wijk. It mows the grass, looks after a playground or arranges "
        "help. Maybe your group can do that in a smarter, cheaper or nicer way. Then you may challenge the "
        "municipality. You do the work, the municipality shares the costs.",
    )
)
EXAMPLES = (
    {
        "icon": "boom",
        "title": T("Groen", "Green"),
        "text": T(
            "Buren onderhouden zelf het plantsoen in hun straat.", "Neighbours look after the green in their street."
        ),
    },
    {
        "icon": "gebouw",
        "title": T("Een gebouw", "A building"),
        "text": T(
            "Een groep beheert een leeg buurthuis. Hiervoor gelden eigen regels.",
            "A group runs an empty community centre. This has rules of its own.",
        ),
    },
    {
        "icon": "koffie",
        "title": T("Zorg en hulp", "Care and help"),
        "text": T(
            "Bewoners regelen een maaltijd voor ouderen in de flat.",
            "Residents arrange a meal for older people in their block of flats.",
        ),
    },
)
SUPPORT = T(
    "heeft steun van minstens {supporters} mensen in de wijk",
    "has the support of at least {supporters} people in the wijk",
)
SUPPORT_WITHOUT_RULE = T("heeft steun van veel mensen in de wijk", "has the support of many people in the wijk")
GROUP = {
    "title": T("Jullie groep", "Your group"),
    "is_excluded": False,
    "items": [
        T("woont of werkt in de wijk", "lives or works in the wijk"),
        T("steekt winst weer in de buurt", "puts any profit back into the neighbourhood"),
        T("kan het werk een paar jaar volhouden", "can keep up the work for a few years"),
    ],
}
PLAN = {
    "title": T("Jullie plan", "Your plan"),
    "is_excluded": False,
    "items": [
        T("zegt wat er beter wordt", "says what will be better"),
        T("vergelijkt de kosten met die van de gemeente", "compares the costs with those of the municipality"),
        T("zegt hoe je meet of het goed gaat", "says how you measure whether it goes well"),
        T("is voor iedereen in de buurt", "is for everybody in the neighbourhood"),
    ],
}
EXCLUDED = {
    "title": T("Dit kan niet", "This is not possible"),
    "is_excluded": True,
    "items": [
        T("Boetes geven of vergunningen verlenen", "Giving fines or permits"),
        T("Werk dat volgens de wet bij de gemeente hoort", "Work that belongs to the municipality by law"),
    ],
}
STEPS = (
    {
        "title": T("Gesprek", "A talk"),
        "text": T(
            "Je vertelt wat jullie willen. Wij vertellen wat het werk nu kost.",
            "You tell us what you want. We tell you what the work costs now.",
        ),
    },
    {
        "title": T("Uitdaging indienen", "Sending in your challenge"),
        "text": T(
            "Jullie schrijven het plan op. Hulp is er altijd bij.",
            "You write down your plan. There is always help with that.",
        ),
    },
    {
        "title": T("Kan dit?", "Is this possible?"),
        "text": T(
            "Je hoort of we het plan verder bekijken, en waarom.",
            "You hear whether we look further into the plan, and why.",
        ),
    },
    {
        "title": T("Steun van de buurt", "Support of the neighbourhood"),
        "text": T(
            "Buren hebben {weeks} weken om hun steun te geven.",
            "Neighbours have {weeks} weeks to give their support.",
        ),
    },
    {
        "title": T("Uitwerken", "Working it out"),
        "text": T(
            "Samen met de afdeling maken jullie de afspraken.",
            "Together with the department you make the agreements.",
        ),
    },
    {
        "title": T("Besluit", "Decision"),
        "text": T(
            "Het college beslist. Je leest hier waarom.",
            "The college of mayor and aldermen decides. You read here why.",
        ),
    },
    {
        "title": T("Afspraak voor een paar jaar", "An agreement for a few years"),
        "text": T(
            "Elk jaar kijken we samen of het goed gaat.", "Every year we look together at whether it goes well."
        ),
    },
)
INFLUENCE = T(
    "Jullie maken het. De gemeente laat los en betaalt mee. De gemeente beslist wel of het doorgaat.",
    "You make it. The municipality lets go and shares the costs. But the municipality decides whether it goes ahead.",
)
BUILDINGS = rich(
    T(
        "Dan kijken we eerst of de gemeente het gebouw kan missen. Daarna praten we over huur, onderhoud en "
        "veiligheid. Vertel je plan dus voordat je kosten maakt.",
        "Then we first look at whether the municipality can do without the building. After that we talk about rent, "
        "upkeep and safety. So tell us your plan before you spend any money.",
    )
)
QUESTIONS = {
    "title": "",
    "items": [
        {
            "title": T(
                "Moeten we een stichting of een vereniging zijn?", "Do we have to be a foundation or an association?"
            ),
            "text": rich(
                T(
                    "Aan het begin niet. Een groep buren mag ook beginnen. Voor de afspraak met de gemeente is het "
                    "soms wel nodig. We zoeken dat samen uit.",
                    "Not at the start. A group of neighbours may begin too. Sometimes you need to be one for the "
                    "agreement with the municipality. We find that out together.",
                )
            ),
        },
        {
            "title": T("Krijgen we geld voor het werk?", "Do we get money for the work?"),
            "text": rich(
                T(
                    "Ja, de gemeente betaalt mee. Dat is een deel van wat het werk nu kost, of alles. In de afspraak "
                    "staat hoeveel het is.",
                    "Yes, the municipality shares the costs. That is a part of what the work costs now, or all of "
                    "it. The agreement says how much.",
                )
            ),
        },
        {
            "title": T("Wat gebeurt er als het niet lukt?", "What happens when it does not work out?"),
            "text": rich(
                T(
                    "Dan zoeken we samen naar een oplossing. Is die er niet? Dan doet de gemeente het werk weer.",
                    "Then we look for a solution together. Is there none? Then the municipality takes the work back.",
                )
            ),
        },
        {
            "title": T("Wat kunnen we doen als het antwoord nee is?", "What can we do when the answer is no?"),
            "text": rich(
                T(
                    "Je leest altijd waarom. Bij het besluit staat ook wat je kunt doen als je het er niet mee eens "
                    "bent.",
                    "You always read why. The decision also says what you can do when you disagree.",
                )
            ),
        },
    ],
}
