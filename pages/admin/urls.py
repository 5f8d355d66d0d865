"""Addresses of the screens of editors, below /beheer/redactie/."""

from django.urls import URLPattern, URLResolver, path

from pages.admin.activity_days import activity_days
from pages.admin.findings import FindingsView
from pages.admin.new_wijk import NewWijkView, WijkStateView
from pages.admin.reports import ConfirmView, ReviewsView, TranslationsView
from pages.admin.signups import signups_of_page

app_name = "editors"
urlpatterns: list[URLPattern | URLResolver] = [
    path("maak-een-wijk/", NewWijkView.as_view(), name="new_wijk"),
    path("maak-een-wijk/<slug:slug>/", WijkStateView.as_view(), name="wijk"),
    path("klopt-dit-nog/", ReviewsView.as_view(), name="reviews"),
    path("klopt-dit-nog/<int:page_id>/", ConfirmView.as_view(), name="confirm"),
    path("nog-te-vertalen/", TranslationsView.as_view(), name="translations"),
    path("agenda/dagen/", activity_days, name="activity_days"),
    path("agenda/<int:page_id>/aanmeldingen/", signups_of_page, name="signups"),
    path("controle/", FindingsView.as_view(), name="findings"),
]
