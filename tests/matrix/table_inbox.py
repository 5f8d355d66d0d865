"""What the inbox gives, written by hand: each address x who x the wijk of the case (inbox.md section 10).

Places: `own`, the persona's own wijk; `foreign`, a wijk it has nothing to do with; `none`, a case without a wijk,
which is every wijkregisseur's until one of them finds out where it belongs. A case in another wijk is 404, not 403:
that it exists is information. Who sees the whole city but does not handle a case gets 403 for casework. Codes: see
table_pages.py; > leads from a form's address to the case.
"""

from __future__ import annotations

# Everybody outside; wijkregisseurs and deputies; one column for each role that differs; the other roles of the city
# (teammanager, privacy, auditor); roles without cases (adviseur, techniek) and editors; the administrator.
COLUMNS = (
    *("buiten", "regisseur", "wijkwethouder", "voorzitter"),
    *("wethouder", "griffie", "balie", "stad", "zonder", "beheer"),
)

LIST = "beheer/te-behandelen/"
CASE = "beheer/te-behandelen/<int:pk>/"

#               buiten regisseur wijkwethouder voorzitter wethouder griffie balie stad zonder beheer
LIST_GET = "    L      200       200           200        200       200     200   200  404    200"
POST_SCREEN = " L      405       405           405        405       405     405   405  405    405"
# What is only read, for who has an inbox; for anybody else it is not there, however it is asked.
READ_POST = "   L      405       405           405        405       405     405   405  404    405"
# What was filled in leads to the address of it; the same for the columns that somebody wants.
LIST_POST = "   L      >         >             >          >         >       >     >    404    >"

# (address below the list, what a GET and what a POST of nothing give)
DESK = (
    ("kolommen/", LIST_POST, LIST_POST),
    ("weergaven/", LIST_GET, LIST_POST),
    ("aantallen/", LIST_GET, READ_POST),
    # A POST of nothing: back to the list to tick something; and the question what kind of file.
    ("samen/", LIST_POST, LIST_POST),
    ("bestanden/", LIST_GET, LIST_GET),
    # To look into for who sees cases; to spend for a wijkregisseur and the administrator.
    ("handgeld/", LIST_GET, "L 422 403 403 403 403 403 403 404 422"),
)
# Letters for the post: to look into for who has an inbox; a letter that was mailed is not among them.
LETTERS = "brieven/"
PRINT, POSTED = "brieven/<int:letter>/printen/", "brieven/<int:letter>/verstuurd/"
NO_LETTER = "   L      404       404           404        404       404     404   404  404    404"
# A file that somebody else asked for is nobody's.
DOWNLOAD = "bestanden/<uuid:uuid>/"
DOWNLOAD_GET = "L      404       404           404        404       404     404   404  404    404"
# A view of somebody else is not there; a shared one is, and only its maker and the administrator take it away (others
# are told so, on the page of views).
REMOVE = "weergaven/<int:pk>/weg/"
REMOVE_GET = LIST_POST
REMOVE_ALONE = "L      404       404           404        404       404     404   404  404    >"
REMOVE_SHARED = LIST_POST

# An expense from hand money, by the wijk that paid it: its receipt for who sees cases there, booking it back for its
# wijkregisseur. A second time says that it was done.
RECEIPT, TAKE_BACK = "handgeld/<int:pk>/bon/", "handgeld/<int:pk>/terug/"
TAKE_BACK_POST = {
    "own": "    L      >         403           403        403       403     403   403  404    >",
    "foreign": "L      404       404           404        403       403     403   403  404    >",
}

# The working screen, and what a GET of the address of a form gives.
GET_SCREEN = {
    "own": "    L      200       200           200        200       200     200   200  404    200",
    "foreign": "L      404       404           404        200       200     200   200  404    200",
    "none": "   L      200       404           404        200       200     200   200  404    200",
}
GET_ACTION = {
    "own": "    L      >         >             >          >         >       >     >    404    >",
    "foreign": "L      404       404           404        >         >       >     >    404    >",
    "none": "   L      >         404           404        >         >       >     >    404    >",
}

