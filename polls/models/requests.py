"""Who asked for the result by mail. It stands apart from voters and ballots, and goes when the mail has gone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from polls.models.facts import Poll
from polls.models.voting import RandomKey


class ResultRequest(RandomKey):
    """An address to mail the result to. Its key is another than that of the voter: the two can't be matched."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="result_requests")
    person_hash = models.CharField(_("sleutel van de persoon"), max_length=64)
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"))
    language = models.CharField(_("taal van de mail"), max_length=10)

    class Meta:
        verbose_name = _("verzoek om de uitslag")
        verbose_name_plural = _("verzoeken om de uitslag")
        constraints = [models.UniqueConstraint(fields=["poll", "person_hash"], name="one_result_request_per_person")]

    def __str__(self) -> str:
        return "verzoek om de uitslag"
