"""News of the demo: made up, some for the city and some for each wijk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cms.models import Wijk
from cms.registries import DemoContext
from pages.first_pages import make
from pages.models import HomePage, NewsIndexPage, NewsPage, WijkPage
from pages.notation import Part, T, rich
from pages.town import home_page


@dataclass(frozen=True)
class Item:
    """One piece of news. `wijk` is a slug, empty for the city; `days_ago` counts back from now."""

    wijk: str
    slug: str
    days_ago: int
    title: T
    lead: T
    parts: tuple[Part, ...]
    picture: str = ""
    also_in: tuple[str, ...] = ()


ITEMS = (
    Item(
        "",
        "nieuwe-wijkbudgetten",
        9,
        T("De wijkbudgetten voor volgend jaar zijn bekend", "The wijk budgets for next year are known"),
        T(
            "Ook volgend jaar heeft elke wijk eigen geld voor plannen van bewoners.",
            "Next year each wijk again has its own money for plans of residents.",
        ),
        (
            T(
                "De bedragen per wijk blijven gelijk. Je ziet ze op de wijkthermometer. Daar zie je ook wat er dit "
                "jaar nog vrij is.",
                "The amounts per wijk stay the same. You see them on the wijkthermometer. There you also see what is "
                "left this year.",
            ),
            ("h2", T("Heb je een plan?", "Do you have a plan?")),
            T(
                "Wacht dan niet tot januari. Je kunt het hele jaar een plan sturen.",
                "Then do not wait until January. You can send a plan all year round.",
            ),
        ),
        "tafel",
    ),
    Item(
        "",
        "wijkplein-is-open",
        40,
        T("Wijkplein is open", "Wijkplein is open"),
        T(
            "Vanaf nu vind je alles over je wijk op één plek.",
            "From now on you find everything about your wijk in one place.",
        ),
        (
            T(
                "Je leest wat er speelt, steunt een plan van je buren of begint er zelf een. Je hebt geen account "
                "nodig.",
                "You read what is going on, support a plan of your neighbours or start one yourself. You do not need "
                "an account.",
            ),
            T("Mis je iets? Bel 14 035.", "Is something missing? Call 14 035."),
        ),
    ),
    Item(
        "noordoost",
        "moestuin-zoekt-handen",
        6,
        T("De moestuin zoekt nieuwe handen", "The vegetable garden needs new hands"),
        T("Er zijn drie bedden vrij bij de buurtmoestuin.", "Three beds are free in the neighbourhood garden."),
        (
            T(
                "Je hoeft geen ervaring te hebben. Elke zaterdagochtend is er iemand die je helpt.",
                "You need no experience. Every Saturday morning somebody is there to help you.",
            ),
        ),
        "moestuin",
    ),
    Item(
        "noordwest",
        "koffie-bij-de-kinderboerderij",
        12,
        T("Elke dinsdag koffie bij de kinderboerderij", "Coffee at the petting zoo every Tuesday"),
        T("Buren schenken de koffie. Schuif gerust aan.", "Neighbours pour the coffee. Come and sit down."),
        (
            T(
                "De koffietafel begint om tien uur. Kom je voor het eerst? Vraag naar Bea.",
                "Coffee starts at ten. Is it your first time? Ask for Bea.",
            ),
        ),
    ),
    Item(
        "zuid",
        "speelplek-wordt-groen",
        4,
        T("De speelplek wordt groener", "The playground is getting greener"),
        T(
            "In het voorjaar komen er bomen en een zandbak. Kinderen kozen zelf de plek.",
            "Trees and a sandpit will come in spring. Children chose the place themselves.",
        ),
        (
            T(
                "De buurt maakte samen een tekening. De gemeente legt de speelplek aan in maart.",
                "The neighbourhood made a drawing together. The municipality builds the playground in March.",
            ),
            ("h2", T("Help je mee?", "Will you help?")),
            T(
                "Op de eerste zaterdag van maart planten we samen. Schep en laarzen zijn genoeg.",
                "On the first Saturday of March we plant together. A spade and boots are enough.",
            ),
        ),
        "speelplek",
        ("zuidoost",),
    ),
    Item(
        "zuid",
        "spreekuur-op-een-andere-dag",
        21,
        T("Het spreekuur is op een andere dag", "The walk-in hour is on another day"),
        T("Vanaf deze maand is het spreekuur op maandag.", "From this month on, the walk-in hour is on Monday."),
        (T("De tijden staan op de contactpagina van de wijk.", "The times are on the contact page of the wijk."),),
    ),
    Item(
        "zuidoost",
        "straat-zonder-autos",
        15,
        T("Een middag zonder auto's", "An afternoon without cars"),
        T("De straat was dicht en de kinderen waren buiten.", "The street was closed and the children were out."),
        (
            T(
                "Veertig kinderen speelden mee. De buren willen het in het voorjaar nog een keer doen.",
                "Forty children joined in. The neighbours want to do it again in spring.",
            ),
        ),
        "plein",
    ),
    Item(
        "zuidwest",
        "koken-in-de-koepel",
        8,
        T("Samen koken in De Koepel", "Cooking together in De Koepel"),
        T("Jongeren koken elke vrijdag voor de buurt.", "Young people cook for the neighbourhood every Friday."),
        (
            T(
                "Een maaltijd kost drie euro. Geef je op bij de balie van De Koepel.",
                "A meal costs three euros. Sign up at the desk of De Koepel.",
            ),
        ),
        "wijkcentrum",
    ),
    Item(
        "hilversumse-meent",
        "bewoners-praten-over-warmte",
        18,
        T("Bewoners praten over warmte zonder gas", "Residents talk about heating without gas"),
        T("Meer dan zestig bewoners kwamen naar De Kruisdam.", "More than sixty residents came to De Kruisdam."),
        (
            T(
                "De vragen en antwoorden staan binnenkort op deze site.",
                "The questions and answers will soon be on this site.",
            ),
        ),
    ),
    Item(
        "centrum",
        "langzamer-langs-de-haven",
        11,
        T("Langzamer langs de haven", "Slower along the harbour"),
        T("Auto's mogen er voortaan dertig rijden.", "Cars may drive thirty there from now on."),
        (
            T(
                "Bewoners vroegen erom. In het voorjaar meten we of het helpt.",
                "Residents asked for it. In spring we measure whether it helps.",
            ),
        ),
    ),
    Item(
        "oost",
        "lichtjes-op-het-wegaplein",
        3,
        T("Lichtjes op het Wegaplein", "Lights on the Wegaplein"),
        T(
            "In december hangen er lichtjes in de bomen. Buren maakten ze zelf.",
            "In December there are lights in the trees. Neighbours made them themselves.",
        ),
        (
            T(
                "De lichtjes gaan aan op de eerste vrijdag van december. Er is soep.",
                "The lights go on on the first Friday of December. There is soup.",
            ),
        ),
        "plein",
    ),
)


def build_news(context: DemoContext) -> None:
    """Make the news below its index; what exists stays."""
    today = timezone.localdate(context.now)
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    for item in ITEMS:
        picture = context.data["pictures"].get(item.picture)
        make(
            _index_of(item.wijk),
            NewsPage,
            slug=item.slug,
            title=item.title,
            lead=item.lead,
            picture=picture,
            picture_alt=PICTURE_WORDS.get(item.picture, ""),
            published_on=today - timedelta(days=item.days_ago),
            also_in=[wijken[slug] for slug in item.also_in],
            body=[("text", rich(*item.parts))],
        )
    context.log(f"{len(ITEMS)} nieuwsberichten")


def _index_of(slug: str) -> NewsIndexPage:
    home: HomePage = home_page()
    parent = WijkPage.objects.descendant_of(home).get(slug=slug) if slug else home
    return NewsIndexPage.objects.child_of(parent).get()


PICTURE_WORDS = {
    "plein": T(
        "Tekening van een plein met bomen, banken en drie huizen",
        "Drawing of a square with trees, benches and three houses",
    ),
    "moestuin": T(
        "Tekening van een moestuin met drie bedden en twee bomen",
        "Drawing of a vegetable garden with three beds and two trees",
    ),
    "speelplek": T(
        "Tekening van een speelplek met een glijbaan en schommels",
        "Drawing of a playground with a slide and swings",
    ),
    "wijkcentrum": T(
        "Tekening van een wijkcentrum met een rood dak en twee bomen",
        "Drawing of a community centre with a red roof and two trees",
    ),
    "tafel": T(
        "Tekening van buren die samen aan een lange tafel eten",
        "Drawing of neighbours eating together at a long table",
    ),
}
