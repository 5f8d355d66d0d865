"""Two addresses of wagtail-localize, with a question about rights before them."""

from django.urls import URLPattern, URLResolver, path

from pages.admin.translate import SubmitOwnPageView, UpdateOwnPageView

app_name = "translate_own"
urlpatterns: list[URLPattern | URLResolver] = [
    path("submit/page/<int:page_id>/", SubmitOwnPageView.as_view(), name="submit_page_translation"),
    path("update/<int:translation_source_id>/", UpdateOwnPageView.as_view(), name="update_translations"),
]
