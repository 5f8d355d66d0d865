"""Where mail goes on a machine without a mail server."""

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone


class ConsoleAndFileBackend(BaseEmailBackend):
    """Writes each mail to the terminal and to a file of its own under EMAIL_FILE_PATH, for the demo."""

    def __init__(self, *args: Any, stream: Any = None, file_path: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stream = stream or sys.stdout
        self.folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            content = mail.message().as_bytes()
            self._file(content)
            self.stream.write(f"{'-' * 79}\n{content.decode('utf-8', 'replace')}\n{'-' * 79}\n")
            self.stream.flush()
        return len(email_messages)

    def _file(self, content: bytes) -> None:
        """Write one file, named by the time so that the newest stands last, readable by the owner alone."""
        name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}.eml"
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
