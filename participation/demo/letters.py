"""What the people of the demo write to each other, in B1 Dutch. The letters of a decision say "u"."""

from cms.money import format_euro

QUESTION = (
    "Leuk plan! We missen nog één ding: hoeveel kost het ongeveer, en wie zorgt er later voor? "
    "Kun je dat binnen twee weken laten weten? Bel me gerust, dan vullen we het samen in."
)
SET_ASIDE = (
    "We vroegen je om een begroting en kregen geen antwoord. Daarom kunnen we niet over je aanvraag beslissen. "
    "Je mag je plan altijd opnieuw insturen. Bel me als ik kan helpen."
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
REJECTED = (
    "Uw plan krijgt geen geld uit het wijkbudget. Er is een andere manier om het te betalen: de kaartverkoop en het "
    "cultuurfonds. Uw wijkregisseur helpt u graag met die aanvraag. Bent u het niet eens met dit besluit? Dan kunt u "
    "binnen zes weken bezwaar maken bij het college van burgemeester en wethouders. Namens het college."
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


def granted(amount_cents: int) -> str:
    """The letter of a grant."""
    if not amount_cents:
        return "Goed nieuws: uw plan gaat door. We leggen samen vast wie wat doet. Namens het college."
    return (
        f"Goed nieuws: uw plan gaat door. U krijgt {format_euro(amount_cents)} uit het wijkbudget. "
        "We leggen samen vast wie wat doet. Bent u het niet eens met dit besluit? Dan kunt u binnen zes weken bezwaar "
        "maken bij het college van burgemeester en wethouders. Namens het college."
    )


def granted_public(amount_cents: int) -> str:
    """What the site says of a grant."""
    if not amount_cents:
        return "Dit plan gaat door. De buurt doet het zelf, de gemeente helpt."
    return f"Dit plan gaat door. De gemeente betaalt {format_euro(amount_cents)} uit het wijkbudget."
