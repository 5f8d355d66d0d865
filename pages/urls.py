"""Addresses of pages that are no page in the tree."""

from django.urls import URLPattern, path

from pages import feeds, views
from pages.calendar import files, signup_views

urlpatterns: list[URLPattern] = [
    path("vind-je-wijk/", views.find_your_wijk, name="find_your_wijk"),
    path("zoeken/", views.search, name="search"),
    path("nieuws.rss", feeds.city, name="news_feed"),
    path("wijken/<slug:wijk>/nieuws.rss", feeds.of_wijk, name="news_feed_of_wijk"),
    path("meedoen/bevestigen/<str:token>/", signup_views.confirm, name="confirm_signup"),
    path("meedoen/afmelden/<str:token>/", signup_views.cancel, name="cancel_signup"),
    path("agenda.ics", files.ics, name="agenda_ics"),
    path("agenda.json", files.feed_json, name="agenda_json"),
    path("agenda.rss", files.rss, name="agenda_rss"),
    path("wijken/<slug:wijk>/agenda.ics", files.ics, name="agenda_ics_of_wijk"),
    path("wijken/<slug:wijk>/agenda.json", files.feed_json, name="agenda_json_of_wijk"),
    path("wijken/<slug:wijk>/agenda.rss", files.rss, name="agenda_rss_of_wijk"),
    path("agenda/<slug:slug>.ics", files.activity_ics, name="activity_ics"),
    path("wijken/<slug:wijk>/agenda/<slug:slug>.ics", files.activity_ics, name="activity_ics_of_wijk"),
]
