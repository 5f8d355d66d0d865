"""What the digest for staff says; see `participation.mails` for how mails are made."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.mail.links import absolute
from cms.models import User
from cms.registries import mail_templates
from cms.templatetags.notation import datum
from cms.workdays import working_days_between
from participation.codes import State
from participation.deadlines import UNDECIDED
from participation.mails import about_plan
from participation.models import Milestone, Reminder, Submission
from participation.reminders import ACCOUNT_MARKS, ANSWER_MARKS, COMMITMENT_MARKS, Mark

Context = dict[str, Any]
SHOWN = 25


def register() -> None:
    """Register the builders; called once, when the app is ready."""
    mail_templates.register("staff_digest", staff_digest)
    mail_templates.register("plan_reminder", plan_reminder)


def staff_digest(context: Context, now: datetime) -> Context:
    """What one colleague is reminded of today: a line per case, by number, for the case is behind the login.

    Of several reminders of one case the last one speaks. What was done or left this person's sight since is left out.

    Raises:
        ObjectDoesNotExist: when the person is gone, or nothing is left to tell.
    """
    user, day = User.objects.get(pk=context["user"], is_active=True), date.fromisoformat(context["day"])
    rows = Reminder.objects.filter(user=user, told_on=day).order_by("on", "pk")
    rows = rows.select_related("submission__wijk", "submission__grant_account")
    rows = rows.prefetch_related("submission__milestones")
    sight = set(Submission.objects.visible_to(user).filter(reminders__in=rows).values_list("pk", flat=True))
    newest = {row.submission_id: row for row in rows if row.submission_id in sight and _still_holds(row)}
    if not newest:
        raise Reminder.DoesNotExist("nothing left to tell")
    lines = sorted(newest.values(), key=lambda row: (row.about, row.pk))
    return {
        "count": len(lines),
        "more": max(0, len(lines) - SHOWN),
        "lines": [_line(row, day) for row in lines[:SHOWN]],
        "inbox_link": absolute(reverse("inbox:list")),
    }


def plan_reminder(context: Context, now: datetime) -> Context:
    """What one initiator is reminded of today about one plan.

    Raises:
        ObjectDoesNotExist: when the person is gone, or nothing is left to tell.
    """
    day = date.fromisoformat(context["day"])
    rows = Reminder.objects.filter(applicant=context["applicant"], told_on=day).order_by("about", "pk")
    rows = rows.select_related("submission__grant_account").prefetch_related("submission__milestones")
    holding = [row for row in rows if _still_holds(row)]
    lines = [line for row in holding for line in _resident_lines(row, day)]
    if not lines:
        raise Reminder.DoesNotExist("nothing left to tell")
    return about_plan(context, now) | {"lines": list(dict.fromkeys(lines))}


def _resident_lines(row: Reminder, day: date) -> list[str]:
    """What to do by when, as whole sentences; more of them where several dates fall on one day."""
    is_late, on = row.about < day, datum(row.about)
    if row.mark in ANSWER_MARKS:
        return [_("We wachten op je antwoord. Dat kan tot en met %(day)s.") % {"day": on}]
    if row.mark in ACCOUNT_MARKS:
        if is_late:
            return [_("De verantwoording van je plan moest er op %(day)s zijn. Lever die alsnog in.") % {"day": on}]
        return [_("Lever de verantwoording van je plan uiterlijk %(day)s in.") % {"day": on}]
    titles = [
        one.title
        for one in row.submission.milestones.all()
        if one.state == Milestone.State.OPEN and one.due_on == row.about and one.who != Milestone.Who.MUNICIPALITY
    ]
    words = (
        _("Afgesproken voor %(day)s, en nog niet afgevinkt: %(what)s.")
        if is_late
        else _("Afgesproken voor %(day)s: %(what)s.")
    )
    return [words % {"day": on, "what": title} for title in titles]


def _still_holds(row: Reminder) -> bool:
    """Whether what the reminder is about is still to be done."""
    case = row.submission
    if row.mark in ANSWER_MARKS:
        return case.state == State.WAITING_INITIATOR and case.answer_by == row.about
    if row.mark in ACCOUNT_MARKS:
        account = getattr(case, "grant_account", None)
        return account is not None and account.handed_in_at is None and account.due_on == row.about
    if row.mark in COMMITMENT_MARKS:
        rows = case.milestones.all()
        return any(one.state == Milestone.State.OPEN and one.due_on == row.about for one in rows)
    return case.state in UNDECIDED and case.due_on == row.about


def _line(row: Reminder, day: date) -> Context:
    case = row.submission
    return {
        "reference": case.reference,
        "wijk": case.wijk.name if case.wijk else _("geen wijk"),
        "what": _what(row, day),
        "link": absolute(reverse("inbox:case", args=[case.pk])),
    }


def _what(row: Reminder, day: date) -> str:
    """What must be done by when, in a few words."""
    if row.mark in ACCOUNT_MARKS | COMMITMENT_MARKS:
        deed = _("verantwoording") if row.mark in ACCOUNT_MARKS else _("afspraak")
    else:
        deed = _("besluit") if row.submission.decide_due_on else _("eerste antwoord")
    if row.mark == Mark.LATE or row.about < day:
        late = max(1, working_days_between(row.about, day))
        return ngettext("%(deed)s: %(days)s dag te laat", "%(deed)s: %(days)s dagen te laat", late) % {
            "deed": deed,
            "days": late,
        }
    if row.about == day:
        return _("%(deed)s: vandaag") % {"deed": deed}
    left = working_days_between(day, row.about)
    return ngettext(
        "%(deed)s uiterlijk %(day)s, nog %(days)s werkdag", "%(deed)s uiterlijk %(day)s, nog %(days)s werkdagen", left
    ) % {"deed": deed, "day": datum(row.about), "days": left}
