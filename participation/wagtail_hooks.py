"""Registration of participation in the Wagtail admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from cms.admin.permissions import AdministratorPolicy
from participation.admin.menu import BudgetMenuItem, HandMoneyMenuItem, InboxMenuItem, LettersMenuItem, WaitingPanel
from participation.models import (
    Category,
    DraagvlakRule,
    ExportRight,
    Label,
    LetterTemplate,
    MandateRule,
    Outage,
    Owner,
    StandardAnswer,
    TermRule,
)
from participation.policies import can_open_inbox

_RULES = (Category, DraagvlakRule, ExportRight, Label, LetterTemplate, MandateRule, Outage)
_RULES += (Owner, StandardAnswer, TermRule)
for _model in _RULES:
    register_permission_policy(_model, AdministratorPolicy(_model))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    """The inbox and the budget."""
    return [
        path("te-behandelen/", include("participation.admin.urls")),
        path("budget/", include("participation.admin.budget_urls")),
    ]


@hooks.register("register_admin_menu_item")
def register_inbox() -> MenuItem:
    """The inbox, on top."""
    return InboxMenuItem(_("Te behandelen"), reverse_lazy("inbox:list"), name="inbox", icon_name="tasks", order=50)


@hooks.register("register_admin_menu_item")
def register_budget() -> MenuItem:
    """The budget of a year, for administrators."""
    return BudgetMenuItem(_("Jaarbudget"), reverse_lazy("budget:years"), name="budget", icon_name="table", order=310)


@hooks.register("register_admin_menu_item")
def register_hand_money() -> MenuItem:
    """Hand money, for who has an inbox."""
    return HandMoneyMenuItem(
        _("Handgeld"), reverse_lazy("inbox:hand_money"), name="hand_money", icon_name="tag", order=60
    )


@hooks.register("register_admin_menu_item")
def register_letters() -> MenuItem:
    """Letters for the post, for who may know the addresses."""
    return LettersMenuItem(_("Brieven"), reverse_lazy("inbox:letters"), name="letters", icon_name="mail", order=65)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """What waits on this person, before anything else."""
    if can_open_inbox(request.user):
        panels.insert(0, WaitingPanel())


@hooks.register("register_admin_viewset")
def register_rules() -> object:
    """Subjects, labels, owners, export rights, draagvlak rules and mandates."""
    from participation.admin.setup import RulesGroup  # its forms read the policies registered above

    return RulesGroup()
