"""Page types of the site, and what stands beside them."""

from pages.models.activities import Activity, AgendaDay, Occurrence
from pages.models.activity_page import ActivityPage
from pages.models.agenda import AgendaPage
from pages.models.base import BasePage
from pages.models.calendar_feeds import CalendarFeed
from pages.models.campaign import CampaignPage, Portrait
from pages.models.contact import ContactPage
from pages.models.content import AccessibilityPage, ContentPage
from pages.models.home import HomePage
from pages.models.images import Picture, PictureRendition
from pages.models.news import NewsIndexPage, NewsPage, WijkkrantPage
from pages.models.organisations import OpeningTime, Organisation, OrganisationText, Weekday
from pages.models.people import OfficeHour, Person, PersonText, SkippedOfficeHour
from pages.models.reviews import PageReview
from pages.models.signups import SignUp
from pages.models.wijk import OfWijk, WijkenPage, WijkPage

__all__ = [
    "AccessibilityPage",
    "Activity",
    "ActivityPage",
    "AgendaDay",
    "AgendaPage",
    "BasePage",
    "CalendarFeed",
    "CampaignPage",
    "ContactPage",
    "ContentPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "Occurrence",
    "OfWijk",
    "OfficeHour",
    "OpeningTime",
    "Organisation",
    "OrganisationText",
    "PageReview",
    "Person",
    "PersonText",
    "Picture",
    "PictureRendition",
    "Portrait",
    "SignUp",
    "SkippedOfficeHour",
    "Weekday",
    "WijkPage",
    "WijkenPage",
    "WijkkrantPage",
]
