"""What the pages keep, and how long (compliance C9): every model of this app stands here."""

from cms.registries import DataClass
from pages import consent

PAGES = DataClass(
    "pagina's",
    (
        "pages.HomePage",
        "pages.WijkenPage",
        "pages.WijkPage",
        "pages.ContentPage",
        "pages.AccessibilityPage",
        "pages.ContactPage",
        "pages.NewsIndexPage",
        "pages.NewsPage",
        "pages.WijkkrantPage",
        "pages.CampaignPage",
        "pages.PageReview",
        "pages.AgendaPage",
        "pages.ActivityPage",
    ),
    term="zolang de redactie de pagina laat staan",
    keeps="De redactie schrijft deze teksten. Er staan geen gegevens van bewoners in.",
)
PICTURES = DataClass(
    "foto's van de redactie",
    ("pages.Picture", "pages.PictureRendition"),
    term="zolang de redactie de foto laat staan",
    keeps="De redactie plaatst deze foto's. Foto's van bewoners staan apart, bij hun plan.",
)
SOCIAL_BASE = DataClass(
    "mensen en organisaties",
    (
        "pages.Organisation",
        "pages.OrganisationText",
        "pages.OpeningTime",
        "pages.Person",
        "pages.PersonText",
        "pages.OfficeHour",
        "pages.SkippedOfficeHour",
    ),
    term="zolang iemand of iets op de site staat; de redactie haalt weg wie stopt",
    keeps="Dit zijn contactgegevens van het werk. Wie stopt, gaat van de lijst.",
    inspect=consent.inspect_people,
    erase=consent.erase_people,
)
PORTRAITS = DataClass(
    "portretten met toestemming",
    ("pages.Portrait",),
    term="tot 30 dagen na de laatste dag van de toestemming",
    purge=consent.purge_portraits,
    inspect=consent.inspect_portraits,
    erase=consent.erase_portraits,
)
CALENDAR = DataClass(
    "activiteiten en hun dagen",
    ("pages.Activity", "pages.Occurrence", "pages.AgendaDay", "pages.CalendarFeed"),
    term="zolang de redactie de activiteit laat staan",
    keeps="Dit is wat de redactie in de agenda zet. Er staan geen gegevens van bezoekers in.",
)
