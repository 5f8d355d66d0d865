"""The first texts of a new site, in B1 Dutch with the English beside it. Editors take them over from here."""

from __future__ import annotations

from pages.notation import T, rich

HOME = {
    "title": T("Wat speelt er in jouw wijk?", "What is going on in your neighbourhood?"),
    "lead": T(
        "Kijk wat er te doen is, steun een plan van je buren of begin er zelf een. Je hoeft geen account te maken.",
        "See what there is to do, support a plan of your neighbours or start one yourself. "
        "You do not need an account.",
    ),
}
WIJKEN = {
    "title": T("Wijken", "Wijken"),
    "lead": T(
        "Elke wijk heeft een eigen tegel, een eigen kleur en een eigen budget.",
        "A wijk is a part of the city. Each wijk has its own tile, its own colour and its own budget.",
    ),
}

_HERE = "Hier zie je wat er speelt en hoe je mee kunt doen."
_HERE_EN = "Here you see what is going on and how you can join in."


def _lead(nl: str, en: str) -> T:
    return T(f"{nl} {_HERE}", f"{en} {_HERE_EN}")


# What every wijk page begins with.
WIJK_ALL = {
    "join_lead": T(
        "Kom langs, steun een plan of begin er zelf een. Elke bijdrage helpt.",
        "Come along, support a plan or start one yourself. Every contribution helps.",
    ),
    "contact_lead": T(
        "Heb je een vraag of een idee? Bel, mail of kom langs.",
        "Do you have a question or an idea? Call, e-mail or drop in.",
    ),
}
WIJK_LEADS = {
    "noordoost": {
        "lead": _lead("Van de Lopes Diaslaan tot de Erfgooiersbuurt.", "From Lopes Diaslaan to the Erfgooiersbuurt."),
        "about_lead": T(
            "Noordoost is een wijk met veel speeltuinen, moestuinen en plekken om elkaar te ontmoeten.",
            "Noordoost has many playgrounds, vegetable gardens and places to meet.",
        ),
    },
    "noordwest": {
        "lead": _lead("Van de Boomberg tot het Mediapark.", "From the Boomberg to the Mediapark."),
        "about_lead": T(
            "Noordwest is een groene wijk met oude lanen, scholen en het Mediapark.",
            "Noordwest is a green wijk with old avenues, schools and the Mediapark.",
        ),
    },
    "zuid": {
        "lead": _lead("Van de Bloemenbuurt tot de Hoorneboeg.", "From the Bloemenbuurt to the Hoorneboeg."),
        "about_lead": T(
            "Zuid is een van de grootste wijken, met veel tuinen en de hei om de hoek.",
            "Zuid is one of the largest wijken, with many gardens and the heath around the corner.",
        ),
    },
    "zuidoost": {
        "lead": _lead(
            "Van de Schildersbuurt tot het Riebeeckkwartier.", "From the Schildersbuurt to Riebeeckkwartier."
        ),
        "about_lead": T(
            "Zuidoost heeft veel kinderen, speelplekken en straten die groener worden.",
            "Zuidoost has many children, playgrounds and streets that are getting greener.",
        ),
    },
    "zuidwest": {
        "lead": _lead("Kerkelanden en Zeverijn.", "Kerkelanden and Zeverijn."),
        "about_lead": T(
            "In Zuidwest wordt veel gesport, gekookt en gespeeld, vaak rond De Koepel.",
            "People in Zuidwest do a lot of sport, cooking and playing, often around De Koepel.",
        ),
    },
    "hilversumse-meent": {
        "lead": _lead("Een dorp in de stad.", "A village in the city."),
        "about_lead": T(
            "De Meent ligt apart van de stad. Bewoners regelen er veel met elkaar.",
            "The Meent lies apart from the city. Residents arrange a lot together.",
        ),
    },
    "centrum": {
        "lead": _lead("Van de Sint Vitusbuurt tot de haven.", "From the Sint Vitusbuurt to the harbour."),
        "about_lead": T(
            "In Centrum wonen, werken en winkelen mensen dicht op elkaar.",
            "In Centrum people live, work and shop close together.",
        ),
    },
    "oost": {
        "lead": _lead("Van Anna's Hoeve tot het Wegaplein.", "From Anna's Hoeve to the Wegaplein."),
        "about_lead": T(
            "Oost bestaat uit de buurten met postcode 1221 en 1223. Elk deel heeft een eigen wijkregisseur.",
            "Oost is made up of the neighbourhoods with postcodes 1221 and 1223. Each has its own wijkregisseur.",
        ),
    },
}

