"""Addresses of pages that are no page in the tree."""

from django.urls import URLPattern, path

from pages import feeds, views

urlpatterns: list[URLPattern] = [
    path("vind-je-wijk/", views.find_your_wijk, name="find_your_wijk"),
    path("zoeken/", views.search, name="search"),
    path("nieuws.rss", feeds.city, name="news_feed"),
    path("wijken/<slug:wijk>/nieuws.rss", feeds.of_wijk, name="news_feed_of_wijk"),
]
