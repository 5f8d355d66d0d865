"""Headers of every response: what a cache may keep, and what a browser may do (ARCHITECTURE rules 12 and 14)."""

from collections.abc import Callable

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from csp.utils import build_policy

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADMIN_PATH = "/beheer/"
# A waiting message is printed without any Vary, so its cookie alone says that a page is personal.
MESSAGES_COOKIE = "messages"
PUBLIC_STATUSES = frozenset({200, 301, 304, 308, 404, 410})


class CacheabilityMiddleware:
    """Marks each response as public for everyone or private to one; first in the list, so its answer is the last.

    Shared caches keep a public page for 30 seconds: what is taken down is gone within a minute (fault 41).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and mark the answer."""
        response = self.get_response(request)
        if request.path_info.startswith(settings.STATIC_URL) and response.status_code in (200, 304):
            return response
        self._drop_language(response)
        control = response.get("Cache-Control", "")
        if "no-store" in control or "private" in control:
            return response
        if self._is_personal(request, response):
            response["Cache-Control"] = "private, no-store"
        elif not control:
            response["Cache-Control"] = "public, max-age=0, s-maxage=30"
        return response

    def _drop_language(self, response: HttpResponseBase) -> None:
        """Forget Accept-Language in Vary: the language stands in the path (ARCHITECTURE rule 16)."""
        kept = [name.strip() for name in response.get("Vary", "").split(",")]
        kept = [name for name in kept if name and name.lower() != "accept-language"]
        del response["Vary"]
        if kept:
            patch_vary_headers(response, kept)

    def _is_personal(self, request: HttpRequest, response: HttpResponseBase) -> bool:
        has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES or MESSAGES_COOKIE in request.COOKIES
        varies = "cookie" in response.get("Vary", "").lower()
        is_read = request.method in ("GET", "HEAD") and response.status_code in PUBLIC_STATUSES
        is_admin = request.path_info.startswith(ADMIN_PATH)
        return has_cookie or bool(response.cookies) or varies or not is_read or is_admin


class SecurityHeadersMiddleware:
    """What Django's SecurityMiddleware does not set (compliance C21 and C22); on errors and static files too.

    These answer before the policy of a page is set, or bring a policy of their own that leaves these three open.
    """

    LEFT_OPEN = ("base-uri", "form-action", "frame-ancestors")

    PERMISSIONS = ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers that are not set yet."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        policy = response.get(HEADER, f"default-src {NONE}")
        missing = [f"{name} {NONE}" for name in self.LEFT_OPEN if name not in policy and "sandbox" not in policy]
        response[HEADER] = "; ".join([policy, *missing])
        return response


class PolicyMiddleware(CSPMiddleware):
    """The policy of the site, put into words once: but for a film or a map, every page is sent with the same.

    To write it anew for each answer took as long as two queries.
    """

    OWN = frozenset({"_csp_exempt", "_csp_config", "_csp_update", "_csp_replace"})

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self._usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the policy, unless the page has one."""
        if settings.DEBUG or not self.OWN.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


# Screens of the admin with inline scripts of Wagtail's own: the page editor and the forms of the social base (panels
# with a list of children, choosers), the forms in which somebody chooses a page or a task, the picture editor (its
# cropping tool), and the translation form.
INLINE_SCRIPT_VIEWS = frozenset(
    {
        "translate_own:submit_page_translation",
        "wagtail_localize:submit_page_translation",
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:choose_parent",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:move",
        "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:edit",
        "wagtailimages:edit",
        "wagtailredirects:add",
        "wagtailredirects:edit",
        "wagtailsites:add",
        "wagtailsites:copy",
        "wagtailsites:edit",
        "wagtailsnippets_pages_officehour:add",
        "wagtailsnippets_pages_officehour:edit",
        "wagtailsnippets_pages_organisation:add",
        "wagtailsnippets_pages_organisation:edit",
        "wagtailsnippets_pages_person:add",
        "wagtailsnippets_pages_person:edit",
        "wagtailsnippets_pages_portrait:add",
        "wagtailsnippets_pages_portrait:edit",
        "wagtailusers_groups:add",
        "wagtailusers_groups:edit",
    }
)
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
}
INLINE_SCRIPT_POLICY = ADMIN_POLICY | {"script-src": [SELF, UNSAFE_INLINE]}


class AreaPolicyMiddleware:
    """A policy of its own for the admin, which frames its previews and shows pictures before they are uploaded.

    It stands outside PolicyMiddleware and replaces what that set: a page preview comes with the public site's policy,
    which forbids framing. Files keep the sandbox they were served with.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; on the admin, with the admin's policy."""
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN_PATH) and "sandbox" not in response.get(HEADER, ""):
            match = request.resolver_match
            has_inline_script = match is not None and match.view_name in INLINE_SCRIPT_VIEWS
            config = INLINE_SCRIPT_POLICY if has_inline_script else ADMIN_POLICY
            # In a preview, a film plays as it does on the page.
            response[HEADER] = build_policy(config=config, update=getattr(response, "_csp_update", None))
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response
