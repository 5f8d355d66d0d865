"""All settings, from the environment, with safe defaults.

`make run` works without any variable set: SQLite, a secret and mail under `var/`, the
cache in process memory. For production set at least SECRET_KEY, BASE_URL, DATABASE_URL,
EMAIL_URL and ALLOWED_HOSTS; docs/operations.md names them all. Secure cookies, HSTS and
the refusal of weak secrets follow from an https BASE_URL (ARCHITECTURE rule 17).
"""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from django.core.exceptions import ImproperlyConfigured

from cms.bounds import read_bounds
from cms.pdok import is_safe
from cms.secrets import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# Where people find the site. Links in mails and files come from here, never from a request.
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
IS_HTTPS = _base.scheme == "https"
if not _base.hostname or _base.scheme not in ("http", "https"):
    raise ImproperlyConfigured("BASE_URL must be a full address, such as https://wijkplein.example.org")

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if IS_HTTPS:
        raise ImproperlyConfigured("SECRET_KEY is missing: set a random string of at least 50 characters.")
    SECRET_KEY = local_secret(VAR_DIR / "secret_key")
elif IS_HTTPS and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-") or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured("SECRET_KEY is too weak: set a random string of at least 50 characters.")
# Keys contact data and voters' hashes (cms.crypto). Set it apart from SECRET_KEY, so that a
# new SECRET_KEY does not make stored contact data unreadable; without it, it is derived.
DATA_KEY = env.str("DATA_KEY", "") or SECRET_KEY

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_base.hostname, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

INSTALLED_APPS = [
    "participation",
    "polls",
    "pages",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.admin.apps.UsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "crispy_forms",
    "django_tasks_db",
    "csp",
    # For the files of Leaflet alone (cms/static/cms/kaart.js).
    "leaflet",
    # For the file of its widget alone (cms/static/cms/bewijs.js); checking is done in cms.proofs.
    "django_altcha",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "cms.pagecache.PageCacheMiddleware",
    "cms.middleware.CacheabilityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.AreaPolicyMiddleware",
    "cms.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.trees.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.admin.gate.CaseworkerGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "pages.middleware.OneSiteMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context.site",
            ],
            "builtins": ["cms.templatetags.lean_include"],
            "libraries": {"i18n": "cms.templatetags.lean_i18n"},
        },
    }
]

