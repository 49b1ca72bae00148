"""The figures of an audit, as docs/audit.md tells them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.audit.lighthouse import WANTED, Report
from tests.audit.nu import TOO_NEW, Nu
from tests.weight import KILO, MOST, MOST_FONTS, MOST_SCRIPTS, Weight


@dataclass(frozen=True)
class Figures:
    """What was measured; ``weights`` and ``reports`` by family of pages, ``scripts`` in bytes."""

    valid: Nu
    weights: dict[str, Weight]
    reports: dict[str, Report]
    scripts: int

    @property
    def faults(self) -> list[str]:
        """Everything that falls short, one line each."""
        found = [f"not valid: {fault}" for fault in self.valid.faults]
        for family, weight in self.weights.items():
            if weight.moved >= MOST or weight.fonts >= MOST_FONTS:
                found.append(f"too heavy: {family}: {_kb(weight.moved)}, fonts {_kb(weight.fonts)}")
        if self.scripts >= MOST_SCRIPTS:
            found.append(f"too heavy: all scripts: {_kb(self.scripts)}")
        for family, report in self.reports.items():
            found += [
                f"Lighthouse: {family}: {name} {report.scores[name]}" for name in report.short
            ]
            found += [f"  {reason}" for reason in report.reasons if report.short]
        return found


_TEXT = """\
# The audit

`make audit` writes this page; it needs Node and Java in addition to what the tests need. It builds
the example desk with an address, serves it compressed, and fails if a limit is not met. `make test`
checks axe-core, the keyboard, zoom, contrast, motion and print (`tests/accessibility/`).

Measured on {day} with Nu checker {nu}, Lighthouse {lighthouse} and Chromium {browser}.

## Valid

{pages} pages, with their style sheets and drawings: {faults}. We do not count what the
checker does not know yet:

{too_new}

## Lighthouse

The busiest page of each family, on a phone with a slow connection. Required: performance 95,
everything else 100.

{lighthouse_table}

## Weight

The busiest page of each family, opened for the first time: what it transfers without images and
fonts, compressed as a static host sends it (limit {most}); the same uncompressed; its scripts,
uncompressed; its fonts (limit {most_fonts}). All scripts that pages load, uncompressed:
{scripts} (limit {most_scripts}).

{weights}
"""


def written(figures: Figures) -> str:
    """The page of the documentation."""
    valid, report = figures.valid, next(iter(figures.reports.values()))
    return _TEXT.format(
        day=datetime.now(UTC).date().isoformat(),
        nu=valid.version,
        lighthouse=report.version,
        browser=report.browser,
        pages=valid.pages,
        faults=f"{len(valid.faults)} errors" if valid.faults else "no error",
        too_new="\n".join(
            f"- {form.replace(chr(92), '')} ({why}): counted {valid.too_new[form]}"
            for form, why in TOO_NEW.items()
        ),
        lighthouse_table=_table(
            ["page", *(name.replace("-", " ") for name in WANTED), *report.metrics],
            [
                [family, *(str(report.scores[name]) for name in WANTED), *report.metrics.values()]
                for family, report in figures.reports.items()
            ],
        ),
        weights=_table(
            ["page", "transferred", "uncompressed", "scripts", "fonts"],
            [
                [family, _kb(weight.moved), _kb(weight.raw), _kb(weight.scripts), _kb(weight.fonts)]
                for family, weight in figures.weights.items()
            ],
        ),
        most=_kb(MOST),
        most_fonts=_kb(MOST_FONTS),
        most_scripts=_kb(MOST_SCRIPTS),
        scripts=_kb(figures.scripts),
    )


def _kb(size: int) -> str:
    return f"{size / KILO:.1f} kB"


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(
        f"| {' | '.join(cells)} |" for cells in (head, ["---"] + ["---:"] * (len(head) - 1), *rows)
    )
