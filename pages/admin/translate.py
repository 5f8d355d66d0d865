"""Translating own pages alone: wagtail-localize asks for the right to translate, and not whether it is this page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.models import User


def _refuse_foreign(page: object, user: User) -> None:
    if isinstance(page, Page) and not page.permissions_for_user(user).can_edit():
        raise PermissionDenied


class SubmitOwnPageView(SubmitPageTranslationView):
    """Begin to translate a page."""

    def get_object(self) -> Page:
        """The page.

        Raises:
            PermissionDenied: to who may not change it.
        """
        page = super().get_object()
        _refuse_foreign(page, self.request.user)
        return page


class UpdateOwnPageView(UpdateTranslationsView):
    """Bring the changes of a page to its translations."""

    def get_object(self) -> TranslationSource:
        """The source.

        Raises:
            PermissionDenied: to who may not change its page.
        """
        source = super().get_object()
        _refuse_foreign(source.get_source_instance(), self.request.user)
        return source
