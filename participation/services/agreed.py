"""What a grant brings along in its own transaction: the buurtdeal is laid down, and the account has its day."""

from datetime import datetime

from cms.models import User
from participation.models import Decision, Submission
from participation.services import deals, grant_account


def after_grant(case: Submission, decision: Decision, *, by: User, now: datetime) -> None:
    """Lay down the draft of the buurtdeal with the decision, and say by when the grant is accounted for."""
    deal = deals.lay_down(case, decision, by=by, now=now)
    grant_account.open_account(case, decision, deal=deal, now=now)