# Casework: the wijkregisseur of the wijk and the administrator; 403 for who sees the case but does not handle it.
CASEWORK = {
    "own": "    L      >         403           403        403       403     403   403  404    >",
    "foreign": "L      404       404           404        403       403     403   403  404    >",
    "none": "   L      >         404           404        403       403     403   403  404    >",
}
# What can't be done with a case that only came in, and has no wijk.
NEEDS_MORE = CASEWORK | {
    "none": "   L      422       404           404        403       403     403   403  404    422",
}

# What is no activity for the calendar, whoever handles it.
NO_ACTIVITY = {
    "own": "    L      422       403           403        403       403     403   403  404    422",
    "foreign": "L      404       404           404        403       403     403   403  404    422",
    "none": "   L      422       404           404        403       403     403   403  404    422",
}
# What the case itself does not allow, whoever handles it.
NOTHING_TO_DO = NO_ACTIVITY
# Nobody asked for a payment, so there is none to say yes to.
NO_PAYMENT = {
    "own": "    L      403       403           403        403       403     403   403  404    403",
    "foreign": "L      404       404           404        403       403     403   403  404    403",
    "none": "   L      403       404           404        403       403     403   403  404    403",
}
# The contact card: who handles the case, and the desk that enters cases for people.
CONTACT = {
    "own": "    L      200       403           403        403       403     200   403  404    200",
    "foreign": "L      404       404           404        403       403     200   403  404    200",
    "none": "   L      200       404           404        403       403     200   403  404    200",
}
# Deciders write notes too, so that they can ask before they sign.
NOTE = {
    "own": "    L      >         >             >          >         403     403   403  404    >",
    "foreign": "L      404       404           404        >         403     403   403  404    >",
    "none": "   L      >         404           404        >         403     403   403  404    >",
}
# Up to 10,000 euro: the wijkregisseur (who signed already), then the wijkwethouder. 422: not your turn. 409: there is
# no proposal. The administrator signs nothing.
SIGN = {
    "own": "    L      422       >             422        422       403     403   403  404    403",
    "foreign": "L      404       404           404        422       403     403   403  404    403",
    "none": "   L      409       404           404        409       403     403   403  404    403",
}
# What college or council decided is written down by the griffie alone.
RECORD = {
    "own": "    L      403       403           403        403       >       403   403  404    403",
    "foreign": "L      404       404           404        403       >       403   403  404    403",
    "none": "   L      403       404           404        403       422     403   403  404    403",
}

