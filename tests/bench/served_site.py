"""The site as it is served: files are looked for once, when it starts, and not at every request as in tests."""

from cms.settings_test import *  # noqa: F403

WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
