"""What a GET or a POST without a body gives outside the inbox, written by hand, in reading order.

Columns: everybody who gets nothing in the admin (visitors, people who left, deputies out of time); everybody who holds
a role and nothing else; the editor of Zuid; the editor of all trees; the administrator. What an address names belongs
to Oost where it belongs to a wijk, so the editor of Zuid has no right to it.

Codes: a status; L sent to the sign-in page; X closed (sent back to the dashboard, 403, 404 or 405, never 200);
> redirected elsewhere. For our own addresses the codes are exact. A row is: pattern or glob, GET codes, POST codes.
The first row that fits an address holds.
"""

from __future__ import annotations

COLUMNS = ("buiten", "rol", "redactie_zuid", "redactie", "beheer")

# The five columns alike.
OPEN = "200 200 200 200 200"
GONE = "404 404 404 404 404"
NOT_SO = "405 405 405 405 405"
AWAY = "> > > > >"
REFUSED = "422 422 422 422 422"
# Of Wagtail's screens. A role alone opens none of them.
ADMIN_ONLY = "L X X X 200"
EVERY_EDITOR = "L X 200 200 200"
EDITOR_OF_THE_TREE = "L X X 200 200"
NOBODY = "L X X X X"
ADMIN_NOT_SO = "L X X X 405"
EDITOR_NOT_SO = "L X X 405 405"
EVERYBODY_NOT_SO = "L X 405 405 405"

