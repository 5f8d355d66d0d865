"""The secret of a local installation, made at the first start and kept under `var/`."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def local_secret(path: Path) -> str:
    """Give the secret in the file at `path`; make a random one, readable by the owner alone, where there is none.

    Processes that start together end with the same secret: the file appears at once and whole.

    Raises:
        OSError: when the folder can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text()
