"""What a preview shows while the content cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.diagnostics.report import as_text
from onrecord.render import Words

_MOST = 50


def problems_html(diagnostics: Sequence[Diagnostic], words: Words, *, stale: bool) -> str:
    """A section with the errors among ``diagnostics``; empty where there are none.

    Args:
        diagnostics: of the last attempt.
        words: the catalogue.
        stale: whether the page below comes from an earlier version of the content.
    """
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    if not errors:
        return ""
    said = "\n\n".join(as_text(one) for one in errors[:_MOST])
    if len(errors) > _MOST:
        said += "\n\n…"
    return Markup(
        '\n<section class="onrecord-problems" role="alert">'
        "<h2>{}</h2><p>{} {}</p><pre>{}</pre></section>\n"
    ).format(
        words("problems.title"),
        words("problems.count", count=len(errors)),
        words("problems.last_good" if stale else "problems.no_good"),
        said,
    )


def with_problems(page: str, section: str) -> str:
    """``page`` with ``section`` as the first thing in its body."""
    start = page.find("<body")
    end = page.find(">", start) + 1
    return f"{page[:end]}{section}{page[end:]}" if section and start >= 0 else page
