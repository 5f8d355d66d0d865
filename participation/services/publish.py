"""The public text, and the switch that puts it on the site."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.models import Role, User
from participation.codes import Kind, State
from participation.models import Event, PublicRevision, PublicVersion, Submission
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
    shows_point: bool | None = None,
    is_substantial: bool = False,
    what_changed: str = "",
    now: datetime,
) -> PublicVersion:
    """Keep the text that the site shows or will show. Where the plan is on the site, the change is seen at once.

    Of a text that was on the site the old words stay, for the page with its history. shows_point: take over the
    initiator's pin, rounded, or take it off; None leaves it. is_substantial: supporters and followers are asked to
    look again (`services.news`); what_changed: in one sentence, for everybody.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when title or summary is missing, or a substantial change is not explained or not public.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if not (title.strip() and summary.strip()):
        raise Refused([_("Schrijf een titel en een samenvatting.")])
    before = PublicVersion.objects.filter(submission=case).first()
    words = {
        "title": title.strip(),
        "summary": summary.strip(),
        "body": body.strip(),
        "own_effort": own_effort.strip(),
        "place": place.strip(),
    }
    revision = _keep_old(before, words, is_substantial, what_changed.strip(), by, now)
    text, _is_new = PublicVersion.objects.update_or_create(
        submission=case,
        defaults={
            **words,
            **_point(case, shows_point),
            "slug": slugify(title)[:80].strip("-") or "plan",
            "language": case.language,
            "updated_at": now,
        },
    )
    log(case, Event.Action.PUBLIC_TEXT_SAVED, by=by, role=Role.WIJKREGISSEUR, now=now)
    if revision is not None and revision.is_substantial:
        data = {"revision": revision.pk}
        log(case, Event.Action.PUBLIC_TEXT_CHANGED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return text


def _keep_old(
    before: PublicVersion | None, words: dict[str, str], is_substantial: bool, what: str, by: User, now: datetime
) -> PublicRevision | None:
    """The words that everybody could read until now, where they change.

    Raises:
        Refused: when a substantial change says nothing, or is about a text that nobody could read.
    """
    was_seen = before is not None and before.published_at is not None
    differs = was_seen and any(getattr(before, name) != value for name, value in words.items())
    if is_substantial and not (was_seen and before.is_public):
        raise Refused([_("Dit plan staat niet op de site. Haal het vinkje bij de ingrijpende wijziging weg.")])
    if is_substantial and not differs:
        raise Refused([_("De tekst is dezelfde als eerst. Pas de tekst aan, of haal het vinkje weg.")])
    if is_substantial and not what:
        raise Refused([_("Schrijf in één zin wat er veranderde. Buren lezen dat op de site en in de mail.")])
    if before is None or not differs:
        return None
    return PublicRevision.objects.create(
        submission_id=before.submission_id,
        **{name: getattr(before, name) for name in words},
        language=before.language,
        replaced_at=now,
        replaced_by=by,
        is_substantial=is_substantial,
        what_changed=what,
    )


def _point(case: Submission, shows_point: bool | None) -> dict[str, Decimal | None]:
    """Where the pin of the initiator stands, to about 10 metres: a plan has a place, and no front door."""
    if shows_point is None:
        return {}
    sent = getattr(case, "initiative", None) if shows_point else None
    if sent is None or sent.latitude is None or sent.longitude is None:
        return {"latitude": None, "longitude": None}
    return {name: round(getattr(sent, name), 4) for name in ("latitude", "longitude")}


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
    if case.state in _NEVER_PUBLIC or case.kind in (Kind.UPKEEP, Kind.ACTIVITY):
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
