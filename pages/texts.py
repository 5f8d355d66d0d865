"""The first texts of a new site, in B1 Dutch. Editors take them over from here; nothing reads them again."""

WIJK_LEADS = {
    "noordoost": {
        "lead": "Van de Lopes Diaslaan tot de Erfgooiersbuurt. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "Noordoost is een wijk met veel speeltuinen, moestuinen en plekken om elkaar te ontmoeten.",
    },
    "noordwest": {
        "lead": "Van de Boomberg tot het Mediapark. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "Noordwest is een groene wijk met oude lanen, scholen en het Mediapark.",
    },
    "zuid": {
        "lead": "Van de Bloemenbuurt tot de Hoorneboeg. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "Zuid is een van de grootste wijken, met veel tuinen en de hei om de hoek.",
    },
    "zuidoost": {
        "lead": "Van de Schildersbuurt tot het Riebeeckkwartier. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "Zuidoost heeft veel kinderen, speelplekken en straten die groener worden.",
    },
    "zuidwest": {
        "lead": "Kerkelanden en Zeverijn. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "In Zuidwest wordt veel gesport, gekookt en gespeeld, vaak rond De Koepel.",
    },
    "hilversumse-meent": {
        "lead": "Een dorp in de stad. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "De Meent ligt apart van de stad. Bewoners regelen er veel met elkaar.",
    },
    "centrum": {
        "lead": "Van de Sint Vitusbuurt tot de haven. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "In Centrum wonen, werken en winkelen mensen dicht op elkaar.",
    },
    "oost": {
        "lead": "Van Anna's Hoeve tot het Wegaplein. Hier zie je wat er speelt en hoe je mee kunt doen.",
        "about_lead": "Oost bestaat uit de buurten met postcode 1221 en 1223. Elk deel heeft een eigen wijkregisseur.",
    },
}

CONTENT_PAGES = [
    {
        "slug": "zo-werkt-wijkplein",
        "title": "Zo werkt Wijkplein",
        "lead": "Een plan voor je buurt? Dit zijn de stappen, van het eerste idee tot het is gelukt.",
        "body": "<h2>Je vertelt je plan</h2><p>Je vult drie vragen in, of meteen je hele plan. Je krijgt een nummer en "
        "je hoort wie je wijkregisseur is. Binnen vijf werkdagen krijg je antwoord.</p>"
        "<h2>Je wijkregisseur kijkt mee</h2><p>Jullie praten over je plan. Samen maken jullie een tekst voor de site. "
        "Wat je zelf opschreef, blijft bij de gemeente.</p>"
        "<h2>Je buren steunen je plan</h2><p>Voor een klein plan in je eigen straat hoef je geen steun te zoeken. "
        "Voor een groter plan wel. Buren steunen met hun e-mailadres en postcode. Genoeg steun is nog geen "
        "toezegging.</p>"
        "<h2>Er komt een besluit</h2><p>Tot € 2.000 beslist je wijkregisseur. Tot € 10.000 beslist de wijkwethouder, op "
        "voorstel van je wijkregisseur. Tot € 25.000 tekenen de voorzitter van het wijkteam en de wijkwethouder. "
        "Daarboven beslissen het college en de gemeenteraad.</p>"
        "<h2>Het geld is te volgen</h2><p>Elk bedrag staat meteen op de wijkthermometer. Iedereen kan zien waar het "
        "geld naartoe gaat en wat er nog vrij is.</p>",
    },
    {
        "slug": "huisregels",
        "title": "Huisregels",
        "lead": "Zo houden we het prettig voor iedereen.",
        "body": "<ul><li>Schrijf zoals je aan de keukentafel praat. Wees aardig.</li>"
        "<li>Noem geen namen, adressen of telefoonnummers van anderen.</li>"
        "<li>Zet geen mensen herkenbaar op een foto zonder dat ze dat goed vinden.</li>"
        "<li>Maak geen reclame.</li></ul>"
        "<p>Houdt iemand zich niet aan de regels? Dan plaatsen we de tekst niet. Je hoort dan waarom.</p>",
    },
    {
        "slug": "privacy",
        "title": "Privacy",
        "lead": "Dit doen we met je gegevens, en dit doen we niet.",
        "body": "<h2>Als je een plan stuurt</h2><p>We vragen hoe we je kunnen bereiken. Alleen de wijkregisseur en wie "
        "je plan aan de balie invoert, kunnen die gegevens openen. Elke keer dat iemand ze opent, leggen we dat vast. "
        "Op de site staat je naam nooit. We maken je gegevens onherkenbaar een jaar nadat je plan is afgesloten.</p>"
        "<h2>Als je een plan steunt</h2><p>Je buren en de initiatiefnemers zien niet dat jij steunt. We bewaren je "
        "mailadres versleuteld tot een jaar na het definitieve besluit. Zo kunnen we je iets vertellen als het plan "
        "verandert, en kun je je steun intrekken. Steun die je niet bevestigt, verwijderen we na 7 dagen.</p>"
        "<h2>Als je alleen leest</h2><p>We zetten geen cookies en meten niet wie je bent. De postcode waarmee je je "
        "wijk zoekt, bewaren we niet.</p>"
        "<h2>Je rechten</h2><p>Wil je weten wat we van je hebben, of wil je dat we het verwijderen? Bel 14 035. Je "
        "krijgt binnen een maand antwoord. Ben je het niet eens met wat we doen? Dan kun je een klacht indienen bij de "
        "Autoriteit Persoonsgegevens.</p>",
    },
    {
        "slug": "toegankelijkheid",
        "title": "Toegankelijkheid",
        "lead": "Iedereen moet Wijkplein kunnen gebruiken.",
        "body": "<p>We bouwen Wijkplein volgens de regels voor toegankelijkheid (WCAG 2.2, niveau AA). Alles werkt met "
        "alleen een toetsenbord, met een schermlezer en zonder JavaScript.</p>"
        "<h2>Loop je ergens tegenaan?</h2><p>Bel 14 035. Vertel op welke pagina je was en wat er niet lukte. Je krijgt "
        "binnen vijf werkdagen antwoord. Intussen helpen we je graag aan de telefoon of aan de balie.</p>",
    },
]
