"""Why a service did not do what it was asked; each holds what the screen shows."""

from django.utils.translation import gettext as _


class StaleCase(Exception):
    """Somebody changed the case after the form was made: show both and keep the typed text (inbox.md section 3)."""

    def __str__(self) -> str:
        return _("Iemand heeft deze zaak intussen veranderd. Bekijk de zaak opnieuw.")


class Refused(Exception):
    """The rules do not allow it (now). `reasons` are Dutch sentences for the person who asked."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Forbidden(Exception):
    """This person may not do this with this case."""

    def __str__(self) -> str:
        return _("Je mag dit niet doen met deze zaak.")


class ConfirmationNeeded(Refused):
    """Allowed once the person confirms what is left open; `reasons` are the questions to ask."""
