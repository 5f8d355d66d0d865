"""Page types of the site."""

from pages.models.base import BasePage
from pages.models.content import ContentPage
from pages.models.home import HomePage
from pages.models.images import Picture, PictureRendition
from pages.models.wijk import WijkenPage, WijkPage

__all__ = ["BasePage", "ContentPage", "HomePage", "Picture", "PictureRendition", "WijkPage", "WijkenPage"]
