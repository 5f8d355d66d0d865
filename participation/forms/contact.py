"""How we reach a resident: what people type as e-mail address or telephone number. Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cms.forms.fields import tidy

PHONE_MAX_DIGITS = 15
_EMAIL = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]*")
_PHONE_SIGNS = re.compile(r"[\s().\-/\u2010-\u2015\u00a0]+")
_NUMBER = re.compile(r"(?:\+|00)?[\d\s().\-/\u2010-\u2015\u00a0]*\d", re.ASCII)
# Words and marks that stand between an address and a number.
_BETWEEN = re.compile(
    r"\b(?:e-?mail(?:adres)?|mail|telefoon(?:nummer)?|telnr|tel|mobiel|mob|of|en|bel|app)\b|[.,;:/|&<>()]", re.I
)
# Providers that Dutch residents use; a domain that looks much like one of these was probably meant to be it.
_PROVIDERS = (
    *("gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.nl", "live.com", "icloud.com"),
    *("yahoo.com", "ziggo.nl", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "xs4all.nl", "home.nl", "casema.nl"),
    *("upcmail.nl", "hetnet.nl", "quicknet.nl", "chello.nl", "tele2.nl", "solcon.nl", "proton.me", "protonmail.com"),
)


class ContactError(ValueError):
    """The text gives no way to reach somebody; the message is a Dutch sentence that says how to mend it."""


@dataclass(frozen=True)
class Contact:
    """An e-mail address, a telephone number, or both; "" for what was not given."""

    email: str = ""
    phone: str = ""


def parse_phone(text: str) -> str:
    """Read a telephone number as people type it; gives "0612345678", or "+49..." for other countries.

    Raises:
        ContactError: when it is no full number.
    """
    bare = _PHONE_SIGNS.sub("", tidy(text).replace("(0)", ""))
    bare = re.sub(r"^(?:\+|00)31\s*0?", "0", bare)
    bare = re.sub(r"^00", "+", bare)
    if not re.fullmatch(r"\+?\d+", bare, re.ASCII):
        raise ContactError(_("Schrijf je telefoonnummer in cijfers, bijvoorbeeld 06 12345678."))
    if bare.startswith("+"):
        if 8 <= len(bare) - 1 <= PHONE_MAX_DIGITS:
            return bare
        raise ContactError(_("Kijk je telefoonnummer na. Begin met + en het nummer van het land."))
    if len(bare) == 10 and re.match(r"0[1-9]", bare):
        return bare
    if len(bare) == 7:
        raise ContactError(_("Zet het netnummer voor je telefoonnummer, bijvoorbeeld 035 1234567."))
    raise ContactError(_("Kijk je telefoonnummer na. Het heeft 10 cijfers, bijvoorbeeld 06 12345678 of 035 1234567."))


def parse_contact(text: str) -> Contact:
    """Find an e-mail address and a telephone number in one line, in any order.

    Raises:
        ContactError: when there is neither, or when one of them has a mistake.
    """
    line = " ".join(tidy(text).split())
    if not line:
        raise ContactError(_("Vul je e-mailadres of je telefoonnummer in. Anders kunnen we je niet bereiken."))
    found = _EMAIL.search(line)
    email = _checked_email(found.group().strip(".,;:")) if found else ""
    rest = line.replace(found.group(), " ", 1) if found else line
    number = _NUMBER.search(rest)
    left = _BETWEEN.sub(" ", rest.replace(number.group(), " ", 1) if number else rest).split()
    if not number and not email:
        raise ContactError(
            _("Vul een e-mailadres in, zoals naam@example.org, of een telefoonnummer, zoals 06 12345678.")
        )
    if "@" in "".join(left):
        raise ContactError(_("Vul één e-mailadres in, en als je wilt ook een telefoonnummer."))
    return Contact(email=email, phone=parse_phone(number.group()) if number else "")


def _checked_email(address: str) -> str:
    """The address, where mail can be sent to it.

    Raises:
        ContactError: when it has a mistake.
    """
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > 254:
        raise ContactError(_("Kijk je e-mailadres na. Het ziet eruit als naam@example.org."))
    return address


def meant_email(address: str) -> str:
    """The address that was probably meant, where the provider looks mistyped ("gmial.com"); else ""."""
    local, _at, domain = address.rpartition("@")
    domain = domain.lower()
    if not local or domain in _PROVIDERS:
        return ""
    close = difflib.get_close_matches(domain, _PROVIDERS, n=1, cutoff=0.84)
    return f"{local}@{close[0]}" if close else ""
