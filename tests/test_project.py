"""The project around the code: versions, lock files, commands, migrations, what the files say and do not say."""

import io
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without what tools make."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from own_files(path)
        else:
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Path below the root and content of every text file."""
    for path in own_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode(errors="replace")


def pinned(lock: str) -> dict[str, str]:
    """Version of each package in a lock file."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize(("package", "wanted"), [("wagtail", r"8\.0(\.\d+)?"), ("django", r"5\.2(\.\d+)?")])
def test_the_framework_is_the_version_we_build_on(package: str, wanted: str) -> None:
    # An add-on that asks for less once lowered Wagtail without a word.
    assert re.fullmatch(wanted, version(package))
    assert all(re.fullmatch(wanted, pinned(lock)[package]) for lock in LOCKS)


def test_the_tests_run_with_what_the_site_runs_on() -> None:
    site, tests = (pinned(lock) for lock in LOCKS)

    assert len(site) > 30
    assert {name: tests.get(name) for name in site} == site


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_by_hash_and_says_nothing_of_where_packages_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    requirements = re.split(r"\n(?=\w)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())

    assert [
        line for line in requirements if not re.match(r"[\w.-]+(\[[\w,-]+\])?==", line) or "--hash=sha256:" not in line
    ] == []
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|file:", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_all_that_is_asked_for(lock: str) -> None:
    asked = re.findall(r"^([\w-]+)", (ROOT / lock.replace(".txt", ".in")).read_text(), re.MULTILINE)

    assert {name.lower() for name in asked if not name.startswith("-")} - set(pinned(lock)) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_what_one_package_asks_of_another_with_an_extra_is_pinned_with_that_extra(lock: str) -> None:
    # pip before 23.3 takes the newest "coverage[toml]" when only "coverage" is pinned, and then refuses it for want
    # of a hash: a new machine could not install a week after the lock was made.
    locked = set(re.findall(r"^([\w.-]+\[[\w,-]+\])==", (ROOT / lock).read_text(), re.MULTILINE))
    asked = [
        (name, wanted)
        for name in pinned(lock)
        for line in _requires(name)
        if (wanted := _with_extra(line)) and wanted.split("[")[0] in pinned(lock)
    ]

    assert asked
    assert [(name, wanted) for name, wanted in asked if wanted not in locked] == []


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # for another kind of machine
        return []


def _with_extra(line: str) -> str:
    """Such as "coverage[toml]", where a package needs it always; empty where it does not."""
    needed = Requirement(line)
    if not needed.extras or "extra" in str(needed.marker or ""):
        return ""
    return f"{canonicalize_name(needed.name)}[{','.join(sorted(needed.extras))}]"


def test_no_file_names_a_package_registry_or_the_machine_it_was_made_on() -> None:
    # Written in parts, so that this file does not find itself.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "docker" + ".io"]
    folders = [r"(?<![\w.])/" + "work/", "/" + "root/", "/".join(["", "tmp", "wp"])]
    pattern = re.compile("|".join([*map(re.escape, hosts), *folders]))

    assert [(path, found.group()) for path, text in texts() for found in pattern.finditer(text)] == []


def test_no_file_says_that_it_is_not_finished() -> None:
    pattern = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
    own = [(path, text) for path, text in texts() if not path.startswith("requirements")]

    assert [(path, found.group()) for path, text in own for found in pattern.finditer(text)] == []


def test_every_command_we_promise_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    assert {"run", "test", "test-faults", "bench", "lint", "format", "messages", "lock", "clean"} - targets == set()
    assert {"start", "worker", "demo"} - set(get_commands()) == set()


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert phony is not None
    assert sorted(phony.group(1).split()) == sorted(re.findall(r"^([a-z-]+):.*## \w", makefile, re.MULTILINE))


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_operations_tells_of_every_variable_that_settings_read() -> None:
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "cms" / "settings.py").read_text()))
    told = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))

    assert len(read) > 10
    assert told == read | {"PORT"}


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (document, link)
        for document in documents
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text())
    ]

    assert len(links) > 5
    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []


def test_publiccode_has_what_the_standard_asks() -> None:
    about = yaml.safe_load((ROOT / "publiccode.yaml").read_text())

    assert {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    } - set(about) == set()  # fmt: skip
    for text in about["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert about["legal"] == {"license": "EUPL-1.2"}
    assert f'version = "{about["softwareVersion"]}"' in (ROOT / "pyproject.toml").read_text()


def test_the_licence_is_there_in_full() -> None:
    licence = (ROOT / "LICENSE").read_text()

    assert licence.startswith("# EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^## (\d+)\.", licence, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "## Appendix" in licence
