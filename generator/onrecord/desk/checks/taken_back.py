"""Checks of quotes that were corrected, taken back or withheld: reasons, and words that remain."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from onrecord.captures.withheld import SOME_WITHHELD, WithheldDigests
from onrecord.desk import corrections
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.diagnostics import did_you_mean
from onrecord.reading import shown_text
from onrecord.records import NO_ID, Article, Correction, Records, YamlPath, quotes_of
from onrecord.records.quote import REVEALING_FIELDS
from onrecord.records.values import ValueFinder

from .agreement import names_in_marks

# Words of a quote in a row that names it; those in the quote itself are in `REVEALING_FIELDS`.
_REVEALING = ValueFinder(
    lambda field: field.reveals_words, enters=lambda field: field.name != "quotes"
)

# Where words are that should not be, and what to say of it.
_Fault: TypeAlias = tuple[YamlPath, str]

_AGAIN = "rewrite it, or withhold it too: `onrecord withhold`"
_HINT = "remove it: everyone who can read this file can read the words"
# Ids are in addresses; what only completes quotes is looked at in each quote that takes it.
_IDS = frozenset({"id", "formerly"})
_PUBLISHED = ValueFinder(
    lambda field: field.kind in ("text", "url") or field.name in _IDS,
    enters=lambda field: not field.for_quotes,
)
_OMITTED = re.compile(r"\[[^\[\]]*\]|\u2026|\.(?:\s?\.){2,}")
_PERHAPS = "remove them, or accept this if they are somebody else's words"
# The fields that a correction of these kinds can be about.
_FIELDS_OF_KIND = {
    "date": {"said.date", "said.event", "said.time", "event", "source.published"},
    "state": {"state"},
    "wording": {*corrections.OF_THE_WORDS, "context", "note", "speaking_as", "said.place"},
    "attribution": {"speaker", "speaking_as", "quoting", "to", "via", "basis", "source.publisher",
                    "source.authors", "source.via", "source.party", "form", "state", "context",
                    "said.event", "said.medium"},
}  # fmt: skip
_EVIDENCE = ValueFinder(lambda field: field.refers_to is not None and field.refers_to.as_evidence)
# Outcomes that something done or not done after the demand shows.
_DONE = frozenset({"fulfilled", "partial", "reversed", "not_fulfilled", "not_initiated"})
# What the answers in the evidence may not all be, by what came of a demand.
_SAID_OTHERWISE = {
    "fulfilled": {"rejected", "no_comment", "premise_denied", "not_addressed"},
    "not_fulfilled": {"says_met"},
    "not_initiated": {"says_met"},
}


def check_withheld(records: Records) -> Iterator[Finding]:
    """Words of withheld quotes: in the quote, in rows on it, in how a version differs."""
    withheld = {reference for reference, quote in quotes_of(records.articles) if quote.withheld}
    if not withheld:
        return
    for article_id, article in records.articles.items():
        for path, message in _withheld_words(article_id, article, withheld):
            yield Finding("withheld-words", "article", article_id, path, message, _HINT)


def _withheld_words(article_id: str, article: Article, withheld: set[str]) -> Iterator[_Fault]:
    yield from _quote_words(article_id, article, withheld)
    for found in _REVEALING(article):
        reference = getattr(found.record, "quote", None)
        if reference and full_reference(reference, article_id) in withheld:
            yield found.path, f"'{found.field.name}' repeats words of a withheld quote"
    for index, correction in enumerate(article.corrections):
        if correction.item != NO_ID and f"{article_id}#{correction.item}" in withheld:
            yield from _correction(index, correction)


def _quote_words(article_id: str, article: Article, withheld: set[str]) -> Iterator[_Fault]:
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        if quote.withheld:
            for field in REVEALING_FIELDS:
                if getattr(quote, field):
                    yield (*path, field), f"a withheld quote cannot have '{field}'"
        for place, same in enumerate(quote.same_as):
            either = quote.withheld or full_reference(same.quote, article_id) in withheld
            if same.differs and either:
                message = "'differs' repeats words of a withheld quote"
                yield (*path, "same_as", place, "differs"), message


def _correction(index: int, correction: Correction) -> Iterator[_Fault]:
    fields = corrections.corrected_fields(correction)
    if fields and not fields & corrections.OF_THE_WORDS:
        return  # that its state was changed may be said
    for field in ("was", "now"):
        if getattr(correction, field):
            message = f"'{field}' repeats words of the withheld quote '{correction.item}'"
            yield ("corrections", index, field), message


def check_repeated(records: Records, withheld: WithheldDigests) -> Iterator[Finding]:
    """Texts anywhere that repeat withheld words, as far as these are known."""
    if not withheld:
        return
    for kind, id_, top, record in records.all():
        if found := _repeats(withheld, id_, f"the id of this {kind}", is_id=True):
            yield Finding(found[0], kind, id_, top, *found[1:], key=True)
        article = record if isinstance(record, Article) else None
        quotes = enumerate(article.quotes if article else ())
        withholding = {("quotes", index) for index, quote in quotes if quote.withheld}
        in_parts = [*_in_parts(withheld, id_, article)] if article else []
        yield from in_parts
        said = {finding.path for finding in in_parts}
        for text in _PUBLISHED(record, top):
            if text.path[:3] in said:
                continue
            if text.field.reveals_words and text.path[:2] in withholding:
                continue  # which `check_withheld` says
            words, what = str(text.value), f"'{text.field.name}'"
            is_id = text.field.name in _IDS
            quoted = text.field.is_quoted
            if found := _repeats(withheld, words, what, quoted=quoted, is_id=is_id):
                yield Finding(found[0], kind, id_, text.path, *found[1:])


def _in_parts(withheld: WithheldDigests, article_id: str, article: Article) -> Iterator[Finding]:
    """Quotes that repeat the words in parts, leaving out others between them."""
    for index, quote in enumerate(article.quotes):
        parts = [part for text in quote.text for part in _OMITTED.split(text)]
        surely = withheld.are_in_parts(parts) if len(parts) > 1 and not quote.withheld else None
        if surely is not None:
            code, few = ("withheld-words", "") if surely else ("maybe-withheld", "a few ")
            message = f"'text' repeats {few}words that are withheld on this desk"
            hint = _AGAIN if surely else _PERHAPS
            path: YamlPath = ("quotes", index, "text")
            yield Finding(code, "article", article_id, path, message, hint)


def _repeats(
    withheld: WithheldDigests, text: str, what: str, *, quoted: bool = False, is_id: bool = False
) -> tuple[str, str, str] | None:
    """Code, message and hint, if ``text`` repeats withheld words."""
    surely = withheld.repeated_in(text, quoted=quoted)
    if surely is None and not withheld.some_in(text):
        return None
    if surely is None and not is_id:
        return "some-withheld", f"{what} {SOME_WITHHELD}", "remove them if they reveal it"
    if surely:
        return "withheld-words", f"{what} repeats words that are withheld on this desk", _AGAIN
    return "maybe-withheld", f"{what} has a few words that are withheld on this desk", _PERHAPS


def check_corrections(desk: Desk) -> Iterator[Finding]:
    """Quotes that need a correction or a reason, and corrections that are wrong."""
    for quote in desk.quotes.values():
        rows = quote.corrections
        if quote.record.state != "live" or rows:
            yield from _state(quote, rows)
            yield from _corrections(desk, quote, rows)
            for row in rows:
                yield from _row(quote, row)


def _state(quote: QuoteEntry, rows: list[Correction]) -> Iterator[Finding]:
    state = quote.record.state
    if state == "corrected" and all(corrections.corrected_fields(row) == {"state"} for row in rows):
        message = "this quote is corrected, but no correction says what changed"
        hint = "add a row to 'corrections' with the old and the new value"
        yield in_quote(quote, "correction-missing", ("state",), message, hint)
    if (quote.record.taken_back or state == "disputed") and not corrections.reason_for(quote):
        message = f"nothing says why this quote is {state}"
        what = "who disputes it, and why" if state == "disputed" else "the reason"
        yield in_quote(
            quote, "reason-missing", ("state",), message, f"give {what} in the quote's 'note'"
        )


def _row(quote: QuoteEntry, row: Correction) -> Iterator[Finding]:
    """A correction of ours from before we had the source, or one that changes nothing."""
    added = quote.article.added
    early = row.date.before(quote.article.source.published)  # which is said already
    if added and row.whose == "desk" and row.date.before(added) and not early:
        message = f"corrected {row.date}, before we added the article ({added})"
        hint = "correct one of the two days"
        yield _in_row("unlikely-date", quote, row, "date", message, hint)
    fields, fits = corrections.corrected_fields(row), _FIELDS_OF_KIND.get(row.kind)
    if fields and fits and fields.isdisjoint(fits):
        message = f"kind '{row.kind}', but the field is '{row.field}'"
        hint = "correct one of the two: the page of corrections shows both"
        yield _in_row("correction-field", quote, row, "kind", message, hint)
    if row.was and row.was == row.now:
        hint = "write in `was` what it was before"
        yield _in_row("correction-differs", quote, row, "was", "'was' and 'now' are the same", hint)


def _corrections(desk: Desk, quote: QuoteEntry, rows: list[Correction]) -> Iterator[Finding]:
    compared = []
    for row in rows:
        fields = corrections.corrected_fields(row)
        if not fields:
            yield _unknown(quote, row)
        elif not _left_out(quote, fields):
            compared.append(row)
    for row in corrections.untrue(desk, quote, compared):
        yield _differs(desk, quote, row)


def _left_out(quote: QuoteEntry, fields: frozenset[str]) -> bool:
    """Whether the quote's value there is not the one that the correction is about."""
    if quote.record.withheld and fields & corrections.OF_THE_WORDS:
        return True
    # Words of somebody else stay under the name they were published under, marked as not theirs.
    return quote.record.state == "misattributed" and fields == {"speaker"}


