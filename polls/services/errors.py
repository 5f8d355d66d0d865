"""Why something can't be done with a poll, in words for who tried."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polls.questions import Problem


class Refused(Exception):
    """It can't be done; `message` says why, and what to do."""

    message: str | Promise = _("Dit kan nu niet.")

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(message)
        self.message = message or self.message

    def __str__(self) -> str:
        return str(self.message)


class NotOpen(Refused):
    """Before opening or after closing, by the clock of the database."""

    message = _("Stemmen kan nu niet. De peiling is nog niet open, of al gesloten.")


class AlreadyVoted(Refused):
    """This voter has a ballot."""

    message = _("Je hebt al gestemd. Iedereen stemt één keer.")


class TooMany(Refused):
    """Too much came from this connection."""

    message = _("Vanaf jouw internetverbinding is al vaak gestemd. Probeer het over een uur opnieuw.")


class BadAnswers(Refused):
    """Answers that don't fit the questions. problems: by number of the question."""

    message = _("Niet alle antwoorden passen bij de vragen. Kijk ze na en verstuur ze opnieuw.")

    def __init__(self, problems: Mapping[int, Problem]) -> None:
        super().__init__()
        self.problems = dict(problems)
