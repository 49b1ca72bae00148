"""The typography of references: lists, stops, the dates of the styles, entries for BibTeX."""

from collections.abc import Iterable, Sequence

from onrecord.records import PartialDate

from .lines import Catalogue

ENDS = (".", "!", "?", "…")
# Marks that may close a title, and the spaces that some languages set before them.
_CLOSING = (
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»“\"'"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
)


def listed(parts: Iterable[str | None]) -> str:
    """``parts`` with commas, but where a title brings its own."""
    text = ""
    for part in filter(None, parts):
        if text:
            text += " " if text.rstrip(_CLOSING).endswith((",", "!", "?", "…")) else ", "
        text += part
    return text


def stopped(text: str) -> str:
    """``text`` with a stop, unless it has an end of its own."""
    return text if text.rstrip(_CLOSING).endswith(ENDS) else f"{text}."


def styled_date(order: str, date: PartialDate, say: Catalogue) -> str:
    """``date`` as a style has it: ``year_first`` or ``year_last``."""
    first = date.first
    if first is None:
        return say("cite.no_date")
    if date.precision == "year":
        return f"{first.year}"
    month = say(f"date.full_months.{first.month}")
    if date.precision == "month":
        return say(f"cite.{order}.month", year=f"{first.year}", month=month)
    day = say("date.number", count=first.day)
    return say(f"cite.{order}.day", year=f"{first.year}", month=month, day=day)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash: a brace of the text must have none of its own.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(
    *,
    key: str,
    authors: Sequence[tuple[str, bool]],
    title: str,
    date: PartialDate,
    no_date: str,
    fields: Iterable[tuple[str, str]],
    url: str,
) -> str:
    """An entry ``@misc``.

    Args:
        key: ASCII letters, digits, hyphens and colons.
        authors: the name of each, and whether it is a person's with the family name first.
        title: kept as it is written, capitals too.
        date: as precise as it is known.
        no_date: says that the year is unknown.
        fields: further names and texts; an empty text is left out.
        url: an address, which is not escaped but for what would end the field.
    """
    rows: list[tuple[str, str]] = []
    if authors:
        rows.append(("author", " and ".join(_author(*author) for author in authors)))
    rows.append(("title", f"{{{_braced(title)}}}"))
    rows += _date(date, no_date)
    rows += [(name, _braced(text)) for name, text in fields if text]
    if url:
        rows.append(("url", f"{{{url.translate(_IN_ADDRESS)}}}"))
    lines = ",\n".join(f"  {name} = {value}" for name, value in rows)
    return f"@misc{{{key},\n{lines}\n}}"


def escaped(text: str) -> str:
    r"""``text`` as TeX reads it.

    >>> print(escaped("50 % of A_B & {C}"))
    50 \% of A\_B \& {\textbraceleft}C{\textbraceright}
    """
    return text.translate(_ESCAPES)


def _date(date: PartialDate, no_date: str) -> list[tuple[str, str]]:
    if date.first is None:
        return [("year", _braced(no_date))]
    rows = [("year", f"{{{date.first.year:04}}}")]
    if date.precision in {"month", "day"}:
        rows.append(("month", _MONTHS[date.first.month - 1]))
    if date.precision == "day":
        rows.append(("day", f"{{{date.first.day}}}"))
    return rows


def _author(name: str, person: bool) -> str:  # noqa: FBT001 - private, and a pair with the name
    # Another name than a person's is one word: BibTeX would look for a family name in it.
    return f"{{{_braced(name)}}}" if not person or " and " in name else _braced(name)


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"
