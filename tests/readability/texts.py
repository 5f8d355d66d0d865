"""All texts of the project with the place where they stand."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

from tests.readability.languages import language_of
from tests.readability.modules import messages_of, strings_of
from tests.readability.templates import texts_of_template

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cms", "pages", "participation", "polls")
# Where texts stand that are not gathered by gettext: set-up, demo, what commands say.
_TEXT_FOLDERS = re.compile(r"(^|/)(texts?|demo)[^/]*(/|\.py$)|/management/commands/")
_SENTENCE = re.compile(r"^\s*(?:<\w[^>]*>\s*)*[A-ZÀ-Ý{].*[.!?…](?=\s|<|$)", re.DOTALL)
_DATA = ("cms/**/*.json", "pages/**/*.json", "participation/**/*.json", "polls/**/*.json")
# Formal letters, by file: these say "u". A name is that of the constant or function they stand in.
LETTERS = {
    "participation/demo/letters.py": ("REJECTED", "GRANTED", "SET_ASIDE"),
    "participation/letters.py": ("DEFAULTS", "SUBJECTS", "OBJECTION"),
}
LETTER_TEMPLATE = "templates/participation/letters/letter.html"


@dataclass(frozen=True)
class Text:
    """One message, paragraph or field, as written: with tags and variables."""

    source: str
    text: str
    line: int = 0
    is_letter: bool = False


@cache
def dutch_texts() -> list[Text]:
    """Every Dutch text that a resident, an editor or a member of staff reads."""
    return [*_of_templates(), *_of_modules("nl"), *_of_data("nl")]


@cache
def english_texts() -> list[Text]:
    """Every English text: the catalogue, and what stands in English in set-up and demo."""
    return [*_of_catalogue(), *_of_modules("en"), *_of_data("en")]


def _of_templates() -> Iterator[Text]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            source = path.relative_to(ROOT).as_posix()
            texts = texts_of_template(path.read_text(encoding="utf-8"))
            yield from (Text(source, text, line, source == LETTER_TEMPLATE) for line, text in texts)


def _of_modules(language: str) -> Iterator[Text]:
    """Messages of gettext, which are Dutch, and other strings that are in this language."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            source = path.relative_to(ROOT).as_posix()
            if "/migrations/" in source:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if language == "nl":
                yield from (Text(source, text, line) for line, text in messages_of(tree))
            letters = LETTERS.get(source, ())
            for line, text, owner in strings_of(tree):
                if _is_text(source, text) and language_of(text) == language:
                    yield Text(source, text, line, owner in letters)


def _is_text(source: str, text: str) -> bool:
    """Whether a string is meant for people: anything of a few words in a text module, elsewhere whole sentences."""
    if _TEXT_FOLDERS.search(source):
        return " " in text.strip()
    return text.count(" ") > 2 and _SENTENCE.search(text) is not None


def _of_data(language: str) -> Iterator[Text]:
    for pattern in _DATA:
        for path in sorted(ROOT.glob(pattern)):
            source = path.relative_to(ROOT).as_posix()
            for text in _leaves(json.loads(path.read_text(encoding="utf-8"))):
                if " " in text.strip() and language_of(text) == language:
                    yield Text(source, text)


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)


def _of_catalogue() -> Iterator[Text]:
    for path in sorted(ROOT.glob("locale/en/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)).translated_entries():
            forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
            where = entry.occurrences[0][0] if entry.occurrences else path.relative_to(ROOT).as_posix()
            yield from (Text(f"en: {where}", form) for form in forms)
