"""What residents send in, what the municipality does with it, and the money."""

from participation.models.activity_idea import ActivityIdea
from participation.models.advice import Advice
from participation.models.aftercare import BestPractice, ClosingAnswers, LookBack, Moderation, PlanPhoto, Story
from participation.models.answers import AnswerVersion, StandardAnswer
from participation.models.applicant import Applicant
from participation.models.budget import BudgetDecision, BudgetMove, BudgetYear, LedgerLine, Pot
from participation.models.call import Call
from participation.models.category import Category
from participation.models.change import PublicRevision, Supplement, SupportProof
from participation.models.deal import Buurtdeal, DealAgreement, Milestone
from participation.models.decision import CriterionVerdict, Decision, MandateRule, SignOff
from participation.models.desk import DeskSettings, SavedView
from participation.models.draft import Draft, DraftFile
from participation.models.event import Event
from participation.models.export import Export, ExportRight
from participation.models.grant_account import AccountLine, GrantAccount, PaymentRequest
from participation.models.hand_money import HandMoneyExpense
from participation.models.letters import Letter, LetterTemplate, LetterVersion, PostedLetter
from participation.models.message import Message, Note
from participation.models.mini_routes import MiniRoutePage, MiniRoutesPage
from participation.models.pages import ChallengesPage, InitiativesPage, ThermometerPage
from participation.models.public import PublicVersion
from participation.models.public_decision import PublicDecision
from participation.models.question import HelpOffer, Question
from participation.models.reminder import Reminder
from participation.models.submission import (
    Attachment,
    CostLine,
    Initiative,
    Label,
    Owner,
    Submission,
)
from participation.models.support import (
    DraagvlakRule,
    Support,
    SupportArea,
    SupportCampaign,
    SupportContact,
    SupportTally,
)
from participation.models.terms import Outage, TermRule
from participation.models.upkeep import Upkeep

__all__ = [
    "AccountLine",
    "ActivityIdea",
    "Advice",
    "AnswerVersion",
    "Applicant",
    "Attachment",
    "BestPractice",
    "BudgetDecision",
    "BudgetMove",
    "BudgetYear",
    "Buurtdeal",
    "Call",
    "Category",
    "ChallengesPage",
    "ClosingAnswers",
    "CostLine",
    "CriterionVerdict",
    "DealAgreement",
    "Decision",
    "DeskSettings",
    "DraagvlakRule",
    "Draft",
    "DraftFile",
    "Event",
    "Export",
    "ExportRight",
    "GrantAccount",
    "HandMoneyExpense",
    "HelpOffer",
    "Initiative",
    "InitiativesPage",
    "Label",
    "LedgerLine",
    "LookBack",
    "MandateRule",
    "Letter",
    "LetterTemplate",
    "LetterVersion",
    "Message",
    "Milestone",
    "MiniRoutePage",
    "MiniRoutesPage",
    "Moderation",
    "Note",
    "Outage",
    "Owner",
    "PaymentRequest",
    "PlanPhoto",
    "Pot",
    "PostedLetter",
    "PublicDecision",
    "PublicRevision",
    "PublicVersion",
    "Question",
    "Reminder",
    "SavedView",
    "SignOff",
    "StandardAnswer",
    "Story",
    "Submission",
    "Supplement",
    "Support",
    "SupportArea",
    "SupportCampaign",
    "SupportContact",
    "SupportProof",
    "SupportTally",
    "TermRule",
    "ThermometerPage",
    "Upkeep",
]
