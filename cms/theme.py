"""From a full NL Design System theme to the few tokens that our stylesheet reads (design: one small file a theme).

Pure rules: text in, text out. A full theme weighs 190 kB and would break the budget of a page by itself; what we
read of it is under 2 kB. Our own rules stand in layers, so that an unlayered file of a municipality always wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cms.contrast import ratio

PREFIX = "--basis-"
HEADER = '/* Thema voor Wijkplein, gemaakt met "manage.py maak_thema". */'

# These hold rules that always count. A theme's @media rules are for dark mode or paper: our look has neither.
_TRANSPARENT = ("@layer", "@supports")
_ROOTS = frozenset({":root", "html"})
_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_QUOTED = re.compile(_STRING, re.DOTALL)
_COMMENT = re.compile(rf"({_STRING})|/\*.*?(?:\*/|$)", re.DOTALL)
_NAME = re.compile(r"--[\w-]+")
_VAR = re.compile(r"(?<![\w-])var\(", re.IGNORECASE)
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
# Far above any real token: a chain that doubles itself must not fill the memory.
_LONGEST_VALUE = 2_000

Rule = tuple[frozenset[str], list[tuple[str, str]]]


class ThemeError(Exception):
    """A theme file that cannot be used; the text says in Dutch what to do."""


@dataclass
class Theme:
    """What was found: the tokens with their values worked out, and those that the file lacks."""

    tokens: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def css(self) -> str:
        """Write the tokens as a stylesheet."""
        lines = "".join(f"{name}:{value};" for name, value in self.tokens.items())
        return f"{HEADER}\n:root{{{lines}}}\n"


def wanted(stylesheet: str) -> list[str]:
    """Give the names of the tokens that our stylesheet reads."""
    return sorted(set(re.findall(rf"var\(\s*({PREFIX}[\w-]+)", stylesheet)))


def thin(source: str, names: Iterable[str], *, selector: str = "") -> Theme:
    """Keep only these tokens of a theme.

    `selector` chooses one of several variants in the file, such as ".gemeente-theme"; what stands on the root counts
    under every variant.

    Raises:
        ThemeError: when the file holds no tokens, no such selector, or variants that contradict each other.
    """
    known = _properties(source, selector)
    if not any(name.startswith(PREFIX) for name in known):
        raise ThemeError(
            f"In dit bestand staan geen tokens die met {PREFIX} beginnen. "
            "Kies het CSS-bestand van een NL Design System-thema."
        )
    theme = Theme()
    for name in names:
        value = _work_out(known[name], known, (name,)) if name in known else None
        if value:
            theme.tokens[name] = value
        else:
            theme.missing.append(name)
    return theme


# Token of the text, token of what lies behind it, and the lowest contrast that WCAG allows between them.
PAIRS = (
    ("color-default-color-document", "color-default-bg-subtle", 4.5),
    ("color-default-color-document", "color-default-bg-default", 4.5),
    ("color-default-color-default", "color-default-bg-subtle", 4.5),
    ("color-default-color-default", "color-default-bg-default", 4.5),
    ("heading-color", "color-default-bg-subtle", 4.5),
    ("color-action-1-inverse-color-default", "color-action-1-inverse-bg-default", 4.5),
    ("color-action-1-inverse-color-default", "color-action-1-inverse-bg-hover", 4.5),
    ("color-action-2-color-default", "color-default-bg-subtle", 4.5),
    ("color-action-2-color-hover", "color-default-bg-default", 4.5),
    ("color-accent-1-inverse-color-default", "color-accent-1-inverse-bg-default", 4.5),
    ("color-positive-color-default", "color-positive-bg-subtle", 4.5),
    ("color-negative-color-default", "color-negative-bg-subtle", 4.5),
    ("color-warning-color-default", "color-warning-bg-subtle", 4.5),
    ("color-info-color-default", "color-info-bg-subtle", 4.5),
    ("color-default-border-default", "color-default-bg-document", 3.0),
    ("focus-color", "focus-background-color", 3.0),
)


def too_faint(tokens: Mapping[str, str]) -> list[str]:
    """Name the pairs of colours that are too close to read, in Dutch. Only colours written as #rgb or #rrggbb."""
    found = []
    for front, back, least in PAIRS:
        colours = [_hex(tokens.get(f"{PREFIX}{name}", "")) for name in (front, back)]
        if all(colours) and ratio(*colours) < least:
            contrast = f"{ratio(*colours):.1f}".replace(".", ",")
            needed = f"{least:g}".replace(".", ",")
            found.append(f"{PREFIX}{front} op {PREFIX}{back}: contrast {contrast}, nodig is {needed}")
    return found


