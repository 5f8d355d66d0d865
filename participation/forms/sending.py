"""The end of the whole form: sending it, or going on later."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from cms.forms import AntiSpamMixin, EmailField, ResidentForm, Submit
from participation.forms.steps import BACK, LATER


class CheckForm(AntiSpamMixin, ResidentForm):
    """The last step asks nothing; it sends."""

    show_errors_above = False
    buttons = (Submit("verstuur", gettext_lazy("Verstuur je plan"), icon="pijl"), BACK, LATER)

    @property
    def is_trapped(self) -> bool:
        """Whether the trap was filled in. How long the form took is seen from its draft. For a bound form."""
        return bool(self.cleaned_data.get("bijschrift"))


class LaterForm(AntiSpamMixin, ResidentForm):
    """Where to mail the link of a draft."""

    email = EmailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Hier sturen we de link naartoe waarmee je verdergaat."),
    )
    required_messages = {"email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")}
    buttons = (Submit("mail", gettext_lazy("Mail me de link"), icon="mail"),)
    show_errors_above = False


class ResumeForm(ResidentForm):
    """Whose draft this is."""

    other_address = gettext_lazy("Dit is een ander e-mailadres. Vul het adres in waarop je de link kreeg.")

    email = EmailField(
        label=gettext_lazy("Je e-mailadres"),
        help_text=gettext_lazy("Het adres waarop je de link kreeg. Zo leest niemand anders je plan."),
    )
    buttons = (Submit("hervat", gettext_lazy("Ga verder met je plan"), icon="pijl"),)
    show_errors_above = False
    required_messages = {"email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")}
