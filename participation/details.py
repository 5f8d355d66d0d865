"""What a case is about, whatever its kind: a plan has its words as sent, something small has its agreement.

Read a case with `select_related("initiative", "upkeep")` and `prefetch_related("supplements")` where more than one is
shown, or with its `later_title` as the inbox does.
"""

from participation.models import Submission
from participation.words import current


def title_of(case: Submission) -> str:
    """The title as its initiators last wrote it, or the name of the mini-route; "" where there is none (any more)."""
    if plan := getattr(case, "initiative", None):
        if hasattr(case, "later_title"):
            return plan.title if case.later_title is None else case.later_title
        return current(plan, case.supplements.all()).title
    agreement = getattr(case, "upkeep", None)
    return agreement.route_title if agreement else ""


def shown_title(case: Submission) -> str:
    """The title for who is behind the plan: the one on the site while it is there, else their own words."""
    text = getattr(case, "public_version", None)
    return text.title if text and text.is_public else title_of(case)


def asked_by(case: Submission) -> str:
    """The name of the first initiator, "" where there is none (any more)."""
    return case.applicants.filter(is_main=True).values_list("name", flat=True).first() or ""


def postcode_of(case: Submission) -> str:
    """The postcode that holds, such as "1214AA" or "1214"; "" without one."""
    if plan := getattr(case, "initiative", None):
        return current(plan, case.supplements.all()).postcode
    agreement = getattr(case, "upkeep", None)
    return agreement.postcode if agreement else ""
