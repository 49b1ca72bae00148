"""What one quote, row or actor may and may not say, and who can have said it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.captures.edges import in_marks
from onrecord.captures.lock import LockLine
from onrecord.captures.withheld import MARKED, same_words, words_in
from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.reading import may_have, shown_text
from onrecord.records import (
    UNKNOWN_SPEAKER,
    Article,
    FaultyPlaces,
    KeptByRecord,
    Quote,
    Records,
    YamlPath,
)


def check_rows(records: Records) -> Iterator[Finding]:
    """Faults within one quote or one row."""
    for article_id, article in records.articles.items():
        faulty = records.faulty_places_of("article", article_id)
        yield from _quotes(article_id, article, faulty)
        for index, row in enumerate(article.responses):
            path: YamlPath = ("responses", index)
            if row.response == "none_found":
                message = "record 'none_found' in the demand's file, not in an article"
                known = row.demand and not faulty.covers((*path, "demand", 0))
                file = f"demands/{row.demand[0]}.yml" if known else "the demand's file"
                hint = f"move this row to 'responses' of {file}"
                field = (*path, "response")
                yield Finding("none-found-in-article", "article", article_id, field, message, hint)
        yield from _searches(records, "article", article_id, "responses", "response")
    for demand_id in records.demands:
        yield from _searches(records, "demand", demand_id, "responses", "response")
    for claim_id in records.claims:
        yield from _searches(records, "claim", claim_id, "replies", "reply")


def _quotes(article_id: str, article: Article, faulty: FaultyPlaces) -> Iterator[Finding]:
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        for code, field, message, hint in _quote(quote, path, faulty):
            # A draft can be read without it, and the site shows no draft.
            found = "to-do" if article.draft and code == "gist-missing" else code
            yield Finding(found, "article", article_id, (*path, field), message, hint)


def _quote(
    quote: Quote, path: YamlPath, faulty: FaultyPlaces
) -> Iterator[tuple[str, str, str, str]]:
    """Code, field, message and hint of each fault."""
    scare = quote.form == "scare"
    if scare and quote.speaker and not faulty.covers((*path, "form")):
        message = "a phrase in the writer's own quotation marks cannot have a speaker"
        yield "scare-with-speaker", "speaker", message, "remove 'speaker', or change 'form'"
    if not scare and not quote.speaker and not faulty.excuses(path, "form", "speaker"):
        hint = "name an actor, or write 'unknown' if the source does not even describe one"
        yield "speaker-missing", "id", "this quote has no speaker", hint
    if quote.withheld:
        return
    if not quote.text and not faulty.excuses(path, "text", "state"):
        hint = "add 'text': the exact words of the source"
        yield "text-missing", "id", "this quote has no text", hint
    indirect = quote.form == "indirect"
    if indirect and not quote.gist and not faulty.excuses(path, "form", "gist", "state"):
        hint = "add 'gist': what was said, in your own words; readers see this"
        yield "gist-missing", "form", "an indirect quote needs a 'gist'", hint


def _searches(records: Records, kind: str, id_: str, rows: str, field: str) -> Iterator[Finding]:
    faulty = records.faulty_places_of(kind, id_)
    for index, row in enumerate(getattr(records.find(kind, id_), rows)):
        path: YamlPath = (rows, index)
        if getattr(row, field) == "not_assessed":
            message, hint = "'not_assessed' is the default; do not write it", "remove this row"
            yield Finding("not-assessed-written", kind, id_, (*path, field), message, hint)
        unsaid = row.searched_through is None or not row.searched_through.known
        is_search = getattr(row, field) == "none_found"
        if is_search and unsaid and not faulty.excuses(path, "searched_through"):
            message = "'none_found' needs 'searched_through', the last day searched"
            hint = "add 'searched_through'; if nobody has searched, remove this row"
            yield Finding("none-found-without-search", kind, id_, (*path, field), message, hint)


def check_actors(records: Records) -> Iterator[Finding]:
    """Roles that end before they begin, or that are of the actor itself."""
    for actor_id, actor in records.actors.items():
        for index, role in enumerate(actor.roles):
            if role.of == actor_id:
                message = "an actor cannot have a role 'of' itself"
                path = ("roles", index, "of")
                hint = "name the actor it speaks for or is a member of"
                yield Finding("role-to-itself", "actor", actor_id, path, message, hint)
            if role.from_ and role.to and role.to.before(role.from_):
                message = f"this role ends ({role.to}) before it begins ({role.from_})"
                path, hint = ("roles", index, "to"), "did you swap 'from' and 'to'?"
                yield Finding("role-dates", "actor", actor_id, path, message, hint)


_HIDDEN = frozenset({"anonymous", "background"})


def check_sources(desk: Desk) -> Iterator[Finding]:
    """Words that their source gives to somebody else, or in nobody's marks."""
    for quote in desk.quotes.values():
        line = quote.checked if quote.verdict in STANDS else None
        if line is None or quote.record.withheld:
            continue
        for code, field, message, hint in source_says_otherwise(desk, quote, line):
            yield in_quote(quote, code, (field,), message, hint)


