# Site and worker are one image with two commands; see compose.yaml and docs/operations.md.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

# WeasyPrint makes PDF's with Pango (participation/kit_pdf.py); the letters are on the machine, never fetched.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin wijkplein

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .

# Collecting needs settings, not the real ones: the secret it makes under var/ goes again at once.
RUN python manage.py collectstatic --no-input --verbosity 0 \
    && rm -f var/secret_key var/*.sqlite3* \
    && mkdir -p var/media var/private var/mail \
    && chown wijkplein: var/media var/private var/mail

USER wijkplein
EXPOSE 8000
CMD ["gunicorn", "cms.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--no-control-socket"]
