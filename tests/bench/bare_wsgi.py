"""The application of the floor of a vote, for gunicorn: its settings stand in `tests.bench.bare_votes`."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
