"""The floors for gunicorn; their settings stand in `tests.bench.bare.settings`."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
