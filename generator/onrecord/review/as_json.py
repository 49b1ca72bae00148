"""A review as data: the contract of ``onrecord diff --format json``."""

import json
from dataclasses import asdict
from typing import Any

from onrecord.changes.change import Change
from onrecord.changes.revisions import Revision
from onrecord.diagnostics import Severity
from onrecord.views.lines import Catalogue

from .effects import Effects
from .review import Problem, Review
from .wording import change_text, verdict_line


def as_json(review: Review, say: Catalogue) -> str:
    """``review`` as one JSON object; its keys are documented in ``docs/how-to/previews.md``."""
    problems = review.problems
    head = _revision(review.head)
    report = {
        "base": _revision(review.base),
        "head": {**head, "worktree": review.worktree, "edited": review.edited},
        "verdict": review.verdict,
        "summary": verdict_line(review, say),
        "errors": len(problems.of(Severity.ERROR)),
        "warnings": len(problems.of(Severity.WARNING)),
        "notices": len(problems.of(Severity.NOTICE)),
        "counts": {name: asdict(count) for name, count in review.changes.counts.items()},
        "changes": [_change(change, say) for change in review.changes.changes],
        "pages": _pages(review.effects) if review.effects else None,
        "files": [{"file": str(file.file), "how": file.how} for file in review.other_files],
        "unread": {
            "before": [str(review.folder / name) for name in review.changes.unread_before],
            "after": [str(review.folder / name) for name in review.changes.unread_after],
        },
        "diagnostics": [_problem(problem) for problem in problems.all],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _revision(revision: Revision) -> dict[str, Any]:
    return {"name": revision.name, "commit": revision.commit, "date": revision.date.isoformat()}


def _change(change: Change, say: Catalogue) -> dict[str, Any]:
    text, spot = change_text(change, say, words=False), change.spot
    return {
        "kind": change.kind,
        "record": change.record,
        "id": change.id,
        "weight": text.weight,
        "label": text.label,
        "subject": text.subject,
        "facts": dict(change.facts),
        "old": change.old,
        "new": change.new,
        "values": change.values,
        "file": text.file,
        "line": spot.line if spot else None,
        "column": spot.column if spot else None,
        "gone": change.gone,
        "uri": change.uri,
    }


def _pages(effects: Effects) -> dict[str, Any]:
    coverage = None
    if effects.coverage:
        coverage = [
            {"from": coverage.first.text, "through": coverage.through.text} if coverage else None
            for coverage in effects.coverage
        ]
    return {
        "counts": {section: dict(counts) for section, counts in effects.counts.items()},
        "list": [{"uri": page.uri, "title": page.title, "how": page.how} for page in effects.pages],
        "coverage": coverage,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    found = problem.diagnostic
    return {
        "code": found.code,
        "severity": found.severity.value,
        "file": found.file,
        "line": found.line,
        "column": found.column,
        "message": found.message,
        "hint": found.hint,
        "new": problem.fresh,
    }
