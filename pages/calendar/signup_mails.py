"""What the mails about a sign-up say: which activity, when, where, and how to cancel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from cms import codes
from cms.languages import address
from cms.mail.links import absolute
from cms.models import Token
from cms.registries import mail_templates
from cms.tokens import text_of
from pages.calendar.activity import of_row
from pages.calendar.words import titles_of
from pages.models import SignUp

Context = dict[str, Any]


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("signup_confirm", confirm)
    mail_templates.register("signup_state", about)
    mail_templates.register("signup_changed", about)


def about(context: Context, now: datetime) -> Context:
    """The activity, the date and the state of a sign-up.

    Raises:
        ObjectDoesNotExist: when it was removed, taken back, or its page is not on the site.
    """
    row = SignUp.objects.select_related("occurrence__activity__place").get(
        pk=context["signup"], cancelled_at__isnull=True
    )
    held, activity = row.occurrence, row.occurrence.activity
    words = titles_of([activity.translation_key]).get(activity.translation_key)
    if words is None:
        raise ObjectDoesNotExist("not on the site")
    cancel = Token.objects.filter(pk=context.get("cancel")).first()
    shown = of_row(held)
    return {
        "title": words.title,
        "activity_link": absolute(words.url),
        "day": held.first_day,
        "hours": shown.time_words,
        "place": activity.place.name if activity.place else activity.place_name,
        "people": row.people,
        "has_seat": row.seated_at is not None,
        "is_confirmed": row.confirmed_at is not None,
        "is_off": held.is_cancelled,
        "note": held.note,
        "cancel_link": absolute(address(f"/meedoen/afmelden/{text_of(cancel)}/")) if cancel else None,
    }


def confirm(context: Context, now: datetime) -> Context:
    """The link and the code that make it hold, and until when they work."""
    token = Token.objects.get(pk=context["token"])
    link = absolute(address(f"/meedoen/bevestigen/{text_of(token)}/"))
    code = codes.shown(codes.code_of(token))
    return about(context, now) | {"confirm_link": link, "confirm_until": token.expires_at, "code": code}
