"""A calendar file as lines with their number: whatever its encoding, line ends and folds. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 2000
_LINE_END = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NoCalendar(ValueError):
    """A file that is no calendar at all; the text says why."""


@dataclass(frozen=True)
class Line:
    """One property, unfolded: the number of its first line, its name and parameters in capitals, and its value."""

    number: int
    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """The first property of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def every(self, name: str) -> list[Line]:
        """All properties of a name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """A text as people read it, "" without one."""
        line = self.first(name)
        return unescaped(line.value).strip() if line else ""


def unescaped(value: str) -> str:
    """A text without the backslashes that these files put before commas and the like."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def text_of(data: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with one, and else as Windows writes it.

    Raises:
        NoCalendar: when it is too large, or empty.
    """
    if len(data) > MOST_BYTES:
        raise NoCalendar(_("Het bestand is groter dan 5 MB."))
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def unfolded(text: str) -> list[tuple[int, str]]:
    """Number and text of each line, with what was folded put back; empty lines are left out."""
    found: list[tuple[int, str]] = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        if raw[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], found[-1][1] + raw[1:])
        elif raw.strip():
            found.append((number, raw))
    return found


def line_of(number: int, raw: str) -> Line | None:
    """A property of a line; None where it is none."""
    parts, rest = [], raw
    while True:
        cut = _cut(rest)
        if cut is None:
            return None
        parts.append(rest[:cut])
        if rest[cut] == ":":
            value = rest[cut + 1 :]
            break
        rest = rest[cut + 1 :]
    name = parts[0].strip().upper()
    if not _NAME.fullmatch(name):
        return None
    params = {}
    for part in parts[1:]:
        key, _sign, given = part.partition("=")
        params[key.strip().upper()] = given.strip().strip('"')
    return Line(number, name, value.rstrip("\x00"), params)


def _cut(text: str) -> int | None:
    """Where a name or parameter ends: the first colon or semicolon outside quotes."""
    quoted = False
    for at, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in ":;":
            return at
    return None


def calendars(data: bytes) -> list[Component]:
    """The calendars of a file.

    Raises:
        NoCalendar: when there is none, or its parts do not close.
    """
    stack: list[Component] = []
    found: list[Component] = []
    for number, raw in unfolded(text_of(data)):
        line = line_of(number, raw)
        if line is not None and line.name == "BEGIN":
            _begin(stack, line)
        elif line is not None and line.name == "END":
            closed = _end(stack, line)
            if not stack and closed.name == "VCALENDAR":
                found.append(closed)
        elif stack:
            _keep(stack[-1], line, number)
    if stack:
        raise NoCalendar(_("Het bestand houdt op voor %(name)s klaar is.") % {"name": stack[-1].name})
    if not found:
        raise NoCalendar(_("Dit is geen agenda. Er staat geen BEGIN:VCALENDAR in."))
    return found


def _keep(component: Component, line: Line | None, number: int) -> None:
    if line is None:
        component.broken.append((number, _("Deze regel heeft geen naam en waarde.")))
    else:
        component.lines.append(line)


def _begin(stack: list[Component], line: Line) -> None:
    made = Component(line.value.strip().upper()[:40], line.number)
    if not stack and made.name != "VCALENDAR":
        raise NoCalendar(_("Dit is geen agenda. Er staat geen BEGIN:VCALENDAR in."))
    if len(stack) > 5:
        raise NoCalendar(_("Het bestand is te diep genest."))
    if stack:
        stack[-1].inside.append(made)
    stack.append(made)


def _end(stack: list[Component], line: Line) -> Component:
    name = line.value.strip().upper()[:40]
    if not stack or stack[-1].name != name:
        raise NoCalendar(
            _("Regel %(number)s sluit %(name)s, maar dat is niet open.") % {"number": line.number, "name": name}
        )
    return stack.pop()
