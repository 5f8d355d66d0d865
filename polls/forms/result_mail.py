"""The form for who wants the result by mail."""

from __future__ import annotations

from crispy_forms.layout import HTML, Layout

from django.utils.translation import gettext_lazy

from cms.forms import AntiSpamMixin, EmailField, ResidentForm, Submit


class ResultMailForm(AntiSpamMixin, ResidentForm):
    """An address, for one mail."""

    show_errors_above = False

    email = EmailField(label=gettext_lazy("Je e-mailadres"))

    required_messages = {"email": gettext_lazy("Vul je e-mailadres in, bijvoorbeeld naam@example.org.")}
    buttons = (Submit("mail", gettext_lazy("Mail mij de uitslag"), icon="mail"),)
    layout = Layout("bijschrift", "geopend", "email", HTML('{% include "polls/forms/result_privacy.html" %}'))
