"""Golden cases: a folder of content, and what `check` says of it, word for word.

Each folder ``tests/golden/<code>--<case>/`` holds ``content/`` and ``expected.txt``; a new case
needs no code. ``links.txt``, where there is one, names symbolic links to be made first, one a
line, as ``content/actors/x.yml -> target``. Hints are compared where ``expected.txt`` has any.

``UPDATE_GOLDEN=1 pytest tests/test_golden.py`` writes what is said now: read the difference.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics import CODES, Diagnostic

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "golden").iterdir())
# Cases that cannot lie in a repository or need more than content, and where they are instead.
ELSEWHERE = {
    "file-too-large": "tests/bad_input/test_files.py",
    "address-collision": "tests/plugin",
    "not-published": "tests/plugin",
    "outside-templates": "tests/plugin",
    "template-fault": "tests/plugin",
    "broken-link": "tests/plugin",
    "doubtful-setting": "tests/plugin",
    "without-effect": "tests/plugin",
    "page-script": "tests/trust",
    "blocked-by-policy": "tests/trust",
    "no-site-url": "tests/share",
    "no-share-picture": "tests/share",
    "letter-without-font": "tests/briefing",
    "loaded-word": "tests/house_style",
    "maybe-withheld": "tests/editing",
    "some-withheld": "tests/editing",
    **dict.fromkeys(
        (
            "same-words",
            "row-twice",
            "names-itself",
            "told-by-another",
            "negation-cut",
            "versions-differ",
            "says-both",
            "act-before-first",
            "letters-mixed",
            "original-same",
            "maybe-translated",
            "publisher-spelt",
            "said-long-before",
            "copied",
            "wrong-address",
            "unlikely-date",
            "published-else",
            "other-speaker",
            "words-unmarked",
            "words-marked",
            "role-of-another",
            "other-topic",
            "other-number",
            "other-outlet",
            "maybe-original",
            "maybe-month",
            "maybe-number",
            "maybe-other-act",
            "maybe-same",
            "speaker-unused",
            "anonymous-named",
            "placeholder",
            "key-in-text",
            "text-garbled",
            "code-in-text",
            "words-repeated",
            "label-in-text",
            "misquoted",
            "claim-as-fact",
            "other-maker",
            "other-script",
            "maybe-genre",
            "maybe-outlet",
            "other-act",
            "other-sense",
            "maybe-sense",
            "maybe-context",
            "other-day",
            "maybe-evidence",
            "maybe-addressee",
            "maybe-holder",
            "maybe-translation",
            "other-kind",
            "other-event",
            "capture-changed",
        ),
        "tests/desk",
    ),
    "summary-copied": "tests/house_style",
    "outside-coverage": "tests/desk",
    **dict.fromkeys(
        (
            "sheet-unreadable",
            "sheet-column",
            "sheet-row",
            "sheet-value",
            "sheet-name",
            "sheet-exists",
            "sheet-read",
        ),
        "tests/imports",
    ),
    **dict.fromkeys(
        (
            "capture-unreadable",
            "capture-not-utf8",
            "capture-empty",
            "capture-html",
            "capture-unknown",
        ),
        "tests/captures",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said_of_a_case(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path / "case"
    shutil.copytree(case, desk)
    _link(desk)
    monkeypatch.chdir(desk)
    expected = case / "expected.txt"
    diagnostics = load_desk(Settings(Path("content"))).diagnostics
    if os.environ.get("UPDATE_GOLDEN"):
        hints = not expected.exists() or "\n    hint: " in expected.read_text()
        expected.write_text(_report(diagnostics, hints=hints))
    text = expected.read_text()
    assert _report(diagnostics, hints="\n    hint: " in text) == text
    assert f"[{case.name.partition('--')[0]}]" in text  # the code that it is named after


def test_every_code_has_a_case() -> None:
    shown = {case.name.partition("--")[0] for case in CASES}
    assert shown <= set(CODES)
    assert set(CODES) - shown - set(ELSEWHERE) == set()


@pytest.mark.parametrize("place", sorted(set(ELSEWHERE.values())))
def test_a_code_without_a_golden_case_is_tested_elsewhere(place: str) -> None:
    path = ROOT / place
    texts = [file.read_text() for file in (path.rglob("*.py") if path.is_dir() else [path])]
    codes = [code for code, elsewhere in ELSEWHERE.items() if elsewhere == place]
    assert [code for code in codes if not any(code in text for text in texts)] == []


def test_every_code_is_explained() -> None:
    page = (ROOT / "docs" / "reference" / "diagnostics.md").read_text()
    lines = page.splitlines()
    headings = [line.removeprefix("## ").strip("`") for line in lines if line.startswith("## ")]
    assert len(headings) == len(set(headings))
    assert set(CODES) == set(headings), "each code has a heading of its own in diagnostics.md"
    index = page.partition("**All codes")[2].partition("\n## ")[0]
    listed = re.findall(r"\[([a-z0-9-]+)\]\(#\1\)", index)
    assert sorted(listed) == sorted(CODES), "'All codes, by subject' names each once"


def _link(desk: Path) -> None:
    links = desk / "links.txt"
    for line in links.read_text().splitlines() if links.exists() else ():
        link, _, target = line.partition(" -> ")
        (desk / link).parent.mkdir(parents=True, exist_ok=True)
        (desk / link).symlink_to(target)


def _report(diagnostics: tuple[Diagnostic, ...], *, hints: bool) -> str:
    lines = []
    for diagnostic in diagnostics:
        place = f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}"
        lines.append(
            f"{place}: {diagnostic.severity.value}[{diagnostic.code}]: {diagnostic.message}\n"
        )
        if hints and diagnostic.hint:
            lines.append(f"    hint: {diagnostic.hint}\n")
    return "".join(lines)
