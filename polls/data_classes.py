"""What polls keep, how long, and how one person is found and removed."""

from cms.registries import DataClass
from polls.services import purging, telling

DATA_CLASSES: tuple[DataClass, ...] = (
    DataClass(
        "peilingen en uitslagen",
        (
            "polls.PollPage",
            "polls.PollsPage",
            "polls.Poll",
            "polls.PollArea",
            "polls.Question",
            "polls.Choice",
            "polls.Turnout",
            "polls.Tally",
        ),
        term="zolang de site draait",
        keeps="Er staan geen persoonsgegevens in, alleen vragen en aantallen.",
    ),
    DataClass(
        "stemmen",
        ("polls.Ballot", "polls.Answer"),
        term="aangekruiste antwoorden: zolang de site draait; teksten: een jaar na het sluiten",
        purge=purging.purge_texts,
    ),
    DataClass(
        "stemmers",
        ("polls.Voter", "polls.BallotOfVoter", "polls.PendingVote"),
        term="niet bevestigd: hoogstens twee dagen; anders tot 30 dagen na het sluiten van de peiling",
        purge=purging.purge_voters,
        inspect=purging.inspect,
        erase=purging.erase,
    ),
    DataClass(
        "wie de uitslag per mail wil",
        ("polls.ResultRequest",),
        term="tot de mail weg is, kort na het sluiten; hoogstens 30 dagen, als de peiling van de site is",
        purge=telling.purge,
        inspect=telling.inspect,
        erase=telling.erase,
    ),
    DataClass(
        "bewaarde enquêtes",
        ("polls.SavedProgress",),
        term="een maand na de laatste wijziging, en uiterlijk tot het sluiten",
        purge=purging.purge_saved,
    ),
    DataClass(
        "codes voor adressen",
        ("polls.AddressCode",),
        term="code en adres: tot het sluiten van de peiling; wat overblijft tot 30 dagen daarna",
        purge=purging.purge_codes,
    ),
)
