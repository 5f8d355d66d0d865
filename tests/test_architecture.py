"""Arrows point down: participation, polls -> pages -> cms (docs/architecture.md, rule 1)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# For each floor, the floors it may not know of.
ABOVE = {
    "cms": {"pages", "participation", "polls"},
    "pages": {"participation", "polls"},
    "participation": {"polls"},
    "polls": {"participation"},
}
# The roof: it stands on all floors, so it may name them.
ROOF = re.compile(r"cms/(urls|settings(_\w+)?)\.py")
DOTTED = re.compile(r"(pages|participation|polls)(\.\w+)+")
PAGE_TYPE = re.compile(r"(participation|polls)\.[A-Z]\w*Page")


def named_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""


def named_strings(tree: ast.AST, root: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string that names an app's model or module, such as "pages.WijkPage" or "polls.views"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
            app, name, *_ = node.value.split(".")
            if name[0].isupper() or (root / app / name).is_dir() or (root / app / f"{name}.py").is_file():
                yield node.lineno, node.value


def migration_dependencies(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and app of every ("app", "0001_name") that a migration waits for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            getattr(t, "id", "") in ("dependencies", "run_before") for t in node.targets
        ):
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[0], ast.Constant):
                    yield pair.lineno, str(pair.elts[0].value)


def arrows_up(root: Path) -> list[str]:
    """Every place below `root` where a floor names one above it, as "file:line names what"."""
    found = []
    for app, above in ABOVE.items():
        for path in sorted((root / app).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if ROOF.fullmatch(place):
                continue
            tree = ast.parse(path.read_text())
            named = [*named_modules(tree), *migration_dependencies(tree)]
            named += [
                (line, text)
                for line, text in named_strings(tree, root)
                if not (app == "pages" and PAGE_TYPE.fullmatch(text))
            ]
            found += [f"{place}:{line} names {name}" for line, name in named if name.split(".")[0] in above]
    return found


def test_no_arrow_runs_up() -> None:
    assert arrows_up(ROOT) == []


@pytest.mark.parametrize(
    ("place", "code", "name"),
    [
        ("cms/mail.py", "import pages", "pages"),
        ("cms/mail.py", "def send():\n    from polls.models import Poll", "polls.models"),
        ("pages/search.py", "import participation.querysets as q", "participation.querysets"),
        ("polls/services.py", "from participation.services import submit", "participation.services"),
        ("participation/services/close.py", "from polls import counting", "polls"),
        ("cms/models.py", "who = ForeignKey('participation.Submission')", "participation.Submission"),
        ("cms/models.py", "home = 'pages.HomePage'", "pages.HomePage"),
        ("pages/models/activity.py", "what = ForeignKey('participation.Submission')", "participation.Submission"),
        ("pages/search.py", "import_module('polls.services')", "polls.services"),
        ("cms/migrations/0002_x.py", "dependencies = [('pages', '0001_initial')]", "pages"),
    ],
)
def test_an_arrow_up_is_found(tmp_path: Path, place: str, code: str, name: str) -> None:
    (tmp_path / "polls").mkdir()
    (tmp_path / "polls" / "services.py").touch()
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)

    line = code.count("\n") + 1
    assert arrows_up(tmp_path) == [f"{place}:{line} names {name}"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("cms/urls.py", "import participation.urls, polls.urls"),
        ("cms/settings_test.py", "INSTALLED_APPS = ['participation.apps.X']"),
        ("pages/models/home.py", "subpage_types = ['participation.InitiativesPage']"),
        ("participation/models/support.py", "from cms.models import Wijk\nfrom pages.models import WijkPage"),
        ("pages/blocks/__init__.py", "from .polls import PollBlock"),
        ("cms/data.py", "open('pages.json')"),
    ],
)
def test_what_the_rule_allows_is_not_found(tmp_path: Path, place: str, code: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)

    assert arrows_up(tmp_path) == []