# Database: SQLite serves one machine; PostgreSQL for real (ARCHITECTURE rule 10).
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'wijkplein.sqlite3'}")}
_db = DATABASES["default"]
if _db["ENGINE"] == "django.db.backends.sqlite3":
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    if _db["NAME"] != ":memory:":
        Path(_db["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    _db["CONN_HEALTH_CHECKS"] = True
    # A prepared query (cms.prepared) that a connection has asked so often is planned no more. Not behind a pooler that
    # gives each transaction another connection, unless it knows of such plans (PgBouncer does, from 1.21 on).
    _threshold = 5 if env.bool("PREPARED_STATEMENTS", True) else None
    _options = _db.get("OPTIONS", {})
    _db["OPTIONS"] = _options | {"prepare_threshold": _threshold}
    if _threshold:
        # Such a plan is for all values: what is the same each time stands in the SQL itself.
        _generic = "-c plan_cache_mode=force_generic_plan"
        _db["OPTIONS"]["options"] = f"{_options.get('options', '')} {_generic}".strip()
# Opening a connection costs more than a query, on SQLite too.
_db["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Parameters that choose among what there is: an answer to these may be kept in memory (cms.pagecache). Never those
# that people type in, such as a postcode or words to search for.
CACHED_PARAMETERS = frozenset(
    {"beeld", "geld", "jaar", "maand", "na", "onderwerp", "op", "soort", "stand", "volgorde", "wijk"}
)

# Cache: only ever a help; what must be right counts in the database.
CACHES = {"default": env.cache_url("CACHE_URL", "locmemcache://")}

# Tasks run in `manage.py worker`, in the database, in the same transaction as what asked for them.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# People
AUTH_USER_MODEL = "cms.User"
AUTHENTICATION_BACKENDS = ["cms.auth.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.password_reset.OutboxPasswordResetForm"  # noqa: S105 (the name of a form)
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL

# Language and time
LANGUAGE_CODE = "nl"
# The site's own texts exist in these; in another language they are shown in the last of them (cms.languages).
INTERFACE_LANGUAGES = ("nl", "en")
# Languages in which editors may make pages too: a language answers from the moment it is made in the admin.
LANGUAGE_NAMES = {
    "ar": "العربية",
    "bg": "български",
    "de": "Deutsch",
    "en": "English",
    "es": "español",
    "fa": "فارسی",
    "fr": "français",
    "hi": "हिन्दी",
    "it": "italiano",
    "nl": "Nederlands",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "tr": "Türkçe",
    "uk": "українська",
}
EXTRA_LANGUAGES = env.list(
    "EXTRA_LANGUAGES", default=["ar", "bg", "de", "es", "fa", "fr", "hi", "it", "pl", "pt", "ro", "tr", "uk"]
)
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    (code, LANGUAGE_NAMES.get(code, code)) for code in dict.fromkeys((*INTERFACE_LANGUAGES, *EXTRA_LANGUAGES))
]
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = False

# Files: public ones behind /media/, what residents send never below it.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "cms.lean.LeanStaticFilesStorage"},
}
# A municipality's own look: a file found as a static file, loaded after ours (docs/thema.md). Empty: our own look.
THEME_CSS = env.str("THEME_CSS", "")
THEME_DIR = Path(env.str("THEME_DIR", str(VAR_DIR / "thema")))
STATICFILES_DIRS = [("thema", THEME_DIR)] if THEME_DIR.is_dir() else []
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_TEMP_DIR = None
# Where ClamAV listens, "tcp://host:3310" or "unix:///run/clamav/clamd.ctl"; empty: files are not scanned (cms.virus).
CLAMAV = env.str("CLAMAV", "")
_scanner = urlsplit(CLAMAV)
if CLAMAV and not (_scanner.path if _scanner.scheme == "unix" else _scanner.scheme == "tcp" and _scanner.hostname):
    raise ImproperlyConfigured("CLAMAV must look like tcp://clamav:3310 or unix:///run/clamav/clamd.ctl")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail: an outbox in the database, delivered by the worker. By default to the terminal and var/mail/.
EMAIL_CONFIG = env.email_url("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
if EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":  # noqa: F821 (set by email_url)
    EMAIL_BACKEND = "cms.mail.backends.ConsoleAndFileBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
MUNICIPALITY_NAME = env.str("MUNICIPALITY_NAME", "Hilversum")
MUNICIPALITY_PHONE = env.str("MUNICIPALITY_PHONE", "14 035")
# Where residents report what is broken or dirty in the street; empty: the site gives the telephone number alone.
MELDING_URL = env.str("MELDING_URL", "")
# Where residents put a subject on the council's agenda (burgerinitiatief); empty: the site names the griffie alone.
BURGERINITIATIEF_URL = env.str("BURGERINITIATIEF_URL", "")
# Up to and including this grant (whole euros) a plan is settled at once, without an account with receipts.
SETTLE_AT_ONCE_EUR = env.int("SETTLE_AT_ONCE_EUR", 2000)
# Hosts that calendars of organisations may be fetched from (import_ics); empty: none.
CALENDAR_HOSTS = env.list("CALENDAR_HOSTS", default=[])
# Where the map gets its background, asked for after a click alone; empty: no map. Without key or cookie, and with its
# own host first: that host is the only one that the policy of a page with a map lets pictures come from.
MAP_TILES_URL = env.str(
    "MAP_TILES_URL", "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"
)
MAP_ATTRIBUTION = env.str("MAP_ATTRIBUTION", "Kaartgegevens © Kadaster")
_tiles = urlsplit(MAP_TILES_URL)
MAP_TILES_HOST = f"{_tiles.scheme}://{_tiles.netloc}" if MAP_TILES_URL else ""
# Sites that may show the result of a poll in a frame, such as https://www.hilversum.nl; none by default.
EMBED_HOSTS = env.list("EMBED_HOSTS", default=[])
if MAP_TILES_URL and (_tiles.scheme not in ("http", "https") or not set("{ },;*'").isdisjoint(_tiles.netloc)):
    raise ImproperlyConfigured("MAP_TILES_URL must be a full address with one host, with {z}, {x} and {y} in its path")
# Where the municipality lies: south, west, north and east in degrees. A pin outside it is not kept.
MUNICIPALITY_BOUNDS = env.str("MUNICIPALITY_BOUNDS", "52.17,5.09,52.29,5.26")
try:
    read_bounds(MUNICIPALITY_BOUNDS)
except ValueError:
    raise ImproperlyConfigured("MUNICIPALITY_BOUNDS must be south,west,north,east, as 52.17,5.09,52.29,5.26") from None
# Which service finds the street of a postcode and house number (cms.pdok); empty: residents type it themselves.
PDOK_URL = env.str("PDOK_URL", "")
if PDOK_URL and not is_safe(PDOK_URL):
    raise ImproperlyConfigured("PDOK_URL must be a full address that starts with https, without key or parameters")
# Whether forms ask a browser to solve a puzzle (cms.proofs): off, suspicious (when much comes from one connection, or
# a form was filled in strangely fast) or always. A form without a solution is taken in too, for extra control.
ALTCHA = env.str("ALTCHA", "off")
if ALTCHA not in ("off", "suspicious", "always"):
    raise ImproperlyConfigured("ALTCHA must be off, suspicious or always")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Wijkplein {MUNICIPALITY_NAME} <wijkplein@{_base.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", "")
# To whom this installation may mail: addresses, "@domain" or "*". A copy without https that was given a mail
# server mails nobody until it is told whom (fault 46); set it on a staging site with https too.
_stays_here = EMAIL_BACKEND == "cms.mail.backends.ConsoleAndFileBackend"
MAIL_ALLOW_LIST = env.list("MAIL_ALLOW_LIST", default=["*"] if IS_HTTPS or _stays_here else [])

# Wagtail
WAGTAIL_SITE_NAME = f"Wijkplein {MUNICIPALITY_NAME}"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Comments on a draft are mailed past the outbox, with their text; who approves a page has a field for a remark.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "modelsearch.backends.database",
        # Words come as stems (cms.stems), so PostgreSQL stems none itself, and small words count in it too.
        "SEARCH_CONFIG": "simple",
        # Nothing is emptied first, so the nightly renewal need not keep everybody from writing on SQLite.
        "ATOMIC_REBUILD": False,
    }
}
TAGGIT_CASE_INSENSITIVE = True

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = ("wijkplein",)
CRISPY_TEMPLATE_PACK = "wijkplein"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Security (spec/compliance.md C20-C23)
# Where a weak spot can be reported, as an address that starts with mailto:, https: or tel:, and until when that holds.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"{BASE_URL}/kwetsbaarheid-melden/")
SECURITY_TXT_EXPIRES = date.fromisoformat(env.str("SECURITY_TXT_EXPIRES", "2027-11-01"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = IS_HTTPS
# Only a proxy of ours may say who the visitor is and whether the connection was https (fault 28).
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Preloading binds the whole domain for good: its owner asks for that, not one site below it.
# And `i18n` is the name of two libraries of template tags on purpose: ours stands in for Django's.
SILENCED_SYSTEM_CHECKS = ["security.W021", "templates.W003"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cms.views.csrf_failure"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_SAVE_EVERY_REQUEST = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    # Wagtail tells of every saved page; its own log entries in the database hold that.
    "loggers": {"wagtail": {"level": "WARNING"}},
}
