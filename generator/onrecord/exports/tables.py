"""All tables, in the order of every file: the columns that follow from no field, and the texts.

What a record says of itself is written in the columns of its fields (`written`).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel

from onrecord.records import ClaimRow, Correction, DemandRow, Quote, ResponseRow
from onrecord.records.description import FieldDescription, fields_of
from onrecord.records.kinds import KINDS

from .derived import DERIVED
from .table import NONE, Column, Table, derived, key, position, written


def _address(of: str) -> Column:
    return derived("address", "text", f"The page of {of}, below the address of the site.")


def _count(name: str, meaning: str) -> Column:
    return derived(name, "integer", meaning, required=True)


def _table(
    kind: str,
    meaning: str,
    *others: Column,
    first: tuple[str, ...] = (),
    meanings: Mapping[str, str] = NONE,
    listed: tuple[str, ...] = (),
    latest_by: str | None = None,
) -> Table:
    """The table of a kind of record: its id, its fields, what is derived, its page."""
    of = KINDS[kind]
    id_ = key(kind, f"The id of the {kind}.")
    fields = written(of.model, first=first, meanings=meanings, listed=listed)
    page = (_address(f"the {kind}"),) if of.has_page else ()
    columns = (id_, *fields, *others, *page)
    return Table(
        of.plural, meaning, (kind,), columns, model=of.model, latest_by=latest_by, label=of.title
    )


def _list(owner: str, field: str, name: str, meaning: str, of: str) -> Table:
    """The table of the records that each record of the kind ``owner`` lists in ``field``."""
    kind = KINDS.get(owner)
    plural, owner_model = (kind.plural, kind.model) if kind else ("quotes", Quote)
    model = fields_of(owner_model)[field].model
    assert model  # noqa: S101 - it is a list of records
    belongs = key(owner, f"The {owner}.", f"{plural}.{owner}")
    columns = (belongs, position(of), *written(model))
    return Table(name, meaning, (owner, "position"), columns, model=model)


# What says of a row where it comes from: the same in every table of rows found in articles.
_SOURCED = (
    derived("published", "date", "When its source appeared (told, not said)."),
    derived("added", "date", "When the desk recorded its article."),
    derived("rights", "text", "Whose the source's words are, as the source puts it."),
)
_UTTERANCE = derived("utterance", "id", "The first of the quotes of the same utterance.")
_VERDICT = derived(
    "verdict", "word", "What comparing the words with the source came to.", words="verdict"
)
_CHECKED_ON = derived("checked", "day", "When they were compared; empty where they were not.")
_COUNTS = derived(
    "counts",
    "boolean",
    "Whether anything rests on it: nothing does where its quote was taken back or withheld.",
)
_DATED = derived(
    "dated",
    "date",
    "Its date: its own, else its quote's, else the event's. What a third party tells has only its "
    "own.",
)


_BASIS = (_COUNTS, _UTTERANCE, _VERDICT, _CHECKED_ON, *_SOURCED)
_ARTICLE = Column(
    "article", "id", "The article it was found in.", "articles.article", required=True
)


def _act(of: str, place: str, article: Column = _ARTICLE) -> tuple[Column, ...]:
    """The place of a row that says what was done, which is in the list ``of``."""
    meaning = f"The place of the row: whose file, {of}, and which from 1."
    return derived("row", "id", meaning, required=True), article, position(place)


_RECORDS = (
    _table("topic", "A topic that demands, claims and quotes are about."),
    _table("event", "An event at which things were said, where several articles tell of it."),
    _list(
        "event",
        "dates_given",
        "event_dates",
        "A date that a source gives for an event, differing from the desk's.",
        "the dates given for the event",
    ),
    _table(
        "actor",
        "Someone who speaks, acts or is addressed: a person, a state, an organisation and so on.",
        _count("utterances", "Utterances of its own that this desk chose."),
        _count("utterances_for_it", "Utterances of those who speak for it."),
        _count("demands_made", "Demands that are its."),
        _count("demands_received", "Demands addressed to it."),
        _count("claims_made", "Claims that are its."),
        _count("claims_received", "Claims against it."),
        derived("last_heard", "date", "The latest known date of words of its own."),
        first=("name", "kind", "sort_name", "wikidata", "summary", "note"),
    ),
    _list("actor", "names", "actor_names", "Another name of an actor.", "the actor's other names"),
    _list(
        "actor",
        "roles",
        "actor_roles",
        "What an actor is, for whom, from when to when.",
        "the actor's roles",
    ),
    _list("actor", "links", "actor_links", "A page elsewhere about an actor.", "the actor's links"),
    _table(
        "demand",
        "A demand: one requested change, one way.",
        derived(
            "addressees", "ids", "Its own addressees and those of its statements.", "actors.actor"
        ),
        derived("first_stated", "date", "When it was first stated, as far as known."),
        derived("last_stated", "date", "When it was last stated, as far as known."),
        derived("withdrawn", "date", "When it was withdrawn; empty where it was not."),
        _count("times_stated", "How often it was stated, versions of one utterance once."),
    ),
    _table(
        "claim",
        "A claim: something that someone says is so. The desk does not say whether it is.",
        derived("conflicts", "ids", "The same, named from either side.", "claims.claim"),
    ),
    _list(
        "claim",
        "replies",
        "claim_replies",
        "What the one a claim is against said to it, or that nothing was found.",
        "the replies to the claim",
    ),
    _table("briefing", "What a person wrote over a briefing."),
)

_QUOTE_MEANINGS = {
    "text": "The exact words. Parts that the source prints apart stand in quote_parts; here they "
    "are joined by […].",
    "said_date": "When it was said, where the article says so of the quote itself.",
    "said_place": "Where, likewise.",
    "said_event": "At what, likewise: one of the listed events, or `none`.",
    "said_event_name": "At what, likewise, where it is described in place.",
    "said_event_place": "Where that was.",
    "said_event_date": "When that was.",
}
_ARTICLE_MEANINGS = {
    "event": "The event it is about, where the desk lists it.",
    "event_name": "The event, where it is described in place.",
    "event_place": "Where the event was, where the article says so itself.",
    "event_date": "When the event was, where the article says so itself.",
}
_QUOTE_ID, *_QUOTE_FIELDS = written(Quote, meanings=_QUOTE_MEANINGS, optional=("form",))
_CORRECTION_MEANINGS = {
    "quote": "The quote.",
    "was": "What it was; of a withheld quote only what its state was.",
    "now": "What it is; likewise.",
}

_IN_ARTICLES = (
    _table(
        "article",
        "An article: one source, annotated.",
        _count("quotes", "How many quotes it has."),
        first=("title", "summary", "added", "note", "formerly"),
        meanings=_ARTICLE_MEANINGS,
        listed=("event",),
        latest_by="published",
    ),
    Table(
        "quotes",
        "A quote, with all that it inherits in its article written out. A withheld one has none of "
        "its words and, as its note, the reason.",
        ("quote",),
        (
            key("quote", "The reference: the article's id, # and the quote's id in it."),
            Column("article", "id", "The article it stands in.", "articles.article", required=True),
            _QUOTE_ID,
            position("the quotes of the article"),
            *_QUOTE_FIELDS,
            derived(
                "speaker_actor",
                "ids",
                "The speakers, where they are actors.",
                "actors.actor",
                facet=True,
            ),
            derived("date", "date", "When it was said: its own date, else the event's."),
            derived("place", "text", "Where it was said, likewise."),
            derived(
                "event",
                "id",
                "At which of the listed events. Words of another day than the article's event were "
                "not said there.",
                "events.event",
            ),
            derived("event_name", "text", "At what event, listed or described in place."),
            derived("words_language", "language", "The language of the words, else the source's."),
            derived("counts", "boolean", "Whether it counts as an utterance of its speaker."),
            _UTTERANCE,
            replace(_VERDICT, facet=True),
            _CHECKED_ON,
            derived("abridged", "boolean", "Whether words are left out of it."),
            derived("inserted", "boolean", "Whether words in brackets are added to it."),
            derived("publisher", "text", "Who published its source.", facet=True),
            derived("url", "url", "The address of its source."),
            *_SOURCED,
            _address("the quote"),
        ),
        model=Quote,
        first_facet="speaker_actor",
        latest_by="date",
        label="quote",
    ),
    Table(
        "quote_parts",
        "A part of a quote whose parts the source prints apart; there only where there are "
        "several.",
        ("quote", "position"),
        (
            key("quote", "The quote.", "quotes.quote"),
            position("the parts of the quote"),
            Column("text", "text", "The exact words.", required=True),
        ),
    ),
    _list(
        "quote",
        "same_as",
        "same_as",
        "That a quote is the same utterance as another, in other words.",
        "the versions that the quote names",
    ),
    Table(
        "demand_acts",
        "That demands were stated, modified, withdrawn or reported.",
        ("row",),
        (*_act("demands", "the demand rows of the article"), *written(DemandRow), _DATED, *_BASIS),
        model=DemandRow,
    ),
    Table(
        "responses",
        "An answer to demands, or that none was found, as it is written.",
        ("row",),
        (
            *_act(
                "responses",
                "the responses of the article, or of the demand's own file",
                Column(
                    "article",
                    "id",
                    "The article it was found in; empty where the demand's own file says it.",
                    "articles.article",
                ),
            ),
            *written(ResponseRow),
            *_BASIS,
        ),
        model=ResponseRow,
    ),
    Table(
        "claim_acts",
        "That claims were asserted, denied, disputed, corroborated or retracted.",
        ("row",),
        (
            *_act("claims", "the claim rows of the article"),
            *written(ClaimRow, first=("claim", "act", "by", "told_by")),
            _DATED,
            *_BASIS,
        ),
        model=ClaimRow,
    ),
    Table(
        "corrections",
        "That a quote was changed, from what to what.",
        ("article", "position"),
        (
            key("article", "The article.", "articles.article"),
            position("the corrections of the article"),
            *written(Correction, first=("quote",), meanings=_CORRECTION_MEANINGS),
        ),
        model=Correction,
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (*_RECORDS, *_IN_ARTICLES, *DERIVED)}
)
# The kinds of records whose pages have a file with their rows next to them.
TWINNED = ("actor", "demand", "claim", "article", "topic")


@cache
def lists_of(model: type[BaseModel]) -> Mapping[str, FieldDescription]:
    """The lists of records that ``model`` has, by the tables whose rows these are."""
    return {
        table.name: field
        for field in fields_of(model).values()
        if field.many and field.model
        for table in TABLES.values()
        if table.model and issubclass(table.model, field.model)
    }
