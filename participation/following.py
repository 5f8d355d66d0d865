"""Plans as something to follow: what the ground floor asks of a subject "initiative:12"."""

from datetime import datetime

from cms.registries import Followed, FollowSubject
from participation.models import PublicVersion, Submission
from participation.selectors import initiative_path
from participation.services.purging import CONTACT_TERM
from participation.states import CLOSED


def _find(pk: int) -> Followed | None:
    texts = PublicVersion.objects.filter(is_public=True, submission_id=pk, submission__wijk__isnull=False)
    text = texts.select_related("submission__wijk").first()
    return Followed(text.title, text.language, initiative_path(text)) if text else None


def _is_over(pk: int, now: datetime) -> bool:
    case = Submission.objects.filter(pk=pk).first()
    return case is None or (case.state in CLOSED and case.state_since_at < now - CONTACT_TERM)


SUBJECT = FollowSubject(find=_find, is_over=_is_over)
