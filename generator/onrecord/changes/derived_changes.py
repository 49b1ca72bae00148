"""What follows from what was written: positions, standings, verdicts; corrections, also missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.corrections import corrected_fields, words_are_in
from onrecord.desk.positions import CONFLICTING, NOT_ASSESSED, Position
from onrecord.desk.quotes import VERDICTS, QuoteEntry
from onrecord.records import Correction, PartialDate, YamlPath
from onrecord.records.quote import Original, Translation
from onrecord.records.record_kinds import demand_uri, quote_uri

from .changed_records import changed_record, quote_record
from .changed_rows import Keys, pair_rows
from .changes import ChangedRecord
from .compared_fields import Comparison
from .compared_states import Owner, Side

_DIFFERING = ("close", "absent")
_NO_ORIGINAL, _NO_TRANSLATION = Original(), Translation()


def compare_positions(comparison: Comparison) -> None:
    """Changes in the derived state of demands that both sides have."""
    before, after = comparison.before, comparison.after
    for old_id, old in before.desk.demands.items():
        id_ = before.now("demand", old_id)
        new = after.desk.demands.get(id_)
        if new is None:
            continue
        was = {before.now("actor", to): position for to, position in old.positions.items()}
        for to in dict.fromkeys([*was, *new.positions]):
            _compare(comparison, id_, to, was.get(to), new.positions.get(to))


def _compare(
    comparison: Comparison, id_: str, to: str, old: Position | None, new: Position | None
) -> None:
    before, after = comparison.before, comparison.after
    was, now = (position.state if position else NOT_ASSESSED for position in (old, new))
    tellers, tellers_now = _tellers(old), _tellers(new)
    known = {before.now("actor", teller) for teller in tellers}
    if (was, known) == (now, set(tellers_now)):
        return
    if old and old.answered and not (new and new.answered):
        kind = "position-lost"
    elif now == CONFLICTING != was:
        kind = "position-conflicting"
    else:
        kind = "position-changed"
    side, position = (after, new) if new else (before, old)
    owner, path = _place(position, id_ if new else old.demand_id if old else id_)
    facts = {
        "demand": after.name("demand", id_),
        "addressee": side.name("actor", position.addressee) if position else to,
        "was_told_by": before.actors(tellers),
        "told_by": after.actors(tellers_now),
    }
    about = ChangedRecord(id_, demand_uri(id_), owner, path, facts, gone=new is None)
    states = (was if old else None, now if new else None)
    comparison.add(kind, about, *states, values="response")


def _tellers(position: Position | None) -> Sequence[str]:
    """The only actors who report the position."""
    acts = position.deciding if position else ()
    return list(dict.fromkeys(teller for act in acts for teller in act.told_by))


def _place(position: Position | None, demand_id: str) -> tuple[Owner, YamlPath]:
    """The row that decides, else the search that found nothing, else the demand."""
    answers = (*position.deciding[-1:], position.none_found) if position else ()
    answer = next(filter(None, answers), None)
    return (answer.owner, answer.path) if answer else (("demand", demand_id), ())


def compare_claims(comparison: Comparison) -> None:
    """Changes of claims that both sides have, and accusations without a reply."""
    before, after = comparison.before, comparison.after
    known = {before.now("claim", id_): claim for id_, claim in before.desk.claims.items()}
    for id_, new in after.desk.claims.items():
        about, old = changed_record(after, "claim", id_), known.get(id_)
        if old:
            _standing_of_claim(comparison, about, old, new)
        _accusations(comparison, about, old, new)


def _standing_of_claim(
    comparison: Comparison, about: ChangedRecord, old: ClaimStanding, new: ClaimStanding
) -> None:
    """The standing of the claim, or the only actors who report it."""
    was = {comparison.before.now("actor", teller) for teller in old.tellers}
    if (old.standing, was) == (new.standing, set(new.tellers)):
        return
    comparison.add(
        "claim-standing-changed",
        about,
        old.standing,
        new.standing,
        values="standing",
        was_told_by=comparison.before.actors(old.tellers),
        told_by=comparison.after.actors(new.tellers),
    )


def _accusations(
    comparison: Comparison, about: ChangedRecord, old: ClaimStanding | None, new: ClaimStanding
) -> None:
    """Those newly accused, without a known reply or a search for one."""
    if new.standing == "retracted":
        return
    hearings = old.hearings if old else ()
    open_before = {
        comparison.before.now("actor", hearing.accused) for hearing in hearings if hearing.open
    }
    for hearing in new.hearings:
        accused = comparison.after.whole.actors.get(hearing.accused)
        if not hearing.open or hearing.accused in open_before:
            continue
        person = accused is not None and accused.kind == "person"
        kind = "accusation-unheard-person" if person else "accusation-unheard"
        place = ("against", new.record.against.index(hearing.accused))
        against = comparison.after.actors([hearing.accused])
        comparison.add(kind, about, new=new.record.text, at=place, against=against)


def compare_verdicts(comparison: Comparison) -> None:
    """The verdicts on quotes: worse is later in ``VERDICTS``, or the first that is no match."""
    before, after = comparison.before, comparison.after
    older = before.quotes
    for reference, quote in after.quotes.items():
        # What is withheld is compared no more, and its own row says so.
        if reference not in older or quote.record.withheld:
            continue
        old, new = before.verdict(older[reference]), after.verdict(quote)
        if old != new:
            found = new in _DIFFERING and old not in _DIFFERING
            worse = found or VERDICTS.index(new) > VERDICTS.index(old)
            kind = "quote-verdict-worsened" if worse else "quote-verdict-improved"
            about = quote_record(after, quote, reference)
            comparison.add(kind, about, old, new, values="verdict", at=("text",))


@dataclass(slots=True, eq=False)
class _CorrectionRow:
    about: ChangedRecord
    record: Correction
    keys: Keys


def compare_corrections(comparison: Comparison) -> None:
    """Corrections added, removed and changed; never a word of a quote that is withheld."""
    older, newer = _correction_rows(comparison.before), _correction_rows(comparison.after)
    for old, new in pair_rows(older, newer):
        if old and not new:
            comparison.add("correction-removed", old.about, *_was_and_now(comparison, old))
        elif new and not old:
            comparison.add("correction-added", new.about, *_was_and_now(comparison, new))
        elif old and new and old.record != new.record:
            texts = (_was_and_now(comparison, old), _was_and_now(comparison, new))
            was, now = (" \N{RIGHTWARDS ARROW} ".join(filter(None, both)) for both in texts)
            comparison.add("correction-changed", new.about, was or None, now or None)


def _was_and_now(comparison: Comparison, row: _CorrectionRow) -> tuple[str | None, str | None]:
    if row.about.id in comparison.withheld.after:
        return None, None
    return row.record.was, row.record.now


def _correction_rows(side: Side) -> Iterator[_CorrectionRow]:
    for article_id, article in side.records.articles.items():
        for index, row in enumerate(article.corrections):
            id_ = side.reference(f"{article_id}#{row.item}")
            facts = {"quote": id_, "corrected": row.field, "date": str(row.date)}
            owner, path = ("article", article_id), ("corrections", index)
            about = ChangedRecord(id_, quote_uri(id_), owner, path, facts, side.gone)
            keys = (id_, row), (id_, row.field, row.date), (id_, row.field)
            yield _CorrectionRow(about, row, keys)


def compare_uncorrected(comparison: Comparison) -> None:
    """Published quotes that say something else than they did, without a new correction.

    What was missing may be added without one, and so may our own words of a quote be changed: its
    context, its topics, the gist of words that are shown.
    """
    before = comparison.before.quotes
    for reference, new in comparison.after.desk.quotes.items():
        old = before.get(reference)
        if old is None or old.record == new.record:
            continue
        if old.record.withheld or new.record.withheld:
            continue
        known, rows = _corrections(old), _corrections(new)
        added = [row for text, row in rows.items() if text not in known]
        # A correction of a part of a field, such as `said.date`, is one of all of it.
        corrected = {field.partition(".")[0] for row in added for field in corrected_fields(row)}
        edited = _edited(comparison.before, old, new)
        missing = [name for name in edited if name.partition(".")[0] not in corrected]
        if missing:
            about = quote_record(comparison.after, new, reference)
            fields = ", ".join(missing)
            comparison.add("correction-missing", about, quote=reference, corrected=fields)


def _corrections(quote: QuoteEntry) -> Mapping[tuple[object, ...], Correction]:
    """The corrections of a quote, by their content without notes."""
    return {
        (row.date, row.field, row.was, row.now, row.kind, row.whose): row
        for row in quote.corrections
    }


def _edited(side: Side, old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    """The fields that differ between ``old``, of ``side``, and ``new``."""
    was, now = old.record, new.record
    if _reworded(was.words, now.words):
        yield "text"
    if was.form == now.form == "indirect" and _reworded(was.gist, now.gist):
        yield "gist"  # it is what is shown as said
    speakers = tuple(side.now("actor", speaker) for speaker in was.speaker)
    if speakers and speakers != now.speaker:
        yield "speaker"
    if (side.now("actor", was.quoting) if was.quoting else None) != now.quoting:
        yield "quoting"
    if was.form != now.form:
        yield "form"
    yield from _moved(old, new)
    yield from _translated(old, new)


def _moved(old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    """When and where, if the quote itself says so; a new date of its event does not count."""
    if old.record.said == new.record.said:
        return
    if old.date.known and not _within(new.date, old.date):
        yield "said.date"
    elif old.place and new.place != old.place:
        yield "said.place"
    elif old.occasion.name and new.occasion.name != old.occasion.name:
        yield "said.event"


def _translated(old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    was, now = old.record.translation or _NO_TRANSLATION, new.record.translation or _NO_TRANSLATION
    for name in ("by", "relay"):
        before = getattr(was, name)
        if before is not None and before != getattr(now, name):
            yield f"translation.{name}"
    original, others = old.record.original or _NO_ORIGINAL, new.record.original or _NO_ORIGINAL
    if _reworded(original.text, others.text):
        yield "original.text"
    if original.language is not None and original.language != others.language:
        yield "original.language"


def _reworded(old: str | None, new: str | None) -> bool:
    """Whether other words are there now, not only other typography or line breaks."""
    if not old or old == new:
        return False
    return not (new and words_are_in(old, new) and words_are_in(new, old))


def _within(date: PartialDate, other: PartialDate) -> bool:
    """Whether ``date`` is a more exact form of ``other``."""
    if date.first is None or date.last is None or other.first is None or other.last is None:
        return False
    return other.first <= date.first and date.last <= other.last
