"""Tables of polls, and their page types."""

from polls.models.facts import Choice, Poll, PollArea, Question
from polls.models.pages import PollPage, PollsPage
from polls.models.requests import ResultRequest
from polls.models.voting import (
    AddressCode,
    Answer,
    Ballot,
    BallotOfVoter,
    PendingVote,
    SavedProgress,
    Tally,
    Turnout,
    Voter,
)

__all__ = [
    "AddressCode",
    "Answer",
    "Ballot",
    "BallotOfVoter",
    "Choice",
    "PendingVote",
    "Poll",
    "PollArea",
    "PollPage",
    "PollsPage",
    "Question",
    "ResultRequest",
    "SavedProgress",
    "Tally",
    "Turnout",
    "Voter",
]
