"""Writing the audit log (BIO2 8.15; spec inbox.md 9)."""

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from cms.models import AuditEvent, User

_CODE = re.compile(r"[A-Za-z0-9_.:/-]{0,80}", re.ASCII)


def require_codes(value: Any) -> None:
    """Refuse anything but codes and ids: numbers, booleans, None, short codes, and lists and dictionaries of these.

    Free text may hold personal data, and these rows can't be erased.

    Raises:
        ValueError: when there is something else in it.
    """
    if value is None or isinstance(value, int | float):
        return
    if isinstance(value, str):
        if not _CODE.fullmatch(value):
            raise ValueError("only codes and ids may be stored here, no free text")
    elif isinstance(value, dict):
        for key, part in value.items():
            require_codes(str(key))
            require_codes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            require_codes(part)
    else:
        raise ValueError(f"only codes and ids may be stored here, no {type(value).__name__}")


def log(
    *,
    action: str,
    object: models.Model | str | None,
    result: str = "ok",
    origin: str = "web",
    actor: User | AnonymousUser | None = None,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one line to the audit log.

    action: a code such as "contact.read". object: the row it was about, or a kind such as "export".
    result: "ok", "refused" or "failed". origin: "web", "worker" or "command". data: codes and ids.

    Raises:
        ValueError: when anything holds free text.
    """
    is_row = isinstance(object, models.Model)
    object_type = object._meta.label_lower if is_row else (object or "")
    object_id = str(object.pk) if is_row else ""
    require_codes([action, object_type, object_id, result, origin, data or {}])
    return AuditEvent.objects.create(
        at=now,
        action=action,
        object_type=object_type,
        object_id=object_id,
        result=result,
        origin=origin,
        actor_id=actor.pk if actor else None,
        data=data or {},
    )