PUBLIC = (
    ("healthz", OPEN, NOT_SO),
    ("healthz/ready", "503 503 503 503 503", NOT_SO),
    ("robots.txt", OPEN, NOT_SO),
    ("sitemap.xml", OPEN, NOT_SO),
    ("manifest.webmanifest", OPEN, NOT_SO),
    ("sw.js", OPEN, NOT_SO),
    (".well-known/security.txt", OPEN, NOT_SO),
    ("security.txt", AWAY, AWAY),
    ("offline/", OPEN, NOT_SO),
    (r"documents/^(\d+)/(.*)$", OPEN, OPEN),
    ("documents/authenticate_with_password/*", OPEN, OPEN),
    ("media/*", OPEN, NOT_SO),
    ("vind-je-wijk/", OPEN, NOT_SO),
    ("zoeken/", OPEN, NOT_SO),
    ("*nieuws.rss", OPEN, NOT_SO),
    ("agenda/aanmelden/", OPEN, REFUSED),
    ("agenda/fout-melden/*", OPEN, REFUSED),
    ("agenda.*", OPEN, NOT_SO),
    ("*agenda*.ics", OPEN, NOT_SO),
    ("*agenda.json", OPEN, NOT_SO),
    ("*agenda.rss", OPEN, NOT_SO),
    ("meedoen/bevestigen/<str:token>/", OPEN, OPEN),
    ("meedoen/afmelden/<str:token>/", OPEN, OPEN),
    ("*initiatieven.rss", OPEN, NOT_SO),
    ("besluiten*", OPEN, NOT_SO),
    ("*jaarverslag/*", OPEN, NOT_SO),
    # Proofs of work are switched off by default.
    ("bewijs/", GONE, NOT_SO),
    ("start/", OPEN, REFUSED),
    ("start/lijkt-op/", OPEN, NOT_SO),
    ("start/wie-beslist/", OPEN, NOT_SO),
    # Whoever has a link is the person it was mailed to: for the site an account makes no difference.
    ("start/ontvangen/<str:token>/", OPEN, AWAY),
    ("bevestig/<str:token>/", OPEN, AWAY),
    ("mijn-plan/", OPEN, REFUSED),
    ("mijn-plan/kijk-in-je-mail/", OPEN, NOT_SO),
    ("mijn-plan/meedoen/<str:token>/", OPEN, REFUSED),
    ("mijn-plan/<str:token>/", OPEN, NOT_SO),
    # The plan of the world is an application: nothing can be added to it any more.
    ("mijn-plan/<str:token>/aanvullen/<str:step>/", OPEN, "409 409 409 409 409"),
    ("mijn-plan/<str:token>/bevestig/", AWAY, AWAY),
    ("mijn-plan/<str:token>/samen/", AWAY, REFUSED),
    ("mijn-plan/<str:token>/samen/intrekken/", AWAY, AWAY),
    ("mijn-plan/<str:token>/stoppen/", AWAY, AWAY),
    ("mijn-plan/<str:token>/vraag/<int:question>/", AWAY, AWAY),
    ("mijn-plan/<str:token>/maak-bekend/*", OPEN, NOT_SO),
    ("mijn-plan/<str:token>/bericht/", AWAY, REFUSED),
    ("mijn-plan/<str:token>/aanvragen/", AWAY, AWAY),
    # A letter of another plan leads back to the own one.
    ("mijn-plan/<str:token>/brieven/*", AWAY, NOT_SO),
    # The municipality is not late.
    ("mijn-plan/<str:token>/te-laat/", AWAY, AWAY),
    ("mijn-plan/<str:token>/intrekken/", OPEN, AWAY),
    # The plan of the world still seeks support: there is no deal, no account and nothing to tell yet.
    ("mijn-plan/<str:token>/buurtdeal/", AWAY, AWAY),
    ("mijn-plan/<str:token>/buurtdeal*", AWAY, NOT_SO),
    ("mijn-plan/<str:token>/verantwoording/<int:line>/bon/", AWAY, NOT_SO),
    ("mijn-plan/<str:token>/verantwoording/*", AWAY, AWAY),
    ("mijn-plan/<str:token>/afspraken/<int:milestone>/", AWAY, AWAY),
    ("mijn-plan/<str:token>/hoe-het-ging/", AWAY, AWAY),
    ("mijn-plan/<str:token>/drie-vragen/", AWAY, AWAY),
    ("mijn-plan/<str:token>/terugblik/", AWAY, AWAY),
    ("goede-voorbeelden/", OPEN, NOT_SO),
    # A photograph of nobody.
    ("plan-foto/<int:pk>.<str:extension>", GONE, NOT_SO),
    ("steun/bevestig/<str:token>/", OPEN, OPEN),
    ("steun/intrekken/<str:token>/", OPEN, OPEN),
    ("hulp/bevestig/<str:token>/", OPEN, OPEN),
    ("hulp/intrekken/<str:token>/", OPEN, OPEN),
    ("volgen/bevestig/<str:token>/", OPEN, OPEN),
    ("volgen/stop/<str:token>/", OPEN, OPEN),
    ("stem/bevestig/<str:token>/", OPEN, AWAY),
    ("stem/wijzigen/<str:token>/", OPEN, REFUSED),
    # Without anything saved of a survey there is nothing to send, and only who voted is thanked.
    ("*/stemmen/versturen/$", AWAY, AWAY),
    ("*/stemmen/bewaard/$", AWAY, NOT_SO),
    ("*/stemmen/verder/*", AWAY, NOT_SO),
    ("*/stemmen/bedankt/$", AWAY, NOT_SO),
    ("*/stemmen/uitslag-mailen/gelukt/$", OPEN, NOT_SO),
    ("*/stemmen/*", OPEN, REFUSED),
    # No other site may frame a result by default.
    ("*/insluiten/$", GONE, NOT_SO),
    ("*open-data/v1/*", OPEN, NOT_SO),
    ("*wijkthermometer*(?P<extension>json|csv)$", OPEN, NOT_SO),
    ("_util/authenticate_with_password/*", OPEN, OPEN),
    # Wagtail's second sign-in page leads to the one that locks.
    ("_util/login/", "L L L L L", "L L L L L"),
    (r"^((?:[\w\-]+/)*)$", GONE, GONE),
    ("page InitiativesPage: indienen/*", OPEN, REFUSED),
    ("page InitiativesPage: *(?P<act>steunen|zorg)/$", OPEN, REFUSED),
    ("page InitiativesPage: *(?P<act>vraag|helpen|volgen)/$", OPEN, REFUSED),
    ("page InitiativesPage: *kijk-in-je-mail/$", OPEN, REFUSED),
    ("page MiniRoutePage: afspreken/", OPEN, REFUSED),
    ("page ActivityPage: meedoen/", OPEN, REFUSED),
    ("page ActivityPage: meedoen/kijk-in-je-mail/", OPEN, REFUSED),
    ("page *", OPEN, NOT_SO),
)

