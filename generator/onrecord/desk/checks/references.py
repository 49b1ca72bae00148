"""What names something else leads there: ids, references, evidence, old ids, other versions."""

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.desk.findings import Finding
from onrecord.desk.quotes import full_reference
from onrecord.reading.texts import why_no_id
from onrecord.records import Quote
from onrecord.records.load import Records
from onrecord.records.record_from_nodes import NO_ID
from onrecord.records.record_kinds import KINDS
from onrecord.records.values import ValueFinder

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