# (address below the case, the case that it fits, what is posted, what comes back per place)
ACTIONS = (
    ("tekst/", "bekeken", "text", CASEWORK),
    ("plaatsen/", "bekeken", "press", NEEDS_MORE),
    ("weghalen/", "zoekt", "press", NEEDS_MORE),
    ("gegevens/", "bekeken", "facts", CASEWORK),
    ("toewijzen/", "bekeken", "assign", CASEWORK),
    ("eigenaar/", "bekeken", "press", CASEWORK),
    ("labels/", "bekeken", "press", CASEWORK),
    ("gelezen/", "bekeken", "press", CASEWORK),
    ("criterium/<int:number>/", "bekeken", "judge", CASEWORK),
    ("steun/openen/", "geplaatst", "open_support", NEEDS_MORE),
    ("steun/sluiten/", "zoekt", "close_support", NEEDS_MORE),
    ("steun/bewijs/", "bekeken", "proof", CASEWORK),
    ("steun/bewijs/weg/", "zoekt", "remove_proof", NEEDS_MORE),
    ("steun/kaart/", "zoekt", "card", NEEDS_MORE),
    # Taking back what is not there (any more) is done already.
    ("steun/kaart/terug/", "zoekt", "take_back", CASEWORK),
    ("steun/organisatie/", "zoekt", "party", NEEDS_MORE),
    ("status/<slug:to>/", "bekeken", "step", CASEWORK),
    ("vragen/doorsturen/", "zoekt", "question", NEEDS_MORE),
    ("vragen/antwoorden/", "zoekt", "question", NEEDS_MORE),
    ("vragen/plaatsen/", "zoekt", "answered", NEEDS_MORE),
    ("vragen/weigeren/", "zoekt", "refuse_question", NEEDS_MORE),
    ("bericht/", "bekeken", "write", CASEWORK),
    ("notitie/", "bekeken", "write", NOTE),
    ("aanvraag/", "besluit", "apply", NEEDS_MORE),
    # No term runs here that can be extended or that is over; and nobody called.
    # It is there already.
    ("besluit/plaatsen/", "toegekend", "press", NO_ACTIVITY),
    ("besluit/weghalen/", "bekeken", "press", NO_ACTIVITY),
    # Nothing is decided on yet that asks for advice.
    ("advies/", "bekeken", "advise", NO_ACTIVITY),
    ("verlengen/", "bekeken", "press", NO_ACTIVITY),
    ("ingebreke/", "bekeken", "press", NO_ACTIVITY),
    ("gebeld/", "bekeken", "call", CASEWORK),
    ("concept/", "bekeken", "press", NO_ACTIVITY),
    ("contact/", "bekeken", "press", CONTACT),
    # The administrator acts as wijkregisseur here (services.decide), and so decides on 2,000 euro without the role.
    ("voorstel/", "besluit", "propose", NEEDS_MORE),
    ("akkoord/", "voorstel", "sign", SIGN),
    ("uitkomst/", "college", "record", RECORD),
    ("uitvoering/deal/", "bekeken", "deal", CASEWORK),
    # There is no draft, nothing to agree to, nothing that came true and nothing that an initiator sent.
    ("uitvoering/deal/vastleggen/", "toegekend", "press", NOTHING_TO_DO),
    ("uitvoering/deal/akkoord/", "zoekt", "agree_deal", NOTHING_TO_DO),
    ("uitvoering/tegel/", "toegekend", "tile", NOTHING_TO_DO),
    ("uitvoering/afspraak/", "bekeken", "milestone", CASEWORK),
    ("uitvoering/afspraak/stand/", "zoekt", "milestone_state", NOTHING_TO_DO),
    ("uitvoering/foto/", "toegekend", "photo", NEEDS_MORE),
    ("uitvoering/verhaal/", "zoekt", "story", NOTHING_TO_DO),
    ("uitvoering/voorbeeld/", "toegekend", "example", NOTHING_TO_DO),
    # The account was not handed in.
    ("uitvoering/regel/", "toegekend", "line", NOTHING_TO_DO),
    ("uitvoering/verantwoordingsdag/", "toegekend", "due_day", NEEDS_MORE),
    ("betaling/akkoord/", "toegekend", "answer_payment", NO_PAYMENT),
    ("betaling/", "toegekend", "pay", NEEDS_MORE),
    ("vrijval/", "toegekend", "release", NEEDS_MORE),
    # Above the set amount only on an account that was handed in.
    ("vaststelling/", "toegekend", "settle", NOTHING_TO_DO),
    # Nothing was paid yet, so nothing can come back.
    ("terugvordering/", "toegekend", "pay", NOTHING_TO_DO),
)

# A letter of a case, and the file of it: for who sees the case.
LETTER, LETTER_FILE = "brieven/<int:letter>/", "brieven/<int:letter>/brief.<slug:kind>"
# A picture of a case: for who sees the case.
ATTACHMENT = "bijlagen/<int:attachment_pk>/"
ATTACHMENT_GET = GET_SCREEN
ATTACHMENT_POST = POST_SCREEN

# The screen of a plan that goes on, its photographs and receipts, and its buurtdeal on paper: for who sees the case.
RUNNING = "uitvoering/"
RUNNING_FILES = ("uitvoering/fotos/<int:photo>/", "uitvoering/bonnen/<int:line>/", "uitvoering/deal/<int:version>.pdf")
