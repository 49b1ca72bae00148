"""What names something else leads there: ids, references, evidence, old ids, other versions.

And nothing is there twice or names itself: the pages would count or say what is not so.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from onrecord.captures.withheld import words_in
from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.reading.texts import why_no_id
from onrecord.records import Quote
from onrecord.records.fields import UNKNOWN_SPEAKER
from onrecord.records.load import Records
from onrecord.records.record_from_nodes import NO_ID
from onrecord.records.record_kinds import KINDS
from onrecord.records.values import ValueFinder, YamlPath

from .known_ids import KnownIds

_REFERENCES = ValueFinder(lambda field: field.refers_to is not None)
_QUOTES = ValueFinder(lambda field: field.refers_to is not None and field.refers_to.kind == "quote")
_EVIDENCE = ValueFinder(lambda field: field.refers_to is not None and field.refers_to.as_evidence)


def check_references(records: Records, names: KnownIds) -> Iterator[Finding]:
    """``unknown-…`` for each name that leads nowhere."""
    for kind, id_, top, record in records.all():
        if id_ in KINDS[kind].reserved:
            message = f"'{id_}' cannot be the id of an {kind}: elsewhere it means 'no {kind}'"
            yield Finding("bad-id", kind, id_, top, message, "add a word to it", key=True)
        for found in _REFERENCES(record, top):
            target, name = found.field.refers_to, str(found.value)
            if target is None or found.value == target.or_word:
                continue
            if target.kind == "quote":
                yield from names.unknown_quote(name, (kind, id_), found.path)
            else:
                is_key = found.field.by_id
                yield from names.unknown(target.kind, name, (kind, id_), found.path, key=is_key)


def check_drafts(records: Records) -> Iterator[Finding]:
    """``draft`` for each article that is one; what is published may name no quote of it."""
    drafts = {id_ for id_, article in records.articles.items() if article.draft}
    if not drafts:
        return
    for article_id in drafts:
        message = "this article is a draft: the site, its data and its totals leave it out"
        hint = "remove `draft` when it is finished; `--drafts` includes it in a build"
        yield Finding("draft", "article", article_id, ("draft",), message, hint, key=True)
    for kind, id_, top, record in records.all():
        if kind == "article" and id_ in drafts:
            continue
        for found in _QUOTES(record, top):
            named = str(found.value).partition("#")[0]
            if "#" in str(found.value) and named in drafts:
                message = f"'{found.value}' is a quote of a draft, which is not published"
                hint = f"remove `draft` from the article '{named}', or name another quote"
                yield Finding("draft-quote", kind, id_, found.path, message, hint)


def check_evidence(records: Records) -> Iterator[Finding]:
    """Rows that rest on a withheld, retracted or misattributed quote."""
    states = {
        f"{article_id}#{quote.id}": quote.state
        for article_id, article in records.articles.items()
        for quote in article.quotes
        if quote.taken_back
    }
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


def check_pinned(records: Records) -> Iterator[Finding]:
    """Quotes of a briefing that are named twice, or that are nobody's words to paste."""
    quotes = Quotes(records)
    for briefing_id, briefing in records.briefings.items():
        for index, reference in enumerate(briefing.quotes):
            path = ("quotes", index)
            if reference in briefing.quotes[:index]:
                message = f"'{reference}' is in this list twice"
                yield Finding("bad-value", "briefing", briefing_id, path, message, "remove one")
            elif (found := quotes.find(reference)) and found[1].form == "scare":
                message = "these are the writer's own quotation marks: nobody is quoted"
                hint = "name a quote that has a speaker"
                yield Finding("not-to-paste", "briefing", briefing_id, path, message, hint)


def check_redirects(records: Records) -> Iterator[Finding]:
    """Old ids that cannot redirect (``redirect-taken``) or never were ids (``bad-id``)."""
    owners: dict[tuple[str, str], str] = {}
    for kind, name, _, record in records.all():
        for index, old in enumerate(getattr(record, "formerly", ())):
            path = ("formerly", index)
            if why := why_no_id(old):
                yield Finding("bad-id", kind, name, path, *why)
            elif (kind, old) in records.known:
                message = f"the id '{old}' is in use, so its old address cannot redirect here"
                hint = "remove it from 'formerly', or rename the record that has it now"
                yield Finding("redirect-taken", kind, name, path, message, hint)
            elif (owner := owners.setdefault((kind, old), name)) != name:
                message = f"the {kind} '{owner}' also lists '{old}' in 'formerly'"
                hint = "an address can lead to only one page"
                yield Finding("redirect-taken", kind, name, path, message, hint)


# A quote and its place in its article.
_Found: TypeAlias = tuple[int, Quote]


def check_versions(records: Records) -> Iterator[Finding]:
    """``same_as`` that leads to the quote itself or to another speaker's."""
    quotes = Quotes(records)
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            for place, same in enumerate(quote.same_as):
                path = ("quotes", index, "same_as", place, "quote")
                reference = full_reference(same.quote, article_id)
                other_article = reference.partition("#")[0]
                found = quotes.find(reference)
                if found is None:
                    continue
                other_index, other = found
                if other is quote:
                    message = "a quote cannot be another version of itself"
                    yield Finding("circular", "article", article_id, path, message, "remove it")
                elif {*other.speaker} == {*quote.speaker}:
                    continue
                elif quotes.clear(article_id, index, "speaker") and quotes.clear(
                    other_article, other_index, "speaker"
                ):
                    theirs = "', '".join(other.speaker)
                    message = (
                        f"the other quote has different speakers: '{theirs}'"
                        if len(other.speaker) > 1
                        else f"the other quote has a different speaker: '{theirs}'"
                        if theirs
                        else "the other quote has no speaker"
                    )
                    hint = "two versions of one statement have the same speakers"
                    yield Finding("same-as-differs", "article", article_id, path, message, hint)


class Quotes:
    """The quotes of all articles; an article's are sorted once one of them is asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._of: dict[str, dict[str, _Found]] = {}

    def find(self, reference: str) -> _Found | None:
        """The quote of ``reference``, if there is one."""
        article_id, _, quote_id = reference.partition("#")
        article = self._records.articles.get(article_id)
        if article is None or quote_id == NO_ID:
            return None
        if article_id not in self._of:
            found = {quote.id: (index, quote) for index, quote in enumerate(article.quotes)}
            self._of[article_id] = found
        return self._of[article_id].get(quote_id)

    def clear(self, article_id: str, index: int, *fields: str) -> bool:
        """Whether the form and ``fields`` of a quote can be read."""
        faulty = self._records.faulty_places_of("article", article_id)
        return not faulty.excuses(("quotes", index), "form", *fields)


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
