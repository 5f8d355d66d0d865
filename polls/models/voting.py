"""Who voted, and what was voted: two tables without a common key (spec/polls.md, Secret ballot).

Their keys are random numbers of 63 bits, and neither holds a time. `polls.services.shuffle` writes both anew in random
order, each night and at closing, since rows that were written together share their place in the file. Where the
editor lets people change their answer, `BallotOfVoter` ties the two together, and the page says so.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Wijk
from polls.codes import Channel, Review
from polls.models.facts import Choice, Poll, Question


def random_key() -> int:
    """A random number of 63 bits: a key that tells nothing of order or time."""
    return secrets.randbits(63)


class RandomKey(models.Model):
    """A row whose key says nothing."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)

    class Meta:
        abstract = True


class Voter(RandomKey):
    """Somebody who voted, by a keyed hash of e-mail address, code, browser or paper form; the key lies elsewhere."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    voter_hash = models.CharField(_("sleutel van de stemmer"), max_length=64)

    class Meta:
        verbose_name = _("stemmer")
        verbose_name_plural = _("stemmers")
        constraints = [models.UniqueConstraint(fields=["poll", "voter_hash"], name="one_ballot_per_voter")]

    def __str__(self) -> str:
        return "stemmer"


class Ballot(RandomKey):
    """What one person voted. wijk: where the postcode lies, if it was asked and known."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("stembiljet")
        verbose_name_plural = _("stembiljetten")
        constraints = [models.CheckConstraint(condition=Q(channel__in=Channel.values), name="ballot_channel_is_known")]

    def __str__(self) -> str:
        return "stembiljet"


class Answer(RandomKey):
    """One mark on a ballot (`polls.questions.Mark`). Words show on the site after a moderator looked at them."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    row = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, blank=True, related_name="rated")
    number = models.IntegerField(_("getal"), null=True, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    review = models.CharField(_("oordeel over de tekst"), max_length=10, choices=Review.choices, blank=True)
    public_text = models.TextField(_("tekst op de site"), blank=True)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "choice"], condition=Q(choice__isnull=False), name="choice_once_per_ballot"
            ),
            models.UniqueConstraint(
                fields=["ballot", "row"], condition=Q(row__isnull=False), name="row_once_per_ballot"
            ),
            models.UniqueConstraint(
                fields=["ballot", "question"],
                condition=Q(choice__isnull=True, row__isnull=True),
                name="number_or_text_once_per_ballot",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "review"], condition=~Q(review=""), name="answer_review"),
        ]

    def __str__(self) -> str:
        return "antwoord"


class Turnout(models.Model):
    """How many ballots came in this way from this wijk (0: not known): its shards together are a sum of `Ballot`.

    shard: a few rows for the same count, so that people who vote at the same moment do not wait for each other.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="turnouts")
    place = models.PositiveIntegerField(_("nummer van de wijk"), default=0)
    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel.choices)
    shard = models.PositiveSmallIntegerField(_("deel van de telling"), default=0)
    people = models.PositiveIntegerField(_("aantal"))

    class Meta:
        verbose_name = _("opkomst")
        verbose_name_plural = _("opkomsten")
        constraints = [models.UniqueConstraint(fields=["poll", "place", "channel", "shard"], name="turnout_once")]

    def __str__(self) -> str:
        return f"opkomst {self.pk}"


class Tally(models.Model):
    """How many people marked this (`polls.counting.slots`), by wijk and channel: its shards are a sum of `Answer`."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="tallies")
    slot = models.CharField(_("vakje"), max_length=40, blank=True)
    place = models.PositiveIntegerField(_("nummer van de wijk"), default=0)
    channel = models.CharField(_("kanaal"), max_length=10, choices=Channel.choices)
    shard = models.PositiveSmallIntegerField(_("deel van de telling"), default=0)
    people = models.PositiveIntegerField(_("aantal"))

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellingen")
        constraints = [
            models.UniqueConstraint(fields=["question", "slot", "place", "channel", "shard"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"


class BallotOfVoter(RandomKey):
    """Whose ballot it is, in polls where an answer may be changed, until closing. Elsewhere there are none."""

    voter = models.OneToOneField(Voter, on_delete=models.CASCADE, related_name="ballot_of")
    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="voter_of")

    class Meta:
        verbose_name = _("band tussen stemmer en stembiljet")
        verbose_name_plural = _("banden tussen stemmer en stembiljet")

    def __str__(self) -> str:
        return "band"


class PendingVote(RandomKey):
    """Answers that wait for the confirmation of an e-mail address; encrypted, and gone once that is given.

    The key of the cipher lies outside the database, so that a copy of it does not tell what somebody is about to vote.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="pending")
    voter_hash = models.CharField(_("sleutel van de stemmer"), max_length=64)
    answers_encrypted = models.TextField(_("antwoorden, versleuteld"))
    email_encrypted = models.TextField(_("e-mailadres, versleuteld"))
    language = models.CharField(_("taal van de mails"), max_length=10)
    given_on = models.DateField(_("ingevuld op"))

    class Meta:
        verbose_name = _("stem die op bevestiging wacht")
        verbose_name_plural = _("stemmen die op bevestiging wachten")
        constraints = [models.UniqueConstraint(fields=["poll", "voter_hash"], name="one_pending_vote_per_voter")]

    def __str__(self) -> str:
        return "stem die wacht"


class SavedProgress(RandomKey):
    """What somebody filled in of a survey of several pages so far; encrypted. Its key is in that browser alone."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="saved")
    answers_encrypted = models.TextField(_("antwoorden, versleuteld"))
    saved_on = models.DateField(_("bewaard op"))

    class Meta:
        verbose_name = _("bewaarde enquête")
        verbose_name_plural = _("bewaarde enquêtes")

    def __str__(self) -> str:
        return "bewaarde enquête"


class AddressCode(RandomKey):
    """A code for one address, to vote with once. At closing code and address are wiped: only the hash stays."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(_("sleutel van de code"), max_length=64)
    code_encrypted = models.TextField(_("code, versleuteld"), blank=True)
    address_encrypted = models.TextField(_("adres, versleuteld"), blank=True)
    address_hash = models.CharField(_("sleutel van het adres"), max_length=64, blank=True)
    wijk = models.ForeignKey(
        Wijk, verbose_name=_("wijk"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.PositiveIntegerField(_("lijst"), default=1)
    position = models.PositiveIntegerField(_("plaats in de lijst"), default=0)
    is_revoked = models.BooleanField(_("ingetrokken"), default=False)

    class Meta:
        verbose_name = _("code voor een adres")
        verbose_name_plural = _("codes voor adressen")
        constraints = [
            models.UniqueConstraint(fields=["poll", "code_hash"], name="poll_code_once"),
            models.UniqueConstraint(
                fields=["poll", "address_hash"],
                condition=Q(is_revoked=False) & ~Q(address_hash=""),
                name="one_code_per_address",
            ),
        ]

    def __str__(self) -> str:
        return "code"
