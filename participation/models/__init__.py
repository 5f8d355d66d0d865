"""What residents send in, what the municipality does with it, and the money."""

from participation.models.applicant import Applicant
from participation.models.budget import BudgetYear, LedgerLine, Pot
from participation.models.decision import CriterionVerdict, Decision, MandateRule, SignOff
from participation.models.draft import Draft
from participation.models.event import Event
from participation.models.message import Message, Note
from participation.models.pages import ChallengesPage, InitiativesPage, ThermometerPage
from participation.models.public import PublicVersion
from participation.models.submission import Attachment, Category, CostLine, Initiative, Submission
from participation.models.support import DraagvlakRule, Support, SupportArea, SupportCampaign, SupportContact

__all__ = [
    "Applicant",
    "Attachment",
    "BudgetYear",
    "Category",
    "ChallengesPage",
    "CostLine",
    "CriterionVerdict",
    "Decision",
    "DraagvlakRule",
    "Draft",
    "Event",
    "Initiative",
    "InitiativesPage",
    "LedgerLine",
    "MandateRule",
    "Message",
    "Note",
    "Pot",
    "PublicVersion",
    "SignOff",
    "Submission",
    "Support",
    "SupportArea",
    "SupportCampaign",
    "SupportContact",
    "ThermometerPage",
]