def _unknown(quote: QuoteEntry, row: Correction) -> Finding:
    name = shown_text(row.field)
    near = did_you_mean(row.field.strip().casefold(), corrections.NAMES)
    hint = near or "such as text, speaker, said.date"
    message = f"a quote has no field {name}, so nothing says what was corrected"
    return _in_row("correction-field", quote, row, "field", message, hint)


def _differs(desk: Desk, quote: QuoteEntry, row: Correction) -> Finding:
    if row.now is None:
        message = (
            f"the {row.field} of '{quote.record.id}' is still the old one, and 'now' is missing"
        )
        hint = "add 'now' with the corrected value, or remove the old value from the quote"
        return _in_row("correction-differs", quote, row, "was", message, hint)
    said = [
        text
        for field in sorted(corrections.corrected_fields(row))
        for text in corrections.content_of_field(desk, quote, field).texts
    ]
    message = f"'now' differs from the present {row.field} of '{quote.record.id}'"
    shown = ", ".join(map(shown_text, said)) or "empty"
    hint = f"it is {shown}; correct 'now', or add a row for the later change"
    return _in_row("correction-differs", quote, row, "now", message, hint)


def _in_row(
    code: str, quote: QuoteEntry, row: Correction, key: str, message: str, hint: str
) -> Finding:
    index = next(i for i, other in enumerate(quote.article.corrections) if other is row)
    return Finding(code, "article", quote.article_id, ("corrections", index, key), message, hint)


