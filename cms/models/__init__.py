"""The ground floor's tables."""

from cms.models.audit import AuditEvent
from cms.models.follow import Follow
from cms.models.jobs import Heartbeat, PeriodicRun
from cms.models.mail import MailStatus, OutgoingMail
from cms.models.people import Role, User, WijkRole
from cms.models.places import Buurt, Cluster, PostcodeArea, Wijk, WijkTheme
from cms.models.proofs import UsedProof
from cms.models.throttle import ThrottleCount
from cms.models.tokens import Purpose, Token

__all__ = [
    "AuditEvent",
    "Buurt",
    "Cluster",
    "Follow",
    "Heartbeat",
    "MailStatus",
    "OutgoingMail",
    "PeriodicRun",
    "PostcodeArea",
    "Purpose",
    "Role",
    "ThrottleCount",
    "Token",
    "UsedProof",
    "User",
    "Wijk",
    "WijkRole",
    "WijkTheme",
]