def _hex(value: str) -> str:
    if not _HEX.fullmatch(value):
        return ""
    digits = value[1:].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _properties(source: str, selector: str) -> dict[str, str]:
    """Give the custom properties of the root, and over them those of the one selector or of all that agree."""
    rules = list(_rules(_COMMENT.sub(lambda found: found[1] or " ", source)))
    roots = [rule for rule in rules if rule[0] & _ROOTS]
    others = [rule for rule in rules if not rule[0] & _ROOTS]
    if selector:
        present = sorted({name for names, _ in rules for name in names})
        if selector not in present:
            raise ThemeError(f"De selector {selector} staat niet in dit bestand. Wel: {', '.join(present) or 'geen'}.")
        others = [rule for rule in others if selector in rule[0]]
    elif rivals := _rivals(others):
        raise ThemeError(
            f"Dit bestand bevat meer dan één variant van het thema: {', '.join(rivals)}. Kies er een met --selector."
        )
    return {name: value for _, properties in [*roots, *others] for name, value in properties}


def _rivals(rules: list[Rule]) -> list[str]:
    """Give the selectors of the first two rules that give one token two values; empty where all agree."""
    first: dict[str, tuple[frozenset[str], str]] = {}
    for names, properties in rules:
        for name, value in properties:
            before, known = first.setdefault(name, (names, value))
            if name.startswith(PREFIX) and known != value and not before & names:
                return sorted(before | names)
    return []


def _rules(css: str) -> Iterator[Rule]:
    """Walk the rules of a stylesheet: the selectors of each and its custom properties."""
    at = 0
    while (mark := _scan(css, at, "{;")) < len(css):
        prelude, is_block = css[at:mark].strip(), css[mark] == "{"
        at = _scan(css, mark + 1, "}") if is_block else mark
        block = css[mark + 1 : at] if is_block else ""
        at += 1
        if prelude.lower().startswith(_TRANSPARENT):
            yield from _rules(block)
        elif not prelude.startswith("@"):
            yield frozenset(" ".join(name.split()) for name in _split(prelude, ",")), list(_declared(block))


def _declared(block: str) -> Iterator[tuple[str, str]]:
    """Give the custom properties of a block; rules nested in it are skipped."""
    for declaration in _split(block, ";"):
        while not declaration.lstrip().startswith("--") and (mark := _scan(declaration, 0, "{")) < len(declaration):
            declaration = declaration[_scan(declaration, mark + 1, "}") + 1 :]
        name, colon, value = declaration.partition(":")
        if colon and _NAME.fullmatch(name.strip()):
            yield name.strip(), _IMPORTANT.sub("", value).strip()


def _work_out(value: str, known: Mapping[str, str], seen: tuple[str, ...]) -> str | None:
    """Replace each var() by what it stands for, or by its fallback; None where neither leads to a value."""
    while found := _VAR.search(value):
        end = _scan(value, found.end(), ")")
        comma = _scan(value, found.end(), ",)")
        name = value[found.end() : comma].strip()
        inner = _work_out(known[name], known, (*seen, name)) if name in known and name not in seen else None
        if inner is None and comma < end:
            inner = _work_out(value[comma + 1 : end].strip(), known, seen)
        if inner is None or len(value) + len(inner) > _LONGEST_VALUE:
            return None
        value = value[: found.start()] + inner + value[end + 1 :]
    is_nothing = value.lower() in ("initial", "unset") or _scan(value, 0, "{}") < len(value)
    return None if is_nothing else value


def _split(text: str, mark: str) -> list[str]:
    """Cut a text at a mark, but not inside brackets or quotes."""
    parts, at = [], 0
    while at <= len(text):
        end = _scan(text, at, mark)
        parts.append(text[at:end])
        at = end + 1
    return parts


def _scan(text: str, at: int, stops: str) -> int:
    """Give the place of the first of `stops` outside brackets and quotes, from `at` on, or the end."""
    closers: list[str] = []
    while at < len(text):
        char = text[at]
        quoted = _QUOTED.match(text, at) if char in "\"'" else None
        if quoted or char == "\\":
            at = quoted.end() if quoted else at + 2
            continue
        if not closers and char in stops:
            return at
        if closers and char == closers[-1]:
            closers.pop()
        elif char in _CLOSERS:
            closers.append(_CLOSERS[char])
        at += 1
    return len(text)
