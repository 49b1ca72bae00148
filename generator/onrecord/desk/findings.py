"""Faults that show only once files are linked: their place, their severity, and ``accept``.

``accept`` names the warnings that a row acknowledges; they are notices there.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Protocol, TypeGuard

from onrecord.diagnostics import ACCEPTABLE, CODES, Diagnostic, Severity
from onrecord.reading import shown_path
from onrecord.records import KINDS, Record, Records, YamlPath, fixed, locate
from onrecord.records.record_from_nodes import articles_with
from onrecord.records.record_nodes import text_of_line
from onrecord.records.values import ValueFinder

from .quotes import QuoteEntry

#: In a hint: a warning that may be wrong. Whoever reads it is told what to write.
ACCEPT_THIS = "accept this"
_ACCEPTED = ValueFinder(lambda field: field.kind == "code")


@fixed
class Finding:
    """A fault in the record ``(kind, id)`` at ``path``."""

    code: str
    kind: str
    id: str
    path: YamlPath
    message: str
    hint: str = ""
    key: bool = False  #: point at the key instead of the value


#: What a finding has, in the order in which one is made of it.
VALUES = attrgetter(*(field.name for field in fields(Finding)))


def in_quote(quote: QuoteEntry, code: str, path: YamlPath, message: str, hint: str = "") -> Finding:
    """A fault in ``quote``, at ``path`` from there."""
    where = ("quotes", quote.index, *path)
    return Finding(code, "article", quote.article_id, where, message, hint)


def in_source(article_id: str, code: str, field: str, message: str, hint: str) -> Finding:
    """A fault in the ``field`` of the source of an article."""
    return Finding(code, "article", article_id, ("source", field), message, hint)


class AcceptingRow(Protocol):
    """A record, or a row within one, that can accept warnings about itself."""

    @property
    def accept(self) -> tuple[str, ...]:
        """The codes of the warnings it accepts."""


def _accepts(value: object) -> TypeGuard[AcceptingRow]:
    # To ask a protocol is thirty times as slow.
    return isinstance(value, Record) and "accept" in type(value).model_fields


def weigh(
    finding: Finding, records: Records, levels: Mapping[str, Severity]
) -> tuple[Severity, str]:
    """The severity and the hint of ``finding``, by the site's ``levels`` and its row's ``accept``.

    What the site has made an error stays one; an error is never accepted.
    """
    severity, hint = CODES[finding.code], finding.hint
    if severity is not Severity.WARNING:
        return severity, hint
    severity = levels.get(finding.code, severity)
    row, _ = _row(records, finding)
    hint = hint.replace(ACCEPT_THIS, f"add `accept: [{finding.code}]`")
    if row is None or severity is Severity.NOTICE:
        return severity, hint
    if finding.code in row.accept:
        if severity is Severity.WARNING:
            return Severity.NOTICE, f"accepted here: `accept: [{finding.code}]`"
        return severity, _join(hint, "this site treats it as an error, so `accept` has no effect")
    if severity is Severity.WARNING and finding.code in ACCEPTABLE and getattr(row, "note", None):
        more = f"a note does not accept a warning: add `accept: [{finding.code}]`"
        return severity, _join(hint, more)
    return severity, hint


def check_accepted(
    findings: Iterable[Finding], records: Records, unsure: Container[str]
) -> Iterator[Finding]:
    """Acceptances of warnings that are not reported on their row.

    ``records`` must be whole: if one is not, a warning may be missing because of that. ``unsure``
    are codes that may be missing here although they apply.
    """
    accepted = [
        (kind, id_, found)
        for kind, id_, top, record in records.all('"accept":')
        for found in records.kept.of(_ACCEPTED, record, top)
    ]
    if not accepted:
        return
    reported = {(each.kind, each.id, _row(records, each)[1], each.code) for each in findings}
    in_file = {(kind, id_, code) for kind, id_, _, code in reported}
    for kind, id_, found in accepted:
        row, code = found.path[:-2], str(found.value)
        if code in unsure or (kind, id_, row, code) in reported:
            continue
        hint = (
            "it is reported elsewhere in this record: accept it on that row"
            if (kind, id_, code) in in_file
            else "remove it, or it will hide a future warning"
        )
        message = f"this accepts '{code}', but there is no such warning here"
        yield Finding("accept-unused", kind, id_, found.path, message, hint)


def _row(records: Records, finding: Finding) -> tuple[AcceptingRow | None, YamlPath]:
    """The innermost row around ``finding``, and its path."""
    value: object = records.find(finding.kind, finding.id)
    path = finding.path
    start = len(KINDS[finding.kind].top(finding.id))
    row, where = (value if _accepts(value) else None), path[:start]
    for length, part in enumerate(path[start:], start=start + 1):
        if isinstance(part, str):
            value = getattr(value, part, None)
        elif isinstance(value, tuple) and part < len(value):
            value = value[part]
        if _accepts(value):
            row, where = value, path[:length]
    return row, where


def _join(hint: str, more: str) -> str:
    return f"{hint}; {more}" if hint else more


def diagnose(
    findings: Iterable[Finding],
    records: Records,
    levels: Mapping[str, Severity],
    places: dict[Finding, tuple[int, int]] | None = None,
) -> list[Diagnostic]:
    """Give each finding its place and its severity.

    Only files with a fault are read again for it, so that positions cost a clean desk nothing. Line
    and column of some may be known: they are in ``places``, which get those of the others.
    """
    places = {} if places is None else places
    files, found = records.files, []
    # One file after another, so that each is read again only once.
    for finding in sorted(findings, key=lambda finding: files[finding.kind, finding.id]):
        file = files[finding.kind, finding.id]
        content = records.unwritten.get(file)
        if finding not in places:
            line, column, excerpt = locate(file, finding.path, content, key=finding.key)
            places[finding] = line, column
        else:
            line, column = places[finding]
            excerpt = text_of_line(file, line)
        severity, hint = weigh(finding, records, levels)
        code, message, name = finding.code, finding.message, shown_path(file)
        found.append(
            Diagnostic(code, severity, name, line, column, message, hint=hint, excerpt=excerpt)
        )
    return found


def with_levels(
    diagnostics: Iterable[Diagnostic], levels: Mapping[str, Severity]
) -> Iterator[Diagnostic]:
    """``diagnostics`` of single files; a warning has the severity that the site gives it."""
    for each in diagnostics:
        is_warning = each.severity is Severity.WARNING
        yield (
            replace(each, severity=levels[each.code])
            if is_warning and each.code in levels
            else each
        )


def without_repeated(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """``diagnostics`` without repetitions: one for each line that has to be corrected.

    A comment at the end of the line says what: so the last one stays.
    """
    last = {(each.file, each.line): each for each in diagnostics if each.code == "to-do"}
    return tuple(
        each for each in diagnostics if each.code != "to-do" or last[each.file, each.line] is each
    )


def drafts_as_notices(diagnostics: Sequence[Diagnostic], records: Records) -> list[Diagnostic]:
    """``diagnostics`` with warnings about unpublished drafts as notices, which fail no build."""
    drafts = {
        shown_path(records.files["article", id_])
        for id_, article in articles_with(records.articles.items(), '"draft":')
        if article.draft
    }
    return [
        replace(found, severity=Severity.NOTICE)
        if found.severity is Severity.WARNING and found.file in drafts
        else found
        for found in diagnostics
    ]
