"""A second pair of eyes: the workflow "Controle door de redactie", and its mails through our own outbox.

Editors of a wijk may publish their own pages. Whoever wants another to look first, or is new, submits a page instead.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from cms.mail import outbox
from cms.mail.links import absolute
from cms.models import User
from cms.registries import DemoContext
from pages.models import HomePage
from pages.services import give_editors_rights_everywhere

NAME = "Controle door de redactie"
TO_CHECK, CHECKED = "page_to_check", "page_checked"
_OF_WAGTAIL = "Moderators approval"
APPROVED, REJECTED = "approved", "rejected"


def build_workflow(context: DemoContext) -> None:
    """Let the editors of the whole city approve, on all pages of each language; a workflow set by hand stays."""
    _remove_wagtails_own()
    for home in HomePage.objects.all():
        if WorkflowPage.objects.filter(page=home.page_ptr).exists():
            continue
        workflow, is_new = Workflow.objects.get_or_create(name=NAME)
        if is_new:
            task = GroupApprovalTask.objects.create(name=NAME)
            task.groups.add(give_editors_rights_everywhere(home))
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=home.page_ptr)


def _remove_wagtails_own() -> None:
    """Take away the groups and the workflow that Wagtail brings, with English names, where nobody uses them."""
    Workflow.objects.filter(name=_OF_WAGTAIL, workflow_states__isnull=True).delete()
    GroupApprovalTask.objects.filter(name=_OF_WAGTAIL, task_states__isnull=True, workflow_tasks__isnull=True).delete()
    Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()


def connect() -> None:
    """Answer in the place of Wagtail's own notifiers: these mail past the outbox, and whomever they like.

    Called before Wagtail connects its own under the same names: the first one under a name stays.
    """
    pairs = (
        (task_submitted, TaskState, _submitted, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, _told_already, "workflow_state_submitted_email_notification"),
        (workflow_approved, WorkflowState, _approved, "workflow_state_approved_email_notification"),
        (workflow_rejected, WorkflowState, _rejected, "workflow_state_rejected_email_notification"),
    )
    for signal, sender, receiver, name in pairs:
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def _submitted(sender: type[Model], instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """Ask each member of the groups of the task, but not who submitted it."""
    task = instance.task.specific
    if not isinstance(task, GroupApprovalTask):
        return
    people = User.objects.filter(groups__in=task.groups.all()).distinct()
    for person in people.exclude(pk=user.pk if user else None):
        _queue(TO_CHECK, person, "submitted", {"task": instance.pk, "user": person.pk})


def _told_already(sender: type[Model], **kwargs: Any) -> None:
    """Administrators hear nothing of it: the groups of the task do."""


def _approved(sender: type[Model], instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    _tell_author(instance, user, APPROVED)


def _rejected(sender: type[Model], instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    _tell_author(instance, user, REJECTED)


def _tell_author(state: WorkflowState, by: User | None, outcome: str) -> None:
    author = state.requested_by
    if author is not None and author != by:
        task = state.current_task_state_id or 0
        _queue(CHECKED, author, outcome, {"state": state.pk, "task": task, "user": author.pk, "outcome": outcome})


def _queue(template: str, person: User, kind: str, context: dict[str, Any]) -> None:
    """Queue a mail, in the language of who reads it, unless that person asked for none in the own account."""
    profile = UserProfile.objects.filter(user=person).first()
    if not person.is_active or not person.email or (profile and not getattr(profile, f"{kind}_notifications")):
        return
    language = profile.preferred_language if profile else ""
    subject = context.get("state") or context["task"]
    outbox.queue(
        template=template,
        to=person.email,
        context=context,
        dedupe_key=f"{template}:{kind}:{subject}:{context['task']}:{person.pk}",
        now=timezone.now(),
        language=language if language in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE,
    )


def to_check(context: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the mail to who checks says.

    Raises:
        ObjectDoesNotExist: when the task is done or gone.
    """
    state = TaskState.objects.get(pk=context["task"], status=TaskState.STATUS_IN_PROGRESS)
    by = state.workflow_state.requested_by
    return _about(state.workflow_state) | {"by": str(by) if by else ""}


def checked(context: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the mail to who submitted a page says.

    Raises:
        ObjectDoesNotExist: when the page or its workflow is gone.
    """
    state = WorkflowState.objects.get(pk=context["state"])
    task = TaskState.objects.filter(pk=context["task"]).first()
    return _about(state) | {
        "is_approved": context["outcome"] == APPROVED,
        "comment": task.specific.get_comment() if task else "",
    }


def _about(state: WorkflowState) -> dict[str, Any]:
    page = state.content_object
    if page is None:
        raise Page.DoesNotExist("the page is gone")
    return {"title": page.title, "link": absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))}
