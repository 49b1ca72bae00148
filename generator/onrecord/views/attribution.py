"""Whose the words of a quote are, when and where they were said, and how we have them.

Every page, feed, picture and briefing takes these lines from here. They also make what is pasted
elsewhere: the words with all that must go with them, as text and as HTML that needs no style.
"""

from collections.abc import Iterator, Sequence
from html import escape

from onrecord.desk import STANDS
from onrecord.records import PartialDate

from .context import Publication
from .language import direction as direction_of
from .lines import Catalogue, Line, Span, capitalized, joined, one_line, plain_text, text_of
from .links import Link
from .quote_card import CorrectionView, QuoteCard
from .source_facts import SourceFacts

# Words that their source took back, that are not those of the one named, or that nobody is named
# as saying: a copy on another page would outlive every correction here.
_REFUSED = frozenset({"retracted", "misattributed"})
_PLACE = "\0"


def attributed(card: QuoteCard, say: Catalogue, address: str = "", *, compared: bool = True) -> str:
    """The words, who said them when and where, and how we have them, line by line.

    A withheld quote has no text. The last line is the ``address`` where the quote is published.
    Where the words were not found in their source, or not compared with it, a line says so, unless
    ``compared`` is false: then it is said elsewhere.
    """
    if card.withheld:
        return ""
    lines = [*before_words(card, say), said(card, say), *_about_words(card, say)]
    if compared and card.verdict_shown and card.check.verdict not in STANDS:
        lines.append(f"{say(f'check.short.{card.verdict}')}.")
    lines.append(address)
    return "\n".join(line for line in lines if line)


def _about_words(card: QuoteCard, say: Catalogue) -> Iterator[str]:
    """The lines after the words; some are empty."""
    yield gloss(card, say)
    yield from (text_of(correction_line(correction, say)) for correction in card.corrections)
    yield say("copy.who", who=text_of(who(card, say)))
    yield one_line(card.context or "")
    yield text_of(when(card, say))
    yield how(card, say)
    yield f"{text_of(provenance(card, say))}{located(card, say)}"


def before_words(card: QuoteCard, say: Catalogue) -> Iterator[str]:
    """Facts to read before the words: their state, and their speaker."""
    if card.draft:
        yield say("card.draft")
    if not card.stands:
        state, meaning = say(f"state.{card.state}"), say(card.state_meaning)
        yield say("copy.state", state=state, meaning=meaning)
    if card.quoting:
        yield plain_text(quoting_line(card.quoting, card.speakers, say))


def quoting_line(whose: Link, tellers: Sequence[Link], say: Catalogue) -> Line:
    """That a quote gives the words of somebody else, by the account of its speakers."""
    teller = say.linked_opening(tellers) or (Span(say("card.unknown_speaker")),)
    quoting = say.phrase("card.quoting_whom", whose=say.linked_within([whose]))
    return say.phrase("card.quoting", teller=teller, quoting=quoting)


def said(card: QuoteCard, say: Catalogue) -> str:
    """The words in marks, each part in its own; for an indirect quote the gist, never in marks."""
    if card.form == "indirect":
        return f"{say('card.reported')} {one_line(card.gist or '')}"
    marks = "card.scare_marks" if card.form == "scare" else "card.marks"
    return f" {say('card.apart')} ".join(say(marks, words=one_line(part)) for part in card.words)


def gloss(card: QuoteCard, say: Catalogue) -> str:
    """The words in the site's language; empty if they are in it, or nobody translated them."""
    return say("card.gloss", gist=one_line(card.gloss)) if card.gloss else ""


def correction_line(correction: CorrectionView, say: Catalogue) -> Line:
    """When something was corrected, what and by whom."""
    kind = say(f"correction.kind.{correction.kind}")
    whose = say(f"correction.whose.{correction.whose}")
    return say.phrase("correction.line", date=say.dated(correction.date), kind=kind, whose=whose)


