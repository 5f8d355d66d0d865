"""What participation keeps, how long, and how one person is found and removed (inbox.md section 12)."""

from cms.registries import DataClass
from participation.services import erasure, exports, neighbours_data, purging
from participation.services.co_initiators import purge_invitations

DATA_CLASSES: tuple[DataClass, ...] = (
    DataClass(
        "concepten van plannen",
        ("participation.Draft", "participation.DraftFile"),
        term="30 dagen na de laatste wijziging",
        purge=purging.purge_drafts,
        inspect=erasure.inspect_drafts,
        erase=erasure.erase_drafts,
    ),
    DataClass(
        "indieners",
        ("participation.Applicant",),
        term="uitgenodigd: 14 dagen; anders een jaar na het sluiten van het plan en de laatste betaling",
        purge=lambda now, dry_run: purge_invitations(now, dry_run) + purging.purge_contacts(now, dry_run),
        inspect=erasure.inspect_initiator,
        erase=erasure.erase_initiator,
    ),
    DataClass(
        "plannen zoals ze zijn gestuurd",
        (
            "participation.Submission",
            "participation.Initiative",
            "participation.CostLine",
            "participation.Attachment",
            "participation.Message",
            "participation.Note",
            "participation.CriterionVerdict",
            "participation.PublicVersion",
            "participation.PublicRevision",
            "participation.Supplement",
            "participation.SupportProof",
            "participation.Upkeep",
            "participation.ActivityIdea",
        ),
        term="ongewenst: 30 dagen; zonder toekenning: een jaar na het sluiten; met toekenning: de selectielijst",
        purge=purging.purge_words,
    ),
    DataClass(
        "steun en zorgen",
        ("participation.Support", "participation.SupportContact"),
        term="niet bevestigd: 7 dagen; anders een jaar na het besluit of het sluiten, daarna alleen aantallen",
        purge=lambda now, dry_run: purging.purge_unconfirmed(now, dry_run) + purging.purge_support(now, dry_run),
        inspect=erasure.inspect_supporter,
        erase=erasure.erase_supporter,
    ),
    DataClass(
        "vragen en aangeboden hulp",
        ("participation.HelpOffer", "participation.Question"),
        term="niet bevestigd: 7 dagen; anders een jaar na het sluiten, daarna alleen wat op de site staat",
        purge=neighbours_data.purge,
        inspect=neighbours_data.inspect,
        erase=neighbours_data.erase,
    ),
    DataClass(
        "steunperiodes en regels",
        (
            "participation.SupportCampaign",
            "participation.SupportArea",
            "participation.SupportTally",
            "participation.DraagvlakRule",
            "participation.Category",
            "participation.Label",
            "participation.Owner",
            "participation.MandateRule",
            "participation.ChallengesPage",
            "participation.InitiativesPage",
            "participation.MiniRoutePage",
            "participation.MiniRoutesPage",
            "participation.ThermometerPage",
        ),
        term="zolang de site draait",
        keeps="Er staan geen persoonsgegevens in, alleen regels en aantallen.",
    ),
    DataClass(
        "bestanden met zaken",
        ("participation.Export",),
        term="een dag nadat een medewerker erom vroeg",
        purge=exports.purge,
    ),
    DataClass(
        "hoe medewerkers de lijst inrichten",
        ("participation.SavedView", "participation.DeskSettings", "participation.ExportRight"),
        term="zolang iemand voor de gemeente werkt",
        keeps="Ze gaan mee weg met het account.",
    ),
    DataClass(
        "besluiten",
        ("participation.Decision", "participation.SignOff"),
        term="volgens de selectielijst gemeenten",
        keeps="De gemeente moet besluiten bewaren. De naam van een indiener gaat er op verzoek uit.",
    ),
    DataClass(
        "boeken",
        (
            *("participation.BudgetYear", "participation.Pot", "participation.LedgerLine"),
            *("participation.BudgetDecision", "participation.BudgetMove"),
        ),
        term="volgens de selectielijst gemeenten",
        keeps="De boeken kunnen niet worden gewijzigd en bevatten alleen bedragen, codes en nummers.",
    ),
    DataClass(
        "geschiedenis van plannen",
        ("participation.Event",),
        term="zolang de zaak bestaat",
        keeps="De geschiedenis kan niet worden gewijzigd en bevat alleen codes en nummers.",
    ),
)
