"""Addresses of the budget, below /beheer/budget/."""

from django.urls import URLPattern, URLResolver, path

from participation.admin.budget import BudgetYearsView, BudgetYearView

app_name = "budget"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", BudgetYearsView.as_view(), name="years"),
    path("<int:year>/", BudgetYearView.as_view(), name="year"),
]
