"""What the people of the demo write to each other, in B1 Dutch. The letters of a decision say "u"."""

from cms.money import format_euro

QUESTION = (
    "Leuk plan! We missen nog één ding: hoeveel kost het ongeveer, en wie zorgt er later voor? "
    "Kun je dat binnen twee weken laten weten? Bel me gerust, dan vullen we het samen in."
)
SET_ASIDE = (
    "Wij vroegen u om een begroting, en kregen die niet. Zonder begroting weten we niet waar het geld voor is. "
    "Bel uw wijkregisseur als u hulp wilt bij de bedragen."
)
STOPPED = (
    "We spraken elkaar over de schommel. Onder het grasveld lopen leidingen, daarom kan het hier niet. "
    "In de speeltuin om de hoek komt volgend jaar wel een schommel."
)
MERGED = "Je buren hebben al een plan voor een watertappunt op dit plein. Je hoort nu bij hun plan. Samen staan jullie sterker."
ADVICE = "Ik heb een vraag over je plan gesteld aan het team Verkeer. Je hoort binnen twee weken wat zij ervan vinden."
TAKEN_ALONG = (
    "Goed nieuws: de gemeente vervangt dit jaar de lampen in de buurt en neemt dit pad mee. "
    "Je hoeft hiervoor geen geld aan te vragen."
)
REFERRED = (
    "Een gebouw of een nieuwe inrichting hoort in het investeringsprogramma van de gemeente. "
    "Daarom bracht ik je plan naar de regietafel buurten. Zij kijken er bij de begroting naar. Ik blijf je aanspreekpunt."
)
TO_DECIDE = "Je plan is klaar voor een besluit. Je hoort uiterlijk op de afgesproken datum wat het wordt."
REOPENED = "Er zijn nieuwe cijfers over het verkeer. Daarom kijken we opnieuw naar je plan. Ik bel je deze week."
COMPLETED = "Wat mooi dat het is gelukt! Vertel je buren hoe het ging. Zo leren andere straten ervan."
SIGNAL_DONE = "Dank je wel. De lamp is gemaakt."
CONCERN = "Door smallere rijbanen kan de bus er straks misschien niet meer langs. Denken jullie daaraan?"
# What a letter says beside the words that every letter of its kind has.
GRANTED = (
    "Veel buren staan achter uw plan, en u doet er zelf veel voor. Daarom helpt de gemeente graag mee. "
    "Uw wijkregisseur belt u deze week om af te spreken wie wat doet."
)
REJECTED = (
    "Er is een andere manier om uw plan te betalen: de kaartverkoop en het cultuurfonds. Dan is het wijkbudget er niet "
    "voor. Uw wijkregisseur helpt u graag met die aanvraag."
)
REJECTED_PUBLIC = "Dit plan krijgt geen geld uit het wijkbudget, want er is een andere manier om het te betalen."

PLEADS_FOR = "Veel buren doen mee, en de straat wordt er groener en veiliger van."
DECISIVE = "De bewoners doen zelf veel, en er is geen ander geld voor."
DECISIVE_AGAINST = "Er is een andere manier om dit te betalen. Dan is het wijkbudget er niet voor."

VERDICTS = (
    ("ja", "Het plan komt van bewoners uit de wijk."),
    ("ja", "Buren staan erachter en iedereen mag meedoen."),
    ("ja", "Past bij een thema van de wijk."),
    ("ja", "Er is geen ander geld voor en het past bij het beleid."),
    ("ja", "De bewoners doen zelf mee en de begroting klopt."),
)
VERDICTS_AGAINST = (*VERDICTS[:3], ("nee", "De kaartverkoop en het cultuurfonds kunnen dit betalen."), VERDICTS[4])


def granted_public(amount_cents: int) -> str:
    """What the site says of a grant."""
    if not amount_cents:
        return "Dit plan gaat door. De buurt doet het zelf, de gemeente helpt."
    return f"Dit plan gaat door. De gemeente betaalt {format_euro(amount_cents)} uit het wijkbudget."
