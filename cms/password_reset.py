"""A forgotten password, through the outbox: the time taken does not tell whether an account exists (fault 25)."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from wagtail.admin.forms.auth import PasswordResetForm

from cms import audit, throttle
from cms.crypto import normalise_email
from cms.mail import outbox
from cms.mail.links import absolute
from cms.models import User

TEMPLATE = "password_reset"
MAILS_PER_HOUR = 5


class OutboxPasswordResetForm(PasswordResetForm):
    """Wagtail's form; the link comes from BASE_URL, and one address gets five mails an hour at most (fault 26)."""

    def save(self, **options: Any) -> None:
        """Queue the mail where there is an account; what Wagtail offers for sending it itself is not needed."""
        now = timezone.now()
        email = self.cleaned_data["email"]
        if not throttle.hit(TEMPLATE, normalise_email(email), limit=MAILS_PER_HOUR, per=timedelta(hours=1), now=now):
            return
        for user in self.get_users(email):
            key = f"{TEMPLATE}:{user.pk}:{now.timestamp()}"
            outbox.queue(template=TEMPLATE, to=user.email, context={"user": user.pk}, dedupe_key=key, now=now)
            audit.log(action="password.reset", object=user, now=now)


def variables(context: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the mail says. The link is made now, for the password and the last visit as they are.

    Raises:
        ObjectDoesNotExist: when the account is gone or closed.
    """
    user = User.objects.get(pk=context["user"], is_active=True)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return {"link": absolute(reverse("wagtailadmin_password_reset_confirm", kwargs={"uidb64": uid, "token": token}))}
