"""Quiet protection of forms (spec/forms.md, anti-spam): nothing here ever refuses a resident."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms import proofs
from cms.forms.proof import NAME as PROOF
from cms.forms.proof import ProofField

# Faster than anybody reads, or staler than a form that was left open over a long weekend.
FASTEST = timedelta(seconds=3)
STALEST = timedelta(days=7)
_signer = Signer(salt="cms.forms.opened")


class TrapInput(forms.TextInput):
    """An input that people neither see nor reach and that robots fill in. Counts as hidden, so no pack labels it."""

    is_hidden = True

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        """Draw it in a container that screen readers skip."""
        id_ = (attrs or {}).get("id") or name
        return format_html(
            '<div class="wp-elders" aria-hidden="true"><label for="{}">{}</label>'
            '<input type="text" name="{}" id="{}" value="{}" tabindex="-1" autocomplete="off"></div>',
            id_,
            _("Laat dit leeg"),
            name,
            id_,
            value or "",
        )


def opened_at_token(now: datetime) -> str:
    """Sign the moment (aware UTC) at which a form was shown."""
    return _signer.sign(str(int(now.timestamp() * 1000)))


def read_opened_at(token: str) -> datetime | None:
    """Read a signed moment back; None where somebody changed it."""
    try:
        return datetime.fromtimestamp(int(_signer.unsign(token)) / 1000, UTC)
    except (BadSignature, ValueError, OverflowError, OSError):
        return None


class _OpenedAtField(forms.CharField):
    """The signed moment; a broken one is signed anew when the form is shown again."""

    def bound_data(self, data: object, initial: object) -> object:
        """Show the moment again after an error."""
        return data if read_opened_at(str(data or "")) else initial


class AntiSpamMixin(forms.Form):
    """A trap and a signed moment, and a proof of work where the municipality asks for that (cms.proofs).

    What looks like a robot is accepted and set apart, never refused.
    """

    bijschrift = forms.CharField(required=False, widget=TrapInput)
    geopend = _OpenedAtField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["geopend"].initial = lambda: opened_at_token(timezone.now())
        if proofs.is_on():
            self.fields[PROOF] = ProofField(is_needed=lambda: self.is_bound and self._has_odd_timing())

    @property
    def is_suspicious(self) -> bool:
        """Whether the form was probably filled in by a robot: the trap is full, or it took too short or far too long.

        A proof makes up for the time, never for the trap. For a bound form; ask after `is_valid()`.
        """
        if self.cleaned_data.get("bijschrift"):
            return True
        return self._has_odd_timing() and not self.has_proof

    @cached_property
    def has_proof(self) -> bool:
        """Whether a good proof came along; asking uses it up. For a bound form; ask after `is_valid()`, at the end."""
        return proofs.is_on() and proofs.use(self.cleaned_data.get(PROOF, ""), now=timezone.now())

    def _has_odd_timing(self) -> bool:
        opened_at = read_opened_at(str(self.data.get(self.add_prefix("geopend")) or ""))
        return opened_at is None or not FASTEST <= timezone.now() - opened_at <= STALEST


class _KeyField(forms.UUIDField):
    """A key that is never wrong: a missing or broken one becomes a new one."""

    def bound_data(self, data: object, initial: object) -> object:
        """Show the key again after an error, or a new one where it was broken."""
        return data if self._is_key(data) else initial

    def _is_key(self, data: object) -> bool:
        try:
            return bool(self.to_python(data))
        except forms.ValidationError:
            return False

    def clean(self, value: object) -> uuid.UUID:
        """Give the key, or a new one."""
        try:
            return super().clean(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()


class IdempotencyMixin(forms.Form):
    """A key that travels with the form, so that sending it twice makes one record."""

    sleutel = _KeyField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    @property
    def idempotency_key(self) -> uuid.UUID:
        """The key of this filling in. For a bound form; ask after `is_valid()`."""
        return self.cleaned_data["sleutel"]