def source_says_otherwise(
    desk: Desk, quote: QuoteEntry, line: LockLine
) -> Iterator[tuple[str, str, str, str]]:
    """Code, field, message and hint of each thing that the source has otherwise, by its lock."""
    if line.said_by and (found := _other_speaker(desk, quote, line.said_by)):
        yield "other-speaker", "speaker", *found
    if quote.record.form == "indirect" and in_marks(line.prefix, line.suffix):
        message = "the source has these words in quotation marks, so they are somebody's own"
        hint = "write `form: direct`, or `form: partial` for part of a sentence"
        yield "words-marked", "form", message, hint
    if line.unmarked and quote.record.form in ("direct", "partial"):
        message = "the source has other words in quotation marks, but not these"
        hint = "if they are the writer's words, write `form: indirect` and a `gist`"
        yield "words-unmarked", "text", message, hint


def _other_speaker(desk: Desk, quote: QuoteEntry, said_by: str) -> tuple[str, str] | None:
    """Message and hint, where the source names another speaker than the desk."""
    speakers, quoting = quote.record.speaker, quote.record.quoting
    # A line of the lock from before they were corrected may name the one who is left.
    if not speakers or quoting == said_by or speakers == (said_by,):
        return None
    if said_by in speakers and said_by in desk.actors:
        message = f"the source attributes these words to {desk.actors[said_by].name} alone"
        return message, f"write `speaker: {said_by}`, or accept this if they said it together"
    if said_by == UNKNOWN_SPEAKER:
        message = (
            f"in the source, these words are in a question, not in an answer of '{speakers[0]}'"
        )
        return message, "quote the answer; what was asked belongs in `context`"
    roles, on = desk.roles, quote.date
    if said_by not in desk.actors or any(
        roles.either_speaks_for(said_by, speaker, on) for speaker in speakers
    ):
        return None
    name = desk.actors[said_by].name
    message = f"the source attributes these words to {name}, not to '{', '.join(speakers)}'"
    if UNKNOWN_SPEAKER in speakers:
        message = f"the source says who speaks here: {name}"
    return message, f"write `speaker: {said_by}`, or copy the words that you mean"


def check_described(desk: Desk) -> Iterator[Finding]:
    """Anonymous words of which nothing says from what side they come, or everything says it."""
    for quote in desk.quotes.values():
        record = quote.record
        if record.basis not in _HIDDEN or record.withheld:
            continue
        if UNKNOWN_SPEAKER in record.speaker and not record.speaking_as:
            message = "this unnamed speaker is not described"
            hint = (
                "add 'speaking_as' as the source describes them, or name an actor of kind 'unnamed'"
            )
            yield in_quote(quote, "anonymous-undescribed", ("id",), message, hint)
        for name in record.speaker:
            if name in desk.actors and desk.actors[name].kind == "person":
                message = f"the basis is '{record.basis}', but '{name}' is a person with a name"
                hint = "write `basis: on_record`, or name the actor of kind 'unnamed' who is meant"
                yield in_quote(quote, "anonymous-named", ("basis",), message, hint)


