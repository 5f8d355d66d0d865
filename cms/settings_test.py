"""What tests do differently: fast passwords, mail in memory, plain static files, files in a folder of their own."""

import tempfile
from pathlib import Path

from cms.settings import *  # noqa: F403

SECRET_KEY = "test-" + "0123456789abcdef" * 4
DATA_KEY = "test-data-" + "0123456789abcdef" * 4
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
BASE_URL = WAGTAILADMIN_BASE_URL = "https://wijkplein.example.org"
CSRF_TRUSTED_ORIGINS = ["https://wijkplein.example.org"]
ALLOWED_HOSTS = ["testserver", "wijkplein.example.org", "127.0.0.1", "localhost"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # In a file, so that `--reuse-db` can find it again: laying out the tables takes half a minute.
    _name = Path(DATABASES["default"]["NAME"])  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(_name.with_name(f"{_name.stem}.test.sqlite3"))}  # noqa: F405

_files = Path(tempfile.mkdtemp(prefix="wijkplein-test-"))
MEDIA_ROOT = _files / "media"
PRIVATE_ROOT = _files / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    # What a test wrote need not survive a power cut.
    _options = DATABASES["default"]["OPTIONS"]  # noqa: F405
    _options["options"] = f"{_options.get('options', '')} -c synchronous_commit=off".strip()

# No scanner but the one that a test brings along.
CLAMAV = ""

# Static files come from the folders they are kept in: a clean checkout has not collected them.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
