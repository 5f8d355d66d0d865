"""The ground floor's own pages: signing in, public pictures, robots.txt and the page for a form without its token."""

import mimetypes
import posixpath
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.storage import storages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from cms import audit, throttle
from cms.crypto import normalise_email
from cms.languages import address, interface_language
from cms.look import theme_url
from cms.mail.links import absolute

# Folders that Wagtail fills with pictures for everyone. Originals (with the place they were taken) and documents
# (which may be private) are not among them.
PUBLIC_FOLDERS = ("images/", "avatar_images/")
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})

LOGIN_TRIES = 10
LOGIN_LOCK = timedelta(hours=1)


class ThrottledLoginForm(LoginForm):
    """Wagtail's own, locked for an hour after ten wrong tries for one account from one address (fault 28)."""

    error_messages = LoginForm.error_messages | {
        "locked": _("Je hebt te vaak een verkeerd wachtwoord ingevuld. Wacht een uur en probeer het dan opnieuw."),
    }

    def clean(self) -> dict[str, Any]:
        """Sign in, unless locked. Whether the account exists makes no difference to what is said or counted.

        Raises:
            ValidationError: for a wrong password, or a locked account.
        """
        now = timezone.now()
        key = f"{normalise_email(self.cleaned_data.get('username', ''))} {throttle.client_ip(self.request)}"
        if throttle.is_full("login_lock", key, limit=1, now=now):
            raise ValidationError(self.error_messages["locked"], code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            audit.log(action="login", object=None, result="refused", now=now)
            if not throttle.hit("login", key, limit=LOGIN_TRIES - 1, per=LOGIN_LOCK, now=now):
                throttle.hit("login_lock", key, limit=1, per=LOGIN_LOCK, now=now)
                audit.log(action="login.lock", object=None, now=now)
            raise
        throttle.forget("login", key)
        return cleaned


class ThrottledLoginView(LoginView):
    """The admin's front door."""

    def get_form_class(self) -> type[LoginForm]:
        """The form that counts."""
        return ThrottledLoginForm

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Let somebody in, and note it."""
        audit.log(action="login", object=None, actor=form.get_user(), now=timezone.now())
        return super().form_valid(form)


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A public picture. Kept by browsers for a minute, so that a picture taken down is gone in that time (fault 41).

    Raises:
        Http404: for anything outside the public folders, or that is not there.
    """
    storage = storages["default"]
    kind = mimetypes.guess_type(path)[0]
    if posixpath.normpath(path) != path or not path.startswith(PUBLIC_FOLDERS) or kind not in PICTURES:
        raise Http404
    try:
        modified = storage.get_modified_time(path).timestamp()
        if not was_modified_since(request.META.get("HTTP_IF_MODIFIED_SINCE"), modified):
            response: HttpResponseBase = HttpResponseNotModified()
        else:
            response = FileResponse(storage.open(path), content_type=kind)
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, max-age=60"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`. Pages that search engines must leave out say so themselves."""
    lines = ["User-agent: *", "Disallow: /beheer/", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a resident sees when a form comes without its token, such as from a page that stood open for days."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, in the language of the address.

    What is broken may be the database, the cache or the session: this page asks nothing of them.
    """
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(interface_language(language)):
        html = render_to_string(
            "500.html",
            {
                "site_name": settings.WAGTAIL_SITE_NAME,
                "municipality_phone": settings.MUNICIPALITY_PHONE,
                "theme_url": theme_url(),
                "home": address("/", language),
            },
        )
    return HttpResponseServerError(html)
