"""A page of the demo that uses every block: how to close a street for an afternoon of play."""

from __future__ import annotations

from typing import Any

from cms.registries import DemoContext
from pages.demo.news import PICTURE_WORDS
from pages.demo.stories import document
from pages.first_pages import make
from pages.models import ContentPage, Organisation, Person
from pages.notation import T, rich
from pages.town import home_page


def build_showcase(context: DemoContext) -> None:
    """A page that uses every block: how to close a street for an afternoon of play."""
    pictures, home = context.data["pictures"], home_page()
    person = Person.objects.filter(organisation__isnull=False).order_by("pk").first()
    place = Organisation.objects.filter(kind=Organisation.Kind.MEETING_PLACE).order_by("pk").first()
    how = ContentPage.objects.child_of(home).get(slug="zo-werkt-wijkplein")
    rules = ContentPage.objects.child_of(home).get(slug="huisregels")
    make(
        home,
        ContentPage,
        slug="speelstraat",
        title=T("Zo organiseer je een speelstraat", "How to organise a play street"),
        lead=T(
            "Een middag geen auto's, wel stoepkrijt. Dit heb je ervoor nodig.",
            "An afternoon without cars, with pavement chalk. This is what you need.",
        ),
        body=_first_half(pictures) + _second_half(pictures, how, rules, person, place),
    )


def _first_half(pictures: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (
            "text",
            rich(
                ("h2", T("Wat is een speelstraat?", "What is a play street?")),
                T(
                    "Bij een speelstraat is je straat een paar uur dicht voor auto's. Kinderen spelen dan op straat. "
                    "Buren zetten de stoelen buiten.",
                    "In a play street your street is closed to cars for a few hours. Children play in the street. "
                    "Neighbours put their chairs outside.",
                ),
                ("h3", T("Dit spreek je af", "This is what you agree")),
                [
                    T("wie de hekken neerzet en weghaalt", "who puts up the fences and takes them away"),
                    T("wie er op elk moment op straat is", "who is in the street at any time"),
                    T("hoe de hulpdiensten erdoor kunnen", "how the emergency services can get through"),
                ],
            ),
        ),
        (
            "picture",
            {
                "picture": pictures["speelplek"],
                "description": PICTURE_WORDS["speelplek"],
                "caption": T("Spelen waar anders auto's staan.", "Playing where cars are parked."),
            },
        ),
        (
            "facts",
            {
                "title": T("In het kort", "In short"),
                "facts": [
                    {
                        "icon": "klok",
                        "term": T("Hoe lang", "How long"),
                        "value": T("hoogstens 6 uur", "up to 6 hours"),
                    },
                    {"icon": "euro", "term": T("Kosten", "Costs"), "value": T("geen", "none")},
                    {
                        "icon": "kalender",
                        "term": T("Aanvragen", "Apply"),
                        "value": T("4 weken van tevoren", "4 weeks before"),
                    },
                ],
            },
        ),
        (
            "quote",
            {
                "text": T(
                    "Mijn dochter leerde die middag fietsen. De hele straat klapte.",
                    "My daughter learned to ride a bicycle that afternoon. The whole street clapped.",
                ),
                "name": "Karim",
                "role": T("vader uit Zuidoost", "father from Zuidoost"),
            },
        ),
        (
            "video",
            {
                "title": T("Een tekenfilm voor op het plein", "A cartoon to show in the square"),
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "picture": pictures["plein"],
                "has_captions": True,
                "transcript": rich(
                    T(
                        "Drie kleine dieren plagen een groot konijn. Het konijn bedenkt een plan. Niemand praat, "
                        "er is alleen muziek.",
                        "Three small animals tease a big rabbit. The rabbit thinks of a plan. Nobody speaks, there is "
                        "only music.",
                    )
                ),
            },
        ),
    ]


def _second_half(
    pictures: dict[str, Any], how: ContentPage, rules: ContentPage, person: Person | None, place: Organisation | None
) -> list[tuple[str, Any]]:
    return [
        (
            "accordion",
            {
                "title": T("Vragen van buren", "Questions from neighbours"),
                "items": [
                    {
                        "title": T("Mag ik mijn auto laten staan?", "May I leave my car?"),
                        "text": rich(
                            T(
                                "Ja. Vraag wel of buren hun auto die middag ergens anders zetten.",
                                "Yes. But do ask neighbours to park somewhere else that afternoon.",
                            )
                        ),
                    },
                    {
                        "title": T("Wat als het regent?", "What if it rains?"),
                        "text": rich(
                            T("Dan kies je een nieuwe dag. Bel 14 035.", "Then you choose another day. Call 14 035.")
                        ),
                    },
                ],
            },
        ),
        (
            "downloads",
            {
                "title": T("Om te printen", "To print"),
                "files": [
                    {
                        "document": document("speelstraat-bordje.pdf", "Bordje speelstraat"),
                        "title": T("Bordje voor op het hek", "Sign for the fence"),
                    }
                ],
            },
        ),
        (
            "album",
            {
                "title": T("Zo zag het eruit", "What it looked like"),
                "pictures": [
                    {"picture": pictures[name], "description": PICTURE_WORDS[name], "caption": ""}
                    for name in ("plein", "tafel", "wijkcentrum")
                ],
            },
        ),
        ("people", {"title": T("Hulp nodig?", "Need help?"), "people": [person]}),
        ("organisations", {"title": T("Hekken lenen", "Borrow fences"), "organisations": [place]}),
        ("teaser", {"title": T("Lees verder", "Read on"), "pages": [how, rules]}),
        (
            "call_to_action",
            {
                "title": T("Kost je plan geld?", "Does your plan cost money?"),
                "text": T("Vraag het aan uit het wijkbudget.", "Apply for it from the wijk budget."),
                "button": T("Begin een plan", "Start a plan"),
                "link": {"page": None, "path": "/start/", "url": ""},
            },
        ),
    ]
