"""All tables, in the order of every file: the columns that follow from no field, and the texts.

What a record says of itself is written in the columns of its fields (`written`).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pydantic import BaseModel

from onrecord.records import (
    KINDS,
    ClaimRow,
    Correction,
    DemandRow,
    FieldDescription,
    Quote,
    ResponseRow,
    fields_of,
)

from .derived_tables import DERIVED
from .table import NONE, Column, Table, derived, key, place_in_list, written

# What says of a row where it comes from: the same in every table of rows found in articles.
_SOURCED = (
    derived("published", "date", "When its source was published, not when it was said."),
    derived("added", "date", "When the desk recorded its article."),
    derived("rights", "text", "Who owns the source's words, as the source says."),
)
_UTTERANCE = derived("utterance", "id", "The first quote of the same statement.")
_COMPARED = "The result of comparing the words with the source."
_VERDICT = derived("verdict", "word", _COMPARED, words="verdict")
_CHECKED_ON = derived("checked", "day", "When the words were compared; empty if they were not.")
_COUNTING = "Whether it counts: not if its quote was withdrawn or withheld."
_COUNTS = derived("counts", "boolean", _COUNTING)
_WHICH_DATE = (
    "Its own date, else its quote's, else the event's. What a third party reports has only its own."
)
_DATED = derived("dated", "date", _WHICH_DATE)
_BASIS = (_COUNTS, _UTTERANCE, _VERDICT, _CHECKED_ON, *_SOURCED)
_IN_ARTICLE_OR_DEMAND = "The article it is in; empty if it is in the demand's own file."
_ARTICLE = Column("article", "id", "The article it is in.", "articles.article", required=True)


def _address(of: str) -> Column:
    return derived("address", "text", f"The page of {of}, relative to the address of the site.")


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
    """The table of a kind of record: its id, its fields, derived columns, its page."""
    of = KINDS[kind]
    id_ = key(kind, f"The id of the {kind}.")
    fields = written(of.model, first=first, meanings=meanings, listed=listed)
    page = (_address(f"the {kind}"),) if of.has_page else ()
    columns = (id_, *fields, *others, *page)
    table = Table(of.plural, meaning, (kind,), columns, model=of.model, label=of.title)
    return replace(table, latest_by=latest_by)


def _list(owner: str, field: str, name: str, meaning: str, of: str) -> Table:
    """The table of the records that each record of the kind ``owner`` lists in ``field``."""
    kind = KINDS.get(owner)
    plural, owner_model = (kind.plural, kind.model) if kind else ("quotes", Quote)
    model = fields_of(owner_model)[field].model
    assert model  # noqa: S101 - it is a list of records
    belongs = key(owner, f"The {owner}.", f"{plural}.{owner}")
    columns = (belongs, place_in_list(of), *written(model))
    return Table(name, meaning, (owner, "position"), columns, model=model)


def _act(of: str, place: str, article: Column = _ARTICLE) -> tuple[Column, ...]:
    """The place in the list ``of`` of a row that records an act."""
    meaning = f"The id of the row: the file, {of}, and its number, from 1."
    return derived("row", "id", meaning, required=True), article, place_in_list(place)


_RECORDS = (
    _table("topic", "A topic that demands, claims and quotes are about."),
    _table("event", "An event at which things were said, listed because several articles name it."),
    _list("event", "dates_given", "event_dates",
          "A date that a source gives for an event, if it differs from ours.",
          "the dates given for the event"),
    _table(
        "actor",
        "Someone who speaks, acts or is addressed: a person, a state, an organisation and so on.",
        _count("utterances", "How many of its own statements we chose."),
        _count("utterances_for_it", "How many statements of those who speak for it we chose."),
        _count("demands_made", "How many of its demands it or its side makes in our sources."),
        _count("demands_received", "How many demands addressed to it are made in our sources."),
        _count("claims_made", "How many of its claims it or its side makes in our sources."),
        _count("claims_received", "How many claims against it are made in our sources."),
        derived("last_heard", "date", "The latest known date of its own words."),
        first=("name", "kind", "sort_name", "wikidata", "summary", "note"),
    ),
    _list("actor", "names", "actor_names", "Another name of an actor.", "the actor's other names"),
    _list("actor", "roles", "actor_roles", "A role of an actor: what, for whom, from when to when.",
          "the actor's roles"),
    _list("actor", "links", "actor_links", "A page elsewhere about an actor.", "the actor's links"),
    _table(
        "demand",
        "A demand: one requested change, one way.",
        derived("addressees", "ids", "Its addressees, those of single statements included.",
                "actors.actor"),
        derived("first_stated", "date", "The first known date on which it was made."),
        derived("last_stated", "date", "The last known date on which it was made."),
        derived("withdrawn", "date", "When everyone who makes it had withdrawn it; empty if not."),
        _count("times_stated", "How often it was made; versions of one statement count once."),
    ),
    _table(
        "claim",
        "A claim: something that an actor says is true. We do not say whether it is.",
        derived("conflicts", "ids", "The same, whichever of the two claims names the other.",
                "claims.claim"),
    ),
    _list("claim", "replies", "claim_replies",
          "A reply by an actor whom a claim is against, or that none was found.",
          "the replies to the claim"),
    _table("briefing", "The summary that a person wrote for a briefing."),
)  # fmt: skip

_QUOTE_MEANINGS = {
    "text": "The exact words. Separate parts are joined by […] here, and listed in quote_parts.",
    "said_date": "When it was said, if the article says so for the quote itself.",
    "said_place": "Where, likewise.",
    "said_event": "The event, likewise: one of those listed, or `none`.",
    "said_event_name": "The event, likewise, if it is described in the article.",
    "said_event_place": "Where that event took place.",
    "said_event_date": "When that event took place.",
}
_ARTICLE_MEANINGS = {
    "event": "The event at which the words were said, if it is listed.",
    "event_name": "The event, if it is described in the article.",
    "event_place": "Where the event took place, if the article says so.",
    "event_date": "When the event took place, if the article says so.",
}
_QUOTE_ID, *_QUOTE_FIELDS = written(Quote, meanings=_QUOTE_MEANINGS, optional=("form",))
_CORRECTION_MEANINGS = {
    "quote": "The quote.",
    "was": "The old value; for a withheld quote only its state.",
    "now": "The new value; likewise.",
}

_IN_ARTICLES = (
    _table("article", "An article: one source, annotated.",
           _count("quotes", "How many quotes it has."),
           first=("title", "summary", "added", "note", "formerly"), meanings=_ARTICLE_MEANINGS,
           listed=("event",), latest_by="published"),
    Table(
        "quotes",
        "A quote, with everything it inherits from its article. A withheld quote has no words; its"
        " note is the reason.",
        ("quote",),
        (
            key("quote", "The reference: the id of the article, # and the id of the quote in it."),
            Column("article", "id", "The article it is in.", "articles.article", required=True),
            _QUOTE_ID,
            place_in_list("the quotes of the article"),
            *_QUOTE_FIELDS,
            derived("speaker_actor", "ids", "The speakers, if they are actors.", "actors.actor",
                    facet=True),
            derived("date", "date", "When it was said: its own date, else the event's."),
            derived("place", "text", "Where it was said, likewise."),
            derived("event", "id", "The listed event at which it was said. Words of another day"
                    " than the article's event were not said there.", "events.event"),
            derived("event_name", "text", "The event, listed or described in the article."),
            derived("words_language", "language", "The language of the words, else the source's."),
            derived("counts", "boolean", "Whether it counts as a statement of its speaker."),
            _UTTERANCE,
            replace(_VERDICT, facet=True),
            _CHECKED_ON,
            derived("abridged", "boolean", "Whether words are left out of it."),
            derived("inserted", "boolean", "Whether it has added words in brackets."),
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
        "A part of a quote, if the source separates its parts.",
        ("quote", "position"),
        (key("quote", "The quote.", "quotes.quote"), place_in_list("the parts of the quote"),
         Column("text", "text", "The exact words.", required=True)),
    ),
    _list("quote", "same_as", "same_as", "Two quotes that are versions of one statement.",
          "the versions that the quote names"),
    Table(
        "demand_acts",
        "A row says that demands were stated, modified, withdrawn or reported.",
        ("row",),
        (*_act("demands", "the demand rows of the article"), *written(DemandRow), _DATED, *_BASIS),
        model=DemandRow,
    ),
    Table(
        "responses",
        "An answer to demands, or that none was found, as recorded.",
        ("row",),
        (
            *_act("responses", "the responses of the article, or of the demand's own file",
                  replace(_ARTICLE, required=False, meaning=_IN_ARTICLE_OR_DEMAND)),
            *written(ResponseRow),
            *_BASIS,
        ),
        model=ResponseRow,
    ),
    Table(
        "claim_acts",
        "A row says that claims were asserted, denied, disputed, corroborated or retracted.",
        ("row",),
        (*_act("claims", "the claim rows of the article"),
         *written(ClaimRow, first=("claim", "act", "by", "told_by")), _DATED, *_BASIS),
        model=ClaimRow,
    ),
    Table(
        "corrections",
        "A change of a quote, with the old and the new value.",
        ("article", "position"),
        (key("article", "The article.", "articles.article"),
         place_in_list("the corrections of the article"),
         *written(Correction, first=("quote",), meanings=_CORRECTION_MEANINGS)),
        model=Correction,
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in (*_RECORDS, *_IN_ARTICLES, *DERIVED)}
# The kinds of records whose pages have a file with their rows next to them.
TWINNED = ("actor", "demand", "claim", "article", "topic")


@cache
def lists_of(model: type[BaseModel]) -> Mapping[str, FieldDescription]:
    """The lists of records in ``model``, by the tables with these as rows."""
    return {
        table.name: field
        for field in fields_of(model).values()
        if field.many and field.model
        for table in TABLES.values()
        if table.model and issubclass(table.model, field.model)
    }