_ENOUGH = 4  # words that are the same by no chance


def check_own_words(desk: Desk, kept: KeptByRecord) -> Iterator[Finding]:
    """What is to be said in our own words and is the source's, or another quote's."""
    for article_id, article in desk.articles.items():
        quotes = [it for it in desk.quotes_of_article[article_id] if not it.record.withheld]
        yield from kept.of(_own_words, article, article_id, quotes)
        for quote in quotes:
            names = [desk.actors[it].name for it in quote.record.speaker if it in desk.actors]
            yield from kept.of(_labels, quote.record, quote, names)


def _own_words(
    article: Article, article_id: str, quotes: Iterable[QuoteEntry]
) -> Iterator[Finding]:
    if same_words(article.title, article.source.headline or "", _ENOUGH):
        message = "this is the source's headline; the title should be in your own words"
        hint = "say neutrally what the source is"
        yield Finding("words-repeated", "article", article_id, ("title",), message, hint)
    gists: dict[str, QuoteEntry] = {}
    for quote in quotes:
        yield from _repeated(quote, gists)


def _repeated(quote: QuoteEntry, gists: dict[str, QuoteEntry]) -> Iterator[Finding]:
    """A gist or context that is the text of the quote, or among the ``gists`` before it."""
    words = quote.record.words
    for field in ("gist", "context"):
        if same_words(getattr(quote.record, field) or "", words, _ENOUGH):
            message = f"this is the text of the quote; '{field}' should be in your own words"
            hint = f"say in `{field}` what readers need to know, or remove it"
            yield in_quote(quote, "words-repeated", (field,), message, hint)
    headline = quote.article.source.headline or ""
    is_said = quote.record.form in ("direct", "partial") and quote.verdict not in STANDS
    # A headline often has the words of somebody, in marks.
    if headline and is_said and same_words(MARKED.sub("", headline), words, _ENOUGH):
        message = "this is the source's headline, which is the writer's"
        hint = "copy what somebody said, or accept this if the text has it in marks"
        yield in_quote(quote, "words-repeated", ("text",), message, hint)
    if not quote.record.gist:
        return
    if _FIRST_PERSON.match(quote.record.gist):
        message = "this gist says 'I' or 'we', as if it were about us"
        hint = "say what the speaker says: 'They want …'"
        yield in_quote(quote, "words-repeated", ("gist",), message, hint)
    gist = " ".join(words_in(quote.record.gist))
    other = gists.setdefault(gist, quote)
    if gist.count(" ") >= _ENOUGH - 1 and other.utterance != quote.utterance:
        message = f"quote '{other.record.id}' has the same gist"
        hint = "say what this quote adds, or remove one of the two"
        yield in_quote(quote, "words-repeated", ("gist",), message, hint)


_FIRST_PERSON = re.compile(r"(?:I|We|My|Our|Je|Nous|Mon|Ma|Notre|Nos)\s|J['\u2019]|I['\u2019]")


def _labels(record: Quote, quote: QuoteEntry, names: Sequence[str]) -> Iterator[Finding]:
    for index, part in enumerate(record.text):
        if label := _label(names, part):
            message = f"'{label}:' names the speaker, and is not part of the words"
            hint = "remove it; `speaker` says who it is"
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)
        elif told := _attribution(names, quote, part):
            message = f"{shown_text(told)} names the speaker, and is not part of the words"
            is_last = part.rstrip().endswith(told) or part.lstrip().startswith(told)
            hint = "remove it, and the marks; `speaker` says who it is" if is_last else _AS_PARTS
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)
        elif may_have(part, _NOT_SAID_PARTS) and (not_said := _NOT_SAID.search(part)):
            message = f"{shown_text(not_said[0])} is not part of the words"
            hint = f"remove it, or {_AS_PARTS}"
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)