FRONT_DOOR = (
    # Whoever is signed in and may come in is sent on; who may not is asked to sign in as somebody else.
    ("beheer/login/", "200 X X X X", OPEN),
    ("beheer/logout/", "L 405 405 405 405", "L L L L L"),
    ("beheer/password_reset/", OPEN, OPEN),
    ("beheer/password_reset/done/", OPEN, NOT_SO),
    ("beheer/password_reset/confirm/*", AWAY, AWAY),
    ("beheer/password_reset/complete/", OPEN, NOT_SO),
    ("beheer/sprite/", OPEN, OPEN),
    ("beheer/jsi18n/", OPEN, NOT_SO),
    ("beheer/^.*/$", "L 404 404 404 404", "L 404 404 404 404"),
    ("beheer/", "L 200 200 200 200", "L 405 405 405 405"),
    ("beheer/account/", "L 200 200 200 200", "L 200 200 200 200"),
    ("beheer/dismissibles/", "L 200 200 200 200", "L 405 405 405 405"),
)

# Set-up and money: the administrator's. Ours, so exact: who holds a role or edits is sent back to the dashboard.
_SETUP = tuple(
    row
    for name in (
        "onderwerpen",
        "labels",
        "eigenaren",
        "uitvoer",
        "antwoorden",
        "draagvlakregels",
        "mandaten",
        "brieven",
        "termijnen",
        "storingen",
        "clusters",
        "wijken",
        "buurten",
        "postcodes",
        "wijkthemas",
        "rollen",
    )
    for row in (
        (f"beheer/{name}/new/", ADMIN_ONLY, ADMIN_ONLY),
        (f"beheer/{name}/edit/<int:pk>/", ADMIN_ONLY, ADMIN_ONLY),
        (f"beheer/{name}/delete/<int:pk>/", ADMIN_ONLY, "L X X X >"),
        (f"beheer/{name}/*", ADMIN_ONLY, ADMIN_NOT_SO),
    )
)
# Lists for editors show each the own pages; what an address names belongs to Oost.
_EDITORS = (
    # It makes a row of the set-up, but takes nothing from any wijk: for who publishes below the page of all wijken.
    ("beheer/redactie/maak-een-wijk/", EDITOR_OF_THE_TREE, "L X X 422 422"),
    ("beheer/redactie/maak-een-wijk/<slug:slug>/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/redactie/klopt-dit-nog/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/redactie/klopt-dit-nog/<int:page_id>/", EDITOR_OF_THE_TREE, "L X X > >"),
    ("beheer/redactie/nog-te-vertalen/", EVERY_EDITOR, EVERYBODY_NOT_SO),
    ("beheer/redactie/agenda/dagen/", "L X 405 405 405", "L X 400 400 400"),
    # Names of people who come: of Oost, so that the editor of Zuid is not let in.
    ("beheer/redactie/agenda/<int:page_id>/aanmeldingen/", EDITOR_OF_THE_TREE, EDITOR_NOT_SO),
    ("beheer/redactie/controle/", EVERY_EDITOR, EVERYBODY_NOT_SO),
)
# Everybody sees the list of polls of their own, empty or not. The poll that is asked for is of the city.
_POLLS = (
    ("beheer/peilingen/", "L 200 200 200 200", "L 405 405 405 405"),
    ("beheer/peilingen/<int:pk>/teksten/", "L 404 404 405 405", "L 404 404 422 422"),
    ("beheer/peilingen/<int:pk>/opnieuw/", "L 404 404 405 405", "L 404 404 422 422"),
    ("beheer/peilingen/<int:pk>/papier/", "L 404 404 200 200", "L 404 404 422 422"),
    ("beheer/peilingen/<int:pk>/codes/", "L 404 404 200 200", "L 404 404 422 422"),
    ("beheer/peilingen/*", "L 404 404 200 200", "L 404 404 405 405"),
)
OURS = (
    *_SETUP,
    *_EDITORS,
    *_POLLS,
    ("beheer/budget/", "L 404 404 404 200", "L 404 404 404 405"),
    ("beheer/budget/<int:year>/", "L 404 404 404 200", "L 404 404 404 422"),
    ("beheer/budget/<int:year>/herverdelen/", "L 404 404 404 200", "L 404 404 404 422"),
    ("beheer/budget/<int:year>/overloop/", "L 404 404 404 200", "L 404 404 404 422"),
)

TABLE_OF_PAGES = (*PUBLIC, *FRONT_DOOR, *OURS)
