"""What is there twice, and what names itself: the pages would count or say what is not so."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from onrecord.captures.withheld import words_in
from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.records.fields import UNKNOWN_SPEAKER
from onrecord.records.load import Records
from onrecord.records.values import YamlPath

_FEW = 5  # words that one speaker says again by chance
_MANY = 8  # words that two speakers, or one on another day, say alike by chance
_NEAR = 3  # days between two dates of which one may be wrong
_Actors: TypeAlias = str | tuple[str, ...] | None
_IN_MARKS = frozenset({"direct", "partial"})


def check_same_words(desk: Desk) -> Iterator[Finding]:
    """Quotes with the words of another, which are not linked as versions of one statement."""
    groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
    for quote in desk.quotes.values():
        record = quote.record
        if record.form in _IN_MARKS and not record.taken_back and not record.quoting:
            words = words_in(record.words)
            if len(words) >= _FEW:
                groups[" ".join(words)].append(quote)
    for joined, quotes in groups.items():
        is_long = joined.count(" ") >= _MANY - 1
        for place, quote in enumerate(quotes):
            for other in quotes[:place]:
                if found := _same(quote, other, is_long=is_long):
                    yield in_quote(quote, "same-words", ("text",), *found)
                    break


def _same(quote: QuoteEntry, other: QuoteEntry, *, is_long: bool) -> tuple[str, str] | None:
    """Message and hint, where two quotes of the same words may be of one statement."""
    if quote.utterance == other.utterance:
        return None
    one, two = quote.date, other.date
    name = other.reference
    if {*quote.speakers}.isdisjoint(other.speakers):
        if is_long and not (one.before(two) or two.before(one)):
            hint = "name the same speakers; if both said it, accept this"
            return f"these are the words of '{name}', which has another speaker", hint
        return None
    hint = f"if it is one statement, add `same_as: {name}`; if it was said twice, accept this"
    if not (one.before(two) or two.before(one)):
        return f"'{name}' has the same words of the same speaker, so they count twice", hint
    days = abs((one.first - two.first).days) if one.first and two.first else _NEAR + 1
    if is_long and days <= _NEAR:
        return f"'{name}' has the same words of the same speaker, said {two}", hint
    return None


def check_rows_twice(records: Records) -> Iterator[Finding]:
    """Rows of an article that say the same: each counts."""
    for article_id, article in records.articles.items():
        for field, names, act in (
            ("demands", "demand", "act"),
            ("responses", "demand", "response"),
            ("claims", "claim", "act"),
        ):
            seen: dict[object, int] = {}
            for index, row in enumerate(getattr(article, field)):
                alike = row.model_copy(update={"note": None, "accept": (), names: ()})
                for name in getattr(row, names):
                    first = seen.setdefault((name, repr(alike)), index)
                    if first != index:
                        message = f"this row says the same as row {first + 1} of '{field}'"
                        hint = "remove one of them, or say in which date or quote they differ"
                        path: YamlPath = (field, index, act)
                        yield Finding("row-twice", "article", article_id, path, message, hint)
                        break


def check_names_itself(records: Records) -> Iterator[Finding]:
    """Who speaks to, reports on or accuses nobody but itself."""
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            # Among others it may be named: all who met are, in what their words have in common.
            if quote.to and quote.to == quote.speaker:
                path: YamlPath = ("quotes", index, "to", 0)
                yield _itself("article", article_id, path, quote.to[0], "speaks to")
    for claim_id, claim in records.claims.items():
        if claim.against and claim.against == claim.by:
            yield _itself("claim", claim_id, ("against", 0), claim.against[0], "accuses")
    for kind, id_, _, record in records.all():
        for field in ("responses", "claims", "replies"):
            for index, row in enumerate(getattr(record, field, ())):
                yield from _teller(kind, id_, (field, index), row.by, row.told_by)


def _teller(
    kind: str, id_: str, path: YamlPath, by: _Actors, told_by: _Actors
) -> Iterator[Finding]:
    tellers = _ids(told_by)
    if tellers and tellers == _ids(by):
        yield _itself(kind, id_, (*path, "told_by"), min(tellers), "reports on")


def _ids(actors: _Actors) -> set[str]:
    return {actors} if isinstance(actors, str) else {*(actors or ())}


def _itself(kind: str, id_: str, path: YamlPath, name: str, does: str) -> Finding:
    message = f"here '{name}' {does} itself"
    return Finding("names-itself", kind, id_, path, message, "name another actor, or remove this")


def check_tellers(desk: Desk) -> Iterator[Finding]:
    """Rows that say who reports something, and rest on words of somebody else."""
    acts = [act for demand in desk.demands.values() for act in demand.answers]
    acts += [act for claim in desk.claims.values() for act in (*claim.acts, *claim.replies)]
    for act in acts:
        yield from _not_told_by(desk, act)


def _not_told_by(desk: Desk, act: Act) -> Iterator[Finding]:
    written = getattr(act.record, "told_by", None)
    tellers = (written,) if isinstance(written, str) else written
    quote = act.quote
    if not tellers or quote is None or quote.record.quoting:
        return
    # What a source of the teller's own says of others is told by the teller, whoever is quoted.
    if quote.article.source.party in tellers or quote.record.form == "indirect":
        return
    speakers = [name for name in quote.speakers if name != UNKNOWN_SPEAKER]
    if not speakers or not desk.actors.keys() >= {*tellers, *speakers}:
        return
    if not any(
        desk.roles.is_or_speaks_for(one, two, quote.date)
        for name in speakers
        for teller in tellers
        for one, two in ((name, teller), (teller, name))
    ):
        whose = "', '".join(speakers)
        message = f"these are the words of '{whose}', who is not in 'told_by'"
        hint = f"write `told_by: {speakers[0]}`, or remove it if these are the actor's own words"
        yield Finding("told-by-another", *act.owner, (*act.path, "told_by"), message, hint)
