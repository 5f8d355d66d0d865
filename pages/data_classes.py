"""What the pages keep, and how long (compliance C9): every model of this app stands here."""

from cms.registries import DataClass

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
