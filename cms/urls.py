"""The roof: every address of the site. Files (.json, .csv, ...) come before Wagtail's catch-all (ARCHITECTURE 13)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import app, health, puzzles, security_txt, sitemaps, views

handler500 = "cms.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.live, name="healthz"),
    path("healthz/ready", health.ready, name="healthz_ready"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("sw.js", app.service_worker, name="service_worker"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("security.txt", RedirectView.as_view(pattern_name="security_txt", permanent=True)),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("bewijs/", puzzles.puzzle, name="puzzle"),
    path("beheer/login/", views.ThrottledLoginView.as_view(), name="wagtailadmin_login"),
    path("beheer/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", views.serve_media, name="media"))

urlpatterns += i18n_patterns(
    # First, since many vote at the same moment, and the addresses of all others are gone through before the last.
    path("", include("polls.urls")),
    path("offline/", app.offline, name="offline"),
    path("", include("pages.urls")),
    path("", include("participation.urls")),
    # Wagtail's second sign-in page knows no lock after wrong tries (fault 28), so there is one front door.
    path("_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