def corrected(
    correction: CorrectionView, value: str, say: Catalogue, language: str | None = None
) -> Line:
    """A ``value`` of ``correction``: words in their ``language``, a date or a code in ours."""
    if correction.kind in ("wording", "translation"):
        return (Span(value, language=language),)
    if correction.kind == "date":
        date = PartialDate.found(value)
        return say.dated(date) if date else (Span(value),)
    key = f"{correction.field}.{value}"
    coded = correction.field in ("state", "form", "basis") and key in say
    return (Span(say(key) if coded else value),)


def correction_values(
    correction: CorrectionView, say: Catalogue, language: str | None = None
) -> Iterator[Line]:
    """The values before and now, each in a line."""
    for key, value in (("was", correction.was), ("now", correction.now)):
        if value is not None:
            shown = corrected(correction, value, say, language)
            yield say.phrase(f"correction.{key}", **{key: shown})


def whole_correction(
    correction: CorrectionView, say: Catalogue, language: str | None = None
) -> Line:
    """When what was corrected and by whom, what was there before and is now, and the note."""
    note: Line = (Span(correction.note),) if correction.note else ()
    facts = say.dotted(*correction_values(correction, say, language), note)
    return joined(Span(" "), (correction_line(correction, say), facts))


def who(card: QuoteCard, say: Catalogue) -> Line:
    """Speaker, role then, addressee."""
    to = say.phrase("card.to", names=say.linked_within(card.to)) if card.to else ()
    return (*speaker_then(card, say), *to)


def speaker_then(card: QuoteCard, say: Catalogue, *, with_role: bool = True) -> Line:
    """Speaker and, unless ``with_role`` is false, the roles then."""
    line: Line = (Span("", "speaker", parts=speaker_name(card, say)),)
    if with_role:
        line = (*line, *role(card, say))
    if with_role and card.roles_of_each:
        semicolon = say("list.semicolon")
        held = [
            say.phrase("card.role_of", name=(Span(name, "name"),), role=semicolon.join(roles))
            for name, roles in card.roles_of_each
        ]
        each = say.phrase("card.roles", roles=joined(Span(semicolon), held))
        line = (*line, Span(" "), Span("", "role", parts=each))
    return (*line, Span(" "), *say.phrase("card.unnamed")) if card.unnamed else line


def speaker_name(card: QuoteCard, say: Catalogue) -> Line:
    """Who says it; of marks that the writer of the source put, that nobody does."""
    if card.speakers:
        return say.linked(card.speakers)
    scare = card.form == "scare"
    return say.phrase(f"card.no_speaker.{card.form_label}" if scare else "card.unknown_speaker")


def role(card: QuoteCard, say: Catalogue) -> Line:
    """The speaker's roles then, to be put behind the name."""
    roles = say("list.semicolon").join(card.roles)
    return (Span(say("list.comma")), Span(roles, "role")) if roles else ()


def when(card: QuoteCard, say: Catalogue) -> Line:
    """When (local), where, on what occasion, through what."""
    place = (Span(say("list.comma")), Span(card.place, "place")) if card.place else ()
    occasion = say.phrase("card.occasion", occasion=card.occasion) if card.occasion else ()
    medium = say.phrase("card.medium", medium=card.medium) if card.medium else ()
    return (*say.dated(card.when), *place, *occasion, *medium)


def how(card: QuoteCard, say: Catalogue) -> str:
    """The form of the words, unless it is plain: a fragment, a translation, no name."""
    form = say("form.partial") if card.form == "partial" else ""
    on_record = card.basis in {None, "on_record"}
    basis = "" if on_record else say(f"basis.{card.basis}")
    parts = [form, original(card, say), translation(card, say), basis]
    return capitalized(say("list.dot").join(part for part in parts if part))


def original(card: QuoteCard, say: Catalogue) -> str:
    """The language they were said in, where they are given in another."""
    if card.original_language is None or card.original_language == card.language:
        return ""
    return say("card.original_language", language=say.language(card.original_language))


