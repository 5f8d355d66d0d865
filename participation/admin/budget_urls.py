"""Addresses of the budget, below /beheer/budget/."""

from django.urls import URLPattern, URLResolver, path

from participation.admin.budget import BudgetYearsView, BudgetYearView
from participation.admin.budget_moves import CarryOverView, ReviewView
from participation.admin.corrections import CorrectionView, LinesView

app_name = "budget"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", BudgetYearsView.as_view(), name="years"),
    path("<int:year>/", BudgetYearView.as_view(), name="year"),
    path("<int:year>/herverdelen/", ReviewView.as_view(), name="review"),
    path("<int:year>/boekingen/", LinesView.as_view(), name="lines"),
    path("<int:year>/boekingen/<int:pk>/", CorrectionView.as_view(), name="correct"),
    path("<int:year>/overloop/", CarryOverView.as_view(), name="carry_over"),
]