_AS_PARTS = "write a list of the words before and after it"
# What a transcript tells of the audience, and the credit of a picture.
_NOT_SAID = re.compile(
    r"[(\[](?:applause|laughter|laughs|cheers|applaudissements|rires)[.!]?[)\]]"
    r"|\b(?:photo|photograph|picture)(?: by)?: ?[A-Z][^.!?]*$|\b(?:getty images|reuters/)",
    re.IGNORECASE,
)
_NOT_SAID_PARTS = ("(", "[", ":", "getty images", "reuters/")
_SAYS = r"(?:said|says|told|added|adds|asked|replied|a (?:dit|déclaré|ajouté)|dit|déclare|ajoute)"
_SAID = re.compile(rf"\b{_SAYS}\b", re.IGNORECASE)
_SAID_PARTS = ("said", "says", "told", "tells", "add", "asked", "replied", "dit", "ajout")
_PRONOUN = r"(?:he|she|they|ils?|elles?)"
_END = r"\b[^.!?“”«»\"]*[.!?]?$"


def _attribution(speakers: Sequence[str], quote: QuoteEntry, text: str) -> str | None:
    """What of ``text`` tells that the speaker says the rest, as reporters do."""
    if quote.record.form == "indirect":
        return None
    if not (may_have(text, _SAID_PARTS) and _SAID.search(text)):
        return None
    names = "|".join(re.escape(name.split()[-1]) for name in speakers)
    named = rf"(?:[^\W\d_][\w.'’-]*\s+){{0,3}}(?:{names})" if names else r"(?!)"  # noqa: RUF001 - that mark is meant
    who = rf"(?:{_PRONOUN}|{named})"
    marked = text.lstrip()[:1] in tuple('“"«‘„')  # noqa: RUF001 - these marks are meant
    within = rf"[,\u2010-\u2015-]\s+((?:{_SAYS}\s+{named}|{named}\s+{_SAYS}))\s*[,\u2010-\u2015-]"
    # What the lock shows of marks in the source is said already.
    for pattern in (
        (within,)
        if quote.verdict in STANDS
        else (
            within,
            rf"[”\"’»]\s*,?\s*((?:{_SAYS}\s+{who}|{who}\s+{_SAYS}){_END})" if marked else r"(?!)",  # noqa: RUF001
            rf",\s+((?:{_SAYS}\s+{named}|{named}\s+{_SAYS}){_END})",
            rf"^({who}\s+{_SAYS})\s*[:,]\s*[“\"«‘].*[”\"’»]$",  # noqa: RUF001
        )
    ):
        if found := re.search(pattern, text.strip(), re.IGNORECASE | re.DOTALL):
            return found[1]
    return None


def _label(speakers: Sequence[str], text: str) -> str | None:
    """The label of a turn that ``text`` begins with, if it names one of the ``speakers``."""
    label, colon, _ = text.partition(":")
    words = words_in(label) if colon and len(label) < _LABEL else []
    for name in speakers if words else ():
        own = words_in(name)
        if words in (own, own[-1:]) or words[-len(own) :] == own:
            return label.strip()
    return None


_LABEL = 60  # characters


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
    close = desk.roles.either_speaks_for
    if not any(close(name, teller, quote.date) for name in speakers for teller in tellers):
        whose = "', '".join(speakers)
        message = f"these are the words of '{whose}', who is not in 'told_by'"
        hint = f"write `told_by: {speakers[0]}`, or remove it if these are the actor's own words"
        yield Finding("told-by-another", *act.owner, (*act.path, "told_by"), message, hint)


def check_unused(records: Records) -> Iterator[Finding]:
    """What is said for all quotes of a speaker who has none in the article."""
    for article_id, article in records.articles.items():
        unsure = records.faulty_places_of("article", article_id).may_hide("quotes", "speaker")
        # A quote without a speaker is reported; it may be theirs.
        unsure = unsure or any(not it.speaker and it.form != "scare" for it in article.quotes)
        if unsure or not article.quotes:
            continue
        speaking = {name for quote in article.quotes for name in quote.speaker}
        for name in article.speakers:
            if name not in speaking:
                message = f"no quote of this article is by '{name}', so this has no effect"
                path, hint = ("speakers", name), "correct the id, or remove this"
                yield Finding(
                    "speaker-unused", "article", article_id, path, message, hint, key=True
                )