def translation(card: QuoteCard, say: Catalogue) -> str:
    """The translator, and the language in between."""
    if not card.translated:
        return ""
    into = say.language(card.language) if card.language else say("card.this_text")
    by = say(f"translated_by.{card.translated_by}", language=into)
    return f"{by}{relay(card, say)}"


def relay(card: QuoteCard, say: Catalogue) -> str:
    """The language through which they were translated, to follow the translator; else empty."""
    return say("card.relay", language=say.language(card.relay)) if card.relay else ""


def provenance(card: QuoteCard | SourceFacts, say: Catalogue, *, linked: bool = True) -> Line:
    """Who published the words, when, and from whom they have them; ``linked`` to the article."""
    party = card.party
    how = ("own" if party.text == card.publisher else "party") if party else "reported"
    # The publisher may be an actor, too: the link says by itself which article it leads to.
    label = f"{card.publisher}{say('answer.colon')}{card.article.text}"
    publisher = Span(card.publisher, uri=card.article.uri if linked else None, label=label)
    of_party = say.linked_within([party] if party else [])
    by = say.phrase(f"provenance.{how}", publisher=(publisher,), party=of_party)
    if card.published.known:
        on = say.phrase("provenance.on", on_date=say.dated_on(card.published))
    else:
        on = say.phrase("provenance.undated")
    return (*by, *on, Span(chain(card, say)))


def located(card: QuoteCard, say: Catalogue) -> str:
    """The place of the words in the source."""
    page = say("provenance.page", page=card.page) if card.page else ""
    time = say("provenance.time", time=card.time) if card.time else ""
    return f"{page}{time}"


def chain(card: QuoteCard | SourceFacts, say: Catalogue) -> str:
    """The source that our source cites for the words; empty if it heard them itself."""
    return say("provenance.chain", chain=say.phrases(card.chain)) if card.chain else ""


def embed(card: QuoteCard, publication: Publication, say: Catalogue) -> tuple[str, str]:
    """The HTML of ``card`` to paste, or why there is none; both are empty for a withheld quote."""
    if card.withheld:
        return "", ""
    refused = card.state if card.state in _REFUSED else "scare" if card.form == "scare" else None
    if refused:
        return "", say(f"embed.none.{refused}")
    return "\n".join(_lines(card, publication, say)), ""


def _lines(card: QuoteCard, publication: Publication, say: Catalogue) -> Iterator[str]:
    own = f'lang="{escape(publication.language)}"'
    before = [f"<p>{_text(line)}</p>" for line in before_words(card, say)]
    footer = ["<footer>", *_footer(card, publication, say), "</footer>"]
    if card.form == "indirect":
        # The words are ours: a page that sets marks around a blockquote must not do so here.
        yield from [f"<div {own}>", *before, f"<p>{_text(said(card, say))}</p>", *footer, "</div>"]
        return
    direction = f' dir="{card.direction}"' if card.direction else ""
    ours = direction_of(publication.language) or "ltr"
    language = escape(card.language or publication.language)
    if language != publication.language or direction:
        footer[0] = f'<footer {own} dir="{ours}">' if direction else f"<footer {own}>"
    cite = f'<blockquote cite="{escape(publication.address)}" lang="{language}"{direction}>'
    quote = [cite, f"<p>{_text(said(card, say))}</p>", *footer, "</blockquote>"]
    yield from [f"<div {own}>", *before, *quote, "</div>"] if before else quote


def _footer(card: QuoteCard, publication: Publication, say: Catalogue) -> Iterator[str]:
    yield from (f"{_text(line)}<br>" for line in _about_words(card, say) if line)
    address, coverage = escape(publication.address), publication.coverage
    link = f'<cite><a href="{address}">{_text(publication.name)}</a></cite>'
    if coverage:
        days = say.days(coverage.first, coverage.through)
        link += _text(say("list.dot") + say("theme.coverage", days=days))
    yield f"{link}<br>"
    before, _, after = say("embed.corrections", address=_PLACE).partition(_PLACE)
    yield f'{_text(before)}<a href="{address}">{address}</a>{_text(after)}'


def _text(text: str) -> str:
    return escape(text, quote=False)
