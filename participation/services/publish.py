"""The public text, and the switch that puts it on the site."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.models import Role, User
from participation.codes import State
from participation.models import Event, PublicVersion, Submission
from participation.services.errors import Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler

_NEVER_PUBLIC = frozenset({State.SPAM, State.MERGED})


@transaction.atomic
def save_public_text(
    *,
    submission: Submission,
    by: User,
    expected_version: int,
    title: str,
    summary: str,
    body: str,
    own_effort: str = "",
    place: str = "",
    now: datetime,
) -> PublicVersion:
    """Keep the text that the site shows or will show. Where the plan is on the site, the change is seen at once.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when title or summary is missing.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if not (title.strip() and summary.strip()):
        raise Refused([_("Schrijf een titel en een samenvatting.")])
    text, _is_new = PublicVersion.objects.update_or_create(
        submission=case,
        defaults={
            "title": title.strip(),
            "slug": slugify(title)[:80].strip("-") or "plan",
            "summary": summary.strip(),
            "body": body.strip(),
            "own_effort": own_effort.strip(),
            "place": place.strip(),
            "language": case.language,
            "updated_at": now,
        },
    )
    log(case, Event.Action.PUBLIC_TEXT_SAVED, by=by, role=Role.WIJKREGISSEUR, now=now)
    submission.refresh_from_db()
    return text


@transaction.atomic
def publish(*, submission: Submission, by: User, expected_version: int, now: datetime) -> PublicVersion:
    """Put the public text on the site, and tell the initiator the first time.

    Raises:
        StaleCase, Forbidden: see `save_public_text`. Refused: with all that still stands in the way.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    reasons = why_not_public(case)
    if reasons:
        raise Refused(reasons)
    text = case.public_version
    is_first = text.published_at is None
    text.is_public, text.published_at, text.updated_at = True, text.published_at or now, now
    text.save(update_fields=["is_public", "published_at", "updated_at"])
    log(case, Event.Action.PUBLISHED, by=by, role=Role.WIJKREGISSEUR, now=now)
    if is_first:
        tell_initiators(case, "plan_published", key="first", now=now)
        Submission.objects.filter(pk=case.pk, answered_at__isnull=True).update(answered_at=now)
    submission.refresh_from_db()
    return text


def why_not_public(case: Submission) -> list[str]:
    """What keeps a plan off the site, in Dutch sentences; empty where it can be published."""
    reasons = []
    if not PublicVersion.objects.filter(submission=case).exists():
        reasons.append(_("Schrijf eerst de openbare tekst."))
    if case.wijk_id is None:
        reasons.append(_("Kies eerst de wijk van dit plan."))
    if case.state in _NEVER_PUBLIC:
        reasons.append(_("Deze zaak kan niet op de site."))
    # Else anybody could put another's address below a plan (forms.md, "E-mail address verification").
    if case.applicants.filter(is_main=True, email_confirmed_at__isnull=True).exclude(email="").exists():
        reasons.append(_("De indiener heeft het e-mailadres nog niet bevestigd. Vraag of dat lukt."))
    return reasons


@transaction.atomic
def unpublish(
    *, submission: Submission, by: User, expected_version: int, reason: str = "", now: datetime
) -> PublicVersion:
    """Take the plan off the site. The text stays, and so does the day of first publication.

    Raises:
        StaleCase, Forbidden: see `save_public_text`. Refused: when it is not on the site.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    text = PublicVersion.objects.filter(submission=case, is_public=True).first()
    if text is None:
        raise Refused([_("Dit plan staat niet op de site.")])
    text.is_public, text.updated_at = False, now
    text.save(update_fields=["is_public", "updated_at"])
    log(case, Event.Action.UNPUBLISHED, by=by, role=Role.WIJKREGISSEUR, reason=reason, now=now)
    submission.refresh_from_db()
    return text
