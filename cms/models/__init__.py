"""The ground floor's tables."""

from cms.models.audit import AuditEvent
from cms.models.jobs import Heartbeat, PeriodicRun
from cms.models.mail import MailStatus, OutgoingMail
from cms.models.people import Role, User, WijkRole
from cms.models.places import Buurt, Cluster, PostcodeArea, Wijk, WijkTheme
from cms.models.throttle import ThrottleCount
from cms.models.tokens import Purpose, Token

__all__ = [
    "AuditEvent",
    "Buurt",
    "Cluster",
    "Heartbeat",
    "MailStatus",
    "OutgoingMail",
    "PeriodicRun",
    "PostcodeArea",
    "Purpose",
    "Role",
    "ThrottleCount",
    "Token",
    "User",
    "Wijk",
    "WijkRole",
    "WijkTheme",
]