def check_evidence(records: Records) -> Iterator[Finding]:
    """Rows that rest on a withheld, retracted or misattributed quote."""
    quotes = quotes_of(records.articles)
    states = {reference: quote.state for reference, quote in quotes if quote.taken_back}
    if not states:
        return
    for kind, id_, top, record in records.all():
        within = id_ if kind == "article" else None
        for found in _EVIDENCE(record, top):
            state = states.get(full_reference(str(found.value), within))
            if state == "withheld":
                message = "a withheld quote cannot be used as evidence"
                hint = "name another quote"
                yield Finding("withheld-evidence", kind, id_, found.path, message, hint)
            elif state is not None:
                message = f"this relies on a quote that is {state}, and will be ignored"
                hint = "name another quote, or remove what relies on it"
                yield Finding("evidence-not-live", kind, id_, found.path, message, hint)


def check_outcomes(desk: Desk) -> Iterator[Finding]:
    """Outcomes that rest on what was said before the demand, after the assessment or of others."""
    for entry in desk.demands.values():
        outcome = entry.record.outcome
        answers = {answer.quote.reference: answer.word for answer in entry.answers if answer.quote}
        said = {answers.get(it, "") for it in outcome.evidence} if outcome else set()
        if outcome and said and said <= _SAID_OTHERWISE.get(outcome.value, set()):
            message = f"'{outcome.value}', but all its evidence is an answer '{min(said)}'"
            hint = "name what shows the outcome, or correct it"
            path: YamlPath = ("outcome", "value")
            yield Finding("maybe-other-act", "demand", entry.id, path, message, hint)
        published = (it.quote for it in entry.statements if it.quote)
        made = [it.reference for it in published if not it.article.draft]
        made = made if outcome and outcome.value in _DONE else made[:1]
        if outcome and outcome.evidence and {*outcome.evidence} <= {*made}:
            message = f"'{outcome.value}', but all its evidence is the words of the demand"
            hint = "name the quote that shows what was done"
            path = ("outcome", "evidence", 0)
            yield Finding("maybe-other-act", "demand", entry.id, path, message, hint)
        for index, reference in enumerate(outcome.evidence if outcome else ()):
            quote = desk.quotes.get(reference)
            if outcome is None or quote is None:
                continue
            path = ("outcome", "evidence", index)
            about = {*quote.record.about}
            if outcome.value in _DONE and quote.date.before(entry.first_date):
                message = f"said {quote.date}, before the demand was made ({entry.first_date})"
            elif outcome.assessed_on.before(quote.date):
                message = f"said {quote.date}, after the outcome was assessed"
                message = f"{message} ({outcome.assessed_on})"
            elif (
                about
                and desk.topics.keys() >= {entry.record.topic, *about}
                and entry.record.topic not in about
            ):
                message = f"'{reference}' is about {names_in_marks(about)}, the demand about"
                message = f"{message} '{entry.record.topic}'"
                hint = "name another quote, or add the topic to `about` of the quote"
                yield Finding("other-topic", "demand", entry.id, path, message, hint)
                continue
            else:
                continue
            hint = "name another quote, or correct the date"
            yield Finding("unlikely-date", "demand", entry.id, path, message, hint)
