"""Telling that something on the page of an activity is not right: one question, and nothing about who asks."""

from crispy_forms.layout import HTML, Layout

from django.utils.translation import gettext_lazy

from cms.forms import AntiSpamMixin, IdempotencyMixin, LongTextField, ResidentForm, Submit


class MistakeForm(AntiSpamMixin, IdempotencyMixin, ResidentForm):
    """What is not right."""

    wat = LongTextField(
        label=gettext_lazy("Wat klopt er niet?"),
        help_text=gettext_lazy("Bijvoorbeeld: het begint om 10.30 uur, niet om 10.00 uur."),
        max_length=1000,
    )

    required_messages = {"wat": gettext_lazy("Vertel in een paar woorden wat er niet klopt.")}
    show_errors_above = False
    buttons = (Submit("meld", gettext_lazy("Verstuur"), icon="pijl"),)
    layout = Layout(
        *("bijschrift", "geopend", "sleutel", "wat"), HTML('{% include "participation/parts/privacy_mistake.html" %}')
    )
