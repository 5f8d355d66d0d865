"""From a queued row to a message: text and HTML, made at the moment of sending."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, loader
from django.utils import translation
from django.utils.functional import Promise

from cms.crypto import decrypt, keyed_hash
from cms.languages import address, interface_language
from cms.mail.links import Link, absolute, no_links
from cms.models import OutgoingMail
from cms.registries import mail_templates


@dataclass(frozen=True)
class Rendered:
    """The three texts of a mail."""

    subject: str
    text: str
    html: str


def _without_links(value: Any) -> Any:
    """Every text in the variables without links, so that a template can't forget it; a `Link` stays.

    Raises:
        TypeError: for a model or other object, whose texts could not be seen from here.
    """
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, Link | bool | int | float | Decimal | date | time) or value is None:
        return value
    if isinstance(value, str):
        return no_links(value)
    if isinstance(value, dict):
        return {key: _without_links(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_links(part) for part in value]
    raise TypeError(f"a mail takes plain values, no {type(value).__name__}")


def render(template: str, variables: dict[str, Any], *, language: str = "nl") -> Rendered:
    """Fill `emails/<template>.txt` and `.html`; the first line of the text is the subject.

    language: of the recipient; one that our texts do not exist in gets those that stand in for it.
    """
    language = interface_language(language)
    common = {
        "municipality": settings.MUNICIPALITY_NAME,
        "municipality_phone": settings.MUNICIPALITY_PHONE,
        "site_link": absolute(address("/", language)),
        "privacy_link": absolute(address("/privacy/", language)),
        "reply_possible": bool(settings.MAIL_REPLY_TO),
        "language": language,
    }
    with translation.override(language):
        values = common | _without_links(variables)
        plain = loader.get_template(f"emails/{template}.txt").template
        subject, _newline, text = plain.render(Context(values, autoescape=False)).lstrip().partition("\n")
        subject = " ".join(subject.split())
        html = loader.get_template(f"emails/{template}.html").render(values | {"subject": subject})
    return Rendered(subject=subject, text=_tidy(text), html=html.strip() + "\n")


def _tidy(text: str) -> str:
    """What a part that was left out leaves behind: one empty line, and no spaces at the end of a line."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def message(mail: OutgoingMail, *, now: datetime) -> EmailMultiAlternatives:
    """The message of a queued mail, to one person.

    The Message-ID is the same at every attempt, so that a mail that was sent twice by a crash shows up once.

    Raises:
        ObjectDoesNotExist: when what it is about is gone.
    """
    # Words and addresses in the variables are in the language of the mail too.
    with translation.override(interface_language(mail.language)):
        variables = mail_templates.get(mail.template)(mail.context, now)
    rendered = render(mail.template, variables, language=mail.language)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    made = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[decrypt(mail.to_encrypted)],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Message-ID": f"<{keyed_hash('message-id', mail.dedupe_key)[:32]}@{domain}>",
        },
    )
    made.attach_alternative(rendered.html, "text/html")
    return made
