"""Addresses of pages that are no page in the tree."""

from django.urls import URLPattern, path

from pages import views

urlpatterns: list[URLPattern] = [
    path("vind-je-wijk/", views.find_your_wijk, name="find_your_wijk"),
]