# The pages that every wijk and the city have, beside those of other apps: slug, title and lead; {where} is its name.
PARTS = {
    "contact": {
        "title": T("Contact", "Contact"),
        "lead": T(
            "Bel, mail of loop binnen. Je hoeft niet te weten bij wie je moet zijn.",
            "Call, e-mail or drop in. You do not need to know whom to ask for.",
        ),
    },
    "agenda": {
        "title": T("Agenda", "Calendar"),
        "lead": T(
            "Wat is er te doen in {where}? Iedereen is welkom.", "What is there to do in {where}? Everyone is welcome."
        ),
    },
    "nieuws": {
        "title": T("Nieuws", "News"),
        "lead": T("Wat er speelt in {where}.", "What is going on in {where}."),
    },
    "wijkkrant": {
        "title": T("Wijkkrant", "Local paper"),
        "lead": T("Alle kranten van {where} op een rij.", "All issues of the paper of {where}."),
    },
}

CONTENT_PAGES = [
    {
        "slug": "zo-werkt-wijkplein",
        "title": T("Zo werkt Wijkplein", "How Wijkplein works"),
        "lead": T(
            "Een plan voor je buurt? Dit zijn de stappen, van het eerste idee tot het is gelukt.",
            "A plan for your neighbourhood? These are the steps, from the first idea until it is done.",
        ),
        "body": rich(
            ("h2", T("Je vertelt je plan", "You tell us your plan")),
            T(
                "Je vult drie vragen in, of meteen je hele plan. Je krijgt een nummer en je hoort wie je wijkregisseur "
                "is. Binnen vijf werkdagen krijg je antwoord.",
                "You answer three questions, or write down your whole plan at once. You get a number and you hear who "
                "your wijkregisseur is. That is your contact at the municipality. You get an answer within five "
                "working days.",
            ),
            ("h2", T("Je wijkregisseur kijkt mee", "Your wijkregisseur helps")),
            T(
                "Jullie praten over je plan. Samen maken jullie een tekst voor de site. Wat je zelf opschreef, blijft "
                "bij de gemeente.",
                "You talk about your plan. Together you write a text for the site. What you wrote yourself stays with "
                "the municipality.",
            ),
            ("h2", T("Je buren steunen je plan", "Your neighbours support your plan")),
            T(
                "Voor een klein plan in je eigen straat hoef je geen steun te zoeken. Voor een groter plan wel. Buren "
                "steunen met hun e-mailadres en postcode. Genoeg steun is nog geen toezegging.",
                "For a small plan in your own street you do not need support. For a larger plan you do. Neighbours "
                "support with their e-mail address and postcode. Enough support is not a promise yet.",
            ),
            ("h2", T("Er komt een besluit", "A decision is taken")),
            T(
                "Tot € 2.000 beslist je wijkregisseur. Tot € 10.000 beslist de wijkwethouder, op voorstel van je "
                "wijkregisseur. Tot € 25.000 tekenen de voorzitter van het wijkteam en de wijkwethouder. Daarboven "
                "beslissen het college en de gemeenteraad.",
                "Up to €2,000 your wijkregisseur decides. Up to €10,000 the alderman for your wijk decides, on a "
                "proposal from your wijkregisseur. Up to €25,000 the chair of the district team and the alderman "
                "sign. Above that the municipal executive and the council decide.",
            ),
            ("h2", T("Het geld is te volgen", "You can follow the money")),
            T(
                "Elk bedrag staat meteen op de wijkthermometer. Iedereen kan zien waar het geld naartoe gaat en wat er "
                "nog vrij is.",
                "Every amount shows at once on the wijkthermometer. Everyone can see where the money goes and what is "
                "left.",
            ),
        ),
    },
    {
        "slug": "huisregels",
        "title": T("Huisregels", "House rules"),
        "lead": T("Zo houden we het prettig voor iedereen.", "This is how we keep it pleasant for everyone."),
        "body": rich(
            [
                T("Schrijf zoals je aan de keukentafel praat. Wees aardig.", "Write as you talk at home. Be kind."),
                T(
                    "Noem geen namen, adressen of telefoonnummers van anderen.",
                    "Do not give names, addresses or telephone numbers of others.",
                ),
                T(
                    "Zet geen mensen herkenbaar op een foto zonder dat ze dat goed vinden.",
                    "Do not show people in a picture unless they agree.",
                ),
                T("Maak geen reclame.", "Do not advertise."),
            ],
            T(
                "Houdt iemand zich niet aan de regels? Dan plaatsen we de tekst niet. Je hoort dan waarom.",
                "Does somebody break the rules? Then we do not publish the text. You hear why.",
            ),
        ),
    },
    {
        "slug": "privacy",
        "title": T("Privacy", "Privacy"),
        "lead": T(
            "Dit doen we met je gegevens, en dit doen we niet.",
            "This is what we do with your data, and what we do not do.",
        ),
        "body": rich(
            ("h2", T("Als je een plan stuurt", "When you send a plan")),
            T(
                "We vragen hoe we je kunnen bereiken. Alleen de wijkregisseur en wie je plan aan de balie invoert, "
                "kunnen die gegevens openen. Elke keer dat iemand ze opent, leggen we dat vast. Op de site staat je "
                "naam nooit. We maken je gegevens onherkenbaar een jaar nadat je plan is afgesloten.",
                "We ask how we can reach you. Only the wijkregisseur and the person who enters your plan at the desk "
                "can open those data. We record each time somebody opens them. Your name is never on the site. One "
                "year after your plan is closed we make your data unrecognisable.",
            ),
            ("h2", T("Als je een plan steunt", "When you support a plan")),
            T(
                "Je buren en de initiatiefnemers zien niet dat jij steunt. We bewaren je mailadres versleuteld tot een "
                "jaar na het definitieve besluit. Zo kunnen we je iets vertellen als het plan verandert, en kun je je "
                "steun intrekken. Steun die je niet bevestigt, verwijderen we na 7 dagen.",
                "Your neighbours and the initiators do not see that you support a plan. We keep your e-mail address "
                "encrypted until one year after the final decision. So we can tell you when the plan changes, and you "
                "can withdraw your support. We delete support that you do not confirm after 7 days.",
            ),
            ("h2", T("Als je stemt in een peiling", "When you vote in a poll")),
            T(
                "Je stem is geheim. Wie er stemt en wat er wordt gestemd, staan in twee lijsten. Niets verbindt die "
                "lijsten, ook geen tijd. Elke nacht zetten we beide in een willekeurige volgorde. Zo kan niemand ze "
                "naast elkaar leggen, ook niet met een kopie van alles. Van wie stemt, bewaren we geen naam of adres, "
                "alleen een code waaruit die niet zijn af te leiden. Die verwijderen we 30 dagen na het sluiten. Mag je "
                "in een peiling je antwoord veranderen? Dan is je stem tot het sluiten niet geheim. Dat staat er dan "
                "bij.",
                "Your vote is secret. Who votes and what is voted are in two lists. Nothing ties these lists together, "
                "not even a time. Each night we put both in random order. So nobody can lay them side by side, not "
                "even with a copy of everything. Of who votes we keep no name or address, only a code that does not "
                "give them away. We delete it 30 days after closing. May you change your answer in a poll? Then your "
                "vote is not secret until closing. The poll says so.",
            ),
            ("h2", T("Als je alleen leest", "When you only read")),
            T(
                "We zetten geen cookies en meten niet wie je bent. De postcode waarmee je je wijk zoekt, bewaren we "
                "niet. Je browser kan de pagina's van je wijk bewaren, zodat je ze zonder internet kunt lezen. Dat "
                "blijft op je eigen apparaat.",
                "We set no cookies and do not measure who you are. We do not keep the postcode with which you find "
                "your wijk. Your browser may keep the pages of your wijk, so that you can read them without internet. "
                "They stay on your own device.",
            ),
            ("h2", T("Je rechten", "Your rights")),
            T(
                "Wil je weten wat we van je hebben, of wil je dat we het verwijderen? Bel 14 035. Je krijgt binnen een "
                "maand antwoord. Ben je het niet eens met wat we doen? Dan kun je een klacht indienen bij de Autoriteit "
                "Persoonsgegevens.",
                "Do you want to know what we keep about you, or do you want us to delete it? Call 14 035. You get an "
                "answer within a month. Do you disagree with what we do? Then you can complain to the Dutch data "
                "protection authority, Autoriteit Persoonsgegevens.",
            ),
        ),
    },
    {
        "slug": "kwetsbaarheid-melden",
        "title": T("Een zwakke plek melden", "Report a security problem"),
        "lead": T(
            "Heb je een zwakke plek in de beveiliging gevonden? Vertel het ons eerst.",
            "Did you find a weak spot in our security? Please tell us first.",
        ),
        "body": rich(
            ("h2", T("Zo meld je het", "How to report it")),
            T(
                "Mail naar het adres in security.txt. Vertel wat je deed en wat je zag. Stuur geen gegevens van "
                "anderen mee.",
                "Send an e-mail to the address in security.txt. Tell us what you did and what you saw. Do not send "
                "data of other people.",
            ),
            ("h2", T("Dit vragen we van je", "What we ask of you")),
            [
                T(
                    "Kijk niet verder dan nodig is om het te laten zien.",
                    "Do not look further than you need to show it.",
                ),
                T("Verander of verwijder niets.", "Do not change or delete anything."),
                T("Vertel het aan niemand tot het is opgelost.", "Tell nobody until it is solved."),
            ],
            ("h2", T("Dit doen wij", "What we do")),
            T(
                "Je krijgt binnen drie werkdagen antwoord. We houden je op de hoogte. Houd je je aan deze regels? Dan "
                "doen we geen aangifte.",
                "You get an answer within three working days. We keep you informed. If you keep to these rules, we do "
                "not press charges.",
            ),
        ),
    },
    {
        "slug": "colofon",
        "title": T("Colofon", "Who makes this site"),
        "lead": T("Wie deze site maakt en waarmee.", "The people and the software behind it."),
        "body": rich(
            T(
                "De gemeente maakt deze site samen met bewoners. De teksten komen van de redactie van de gemeente. De "
                "plannen komen van bewoners.",
                "The municipality makes this site together with residents. The texts are written by the editors of "
                "the municipality. The plans are made by residents.",
            ),
            T(
                "De site draait op Wijkplein. Dat is open software: iedereen mag kijken hoe het werkt en het gebruiken.",
                "The site runs on Wijkplein. That is open software: everyone may see how it works and use it.",
            ),
            T(
                "Zie je een fout? Bel 14 035. Dan maken we het in orde.",
                "Do you see a mistake? Call 14 035. Then we will put it right.",
            ),
        ),
    },
]

ACCESSIBILITY = {
    "slug": "toegankelijkheid",
    "title": T("Toegankelijkheid", "Accessibility"),
    "lead": T("Iedereen moet Wijkplein kunnen gebruiken.", "Everyone must be able to use Wijkplein."),
    "body": rich(
        T(
            "We bouwen Wijkplein volgens de regels voor toegankelijkheid (WCAG 2.2, niveau AA). Alles werkt met alleen "
            "een toetsenbord, met een schermlezer en zonder JavaScript.",
            "We build Wijkplein to the rules for accessibility (WCAG 2.2, level AA). Everything works with a keyboard "
            "alone, with a screen reader and without JavaScript.",
        ),
        ("h2", T("Loop je ergens tegenaan?", "Is something in your way?")),
        T(
            "Bel 14 035. Vertel op welke pagina je was en wat er niet lukte. Je krijgt binnen vijf werkdagen antwoord. "
            "Intussen helpen we je graag aan de telefoon of aan de balie.",
            "Call 14 035. Tell us which page you were on and what did not work. You get an answer within five working "
            "days. In the meantime we are glad to help you by telephone or at the desk.",
        ),
    ),
}
