"""Addresses of the screens of polls, below /beheer/peilingen/."""

from django.urls import URLPattern, URLResolver, path

from polls.admin.files import ExportView, LettersView
from polls.admin.listing import ListView
from polls.admin.views import CodesView, DecideView, DuplicateView, OverviewView, PaperView

app_name = "polls_admin"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", ListView.as_view(), name="list"),
    path("<int:pk>/", OverviewView.as_view(), name="poll"),
    path("<int:pk>/teksten/", DecideView.as_view(), name="text"),
    path("<int:pk>/opnieuw/", DuplicateView.as_view(), name="duplicate"),
    path("<int:pk>/papier/", PaperView.as_view(), name="paper"),
    path("<int:pk>/codes/", CodesView.as_view(), name="codes"),
    path("<int:pk>/codes/<slug:kind>/", LettersView.as_view(), name="letters"),
    path("<int:pk>/bestand/<slug:kind>/", ExportView.as_view(), name="export"),
]
