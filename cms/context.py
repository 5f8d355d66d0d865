"""What every template may use without asking: the municipality and the site."""

from django.conf import settings
from django.http import HttpRequest

from cms.look import theme_url


def site(request: HttpRequest) -> dict[str, object]:
    """Give names and the telephone number. Touches no session, user or database, so pages stay cacheable (rule 12).

    `has_session_cookie` looks at the cookie's presence alone; its name differs between http and https.
    """
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "municipality_name": settings.MUNICIPALITY_NAME,
        "municipality_phone": settings.MUNICIPALITY_PHONE,
        "theme_url": theme_url(),
        "has_session_cookie": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
