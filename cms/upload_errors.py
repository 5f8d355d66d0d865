"""Why a file is not taken."""

from django.utils.functional import Promise


class UploadError(Exception):
    """A file that is not accepted; `message` says how to mend it."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)
