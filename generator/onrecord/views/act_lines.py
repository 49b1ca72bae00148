"""Acts in one line: what was done, by whom, according to whom, when, and where to read it.

Every page, feed and briefing takes its words about acts from here.
"""

from collections import Counter
from collections.abc import Sequence

from onrecord.desk import CONFLICTING, grouped
from onrecord.records import UNKNOWN

from . import lines
from .acts import ActView, tellers_of
from .answers import PositionView
from .lines import Catalogue, Line, Span, plain_text
from .links import Link
from .quote_card import QuoteCard

# Long enough to tell two quotes of one speaker and one day apart.
_SPOKEN_WORDS = 28

# The sections of the catalogue that have the words of each kind.
WORDS = {"statement": "act", "answer": "response", "claim": "claim_act", "reply": "reply"}
# What was not found: by whether it is a reply to a claim, and whether others report one.
_NOT_FOUND = {
    (False, False): "none_found",
    (False, True): "no_own_words",
    (True, False): "no_reply",
    (True, True): "no_reply_in_own_words",
}


def act_line(  # noqa: PLR0913 - what of it is shown
    act: ActView,
    say: Catalogue,
    *,
    word: bool = True,
    account: bool = True,
    read: bool = True,
    labels: bool = True,
    found: bool = True,
    noted: bool = False,
    quoted: bool = False,
) -> Line:
    """As in "Rejected: Port, according to Mia Brandt · 2 May 2031 · quote".

    It begins with the ``word`` for the act and ends with the way to ``read`` the words and the
    ``labels``: why an answer does not decide, and what is from a draft. ``account`` is false where
    what precedes the line says who reports it; ``found`` likewise of what was searched. ``noted``:
    with its condition, and that there is a note. ``quoted``: the first words are the way to them.
    """
    note = _limits(act, say) if noted else ()
    if act.search:
        return (*search_line(act, say, found=found), *note)
    known = act.kind == "reply" and not (act.told_by or act.speakers)
    who = () if known else said_by(act, say, account=account)
    addressed = act.kind == "statement" and act.to
    to = say.phrase("demand.to", names=say.linked_within(act.to)) if addressed else ()
    date = say.dated(act.date) if act.date else ()
    where = _read(act, say) if read else ()
    begins = act_word(act, say) if word else ()
    colon: Line = (Span(say("answer.colon")),) if begins and who else ()
    said: Line = (*((Span("", "who", parts=who),) if who else ()), *to)
    words = key_words(act, say)
    if quoted and (opening := _opening_words(act, say, read=read)):
        words, where = opening, ()
    if act.kind == "reply":
        return (*say.dotted((*begins, *colon, *said), date, words, where), *note)
    source = say.dotted(said, date, words, where)
    if act.kind == "answer":
        source = (Span("", "source", parts=source),)
    return (*begins, *colon, *source, *note, *(_labels(act, say) if labels else ()))


def _limits(act: ActView, say: Catalogue) -> Line:
    """Its condition, and that there is a note on it."""
    terms = say.phrase("answer.on_condition", condition=act.condition) if act.condition else ()
    condition = (Span(" "), *terms) if terms else ()
    return (*condition, *say.phrase("answer.noted")) if act.note else condition


def act_word(act: ActView, say: Catalogue) -> Line:
    """The word for the act: "Stated", "Rejected", "Denied"."""
    text = say(f"{WORDS[act.kind]}.{act.word}")
    if act.kind == "reply":
        return (Span(text, "state"),)
    return (Span(text, "state" if act.kind == "answer" else "act", act.word),)


def _word_alone(act: ActView, say: Catalogue) -> str:
    """The same as plain text, and that it is on a condition."""
    terms = f" {say('answer.conditional')}" if act.condition else ""
    return f"{plain_text(act_word(act, say))}{terms}"


def said_by(act: ActView, say: Catalogue, *, account: bool = True) -> Line:
    """The actor, whose words they are and, unless ``account`` is false, who reports it."""
    who = say.linked(act.by)
    if act.members:
        who = say.phrase("answer.spoken", who=say.linked_within(act.members), speaker=who)
    if act.told_by or act.word == "reported":
        tellers = act.told_by or [Link(act.publisher or "", None)]
        who = according_to(who, tellers, say) if account else who
    elif act.speakers:
        speaker = say.linked(act.speakers)
        who = say.phrase("answer.spoken", who=say.linked_within(act.by), speaker=speaker)
    if act.rank == "unnamed":
        who = (*who, Span(" "), *say.phrase("answer.unnamed"))
    return who


def key_words(act: ActView, say: Catalogue) -> Line:
    """The key words of a statement in marks, with their speaker if it is another actor's act."""
    if not act.phrase or not act.card:
        return ()
    marked = say("card.marks", words=act.phrase)
    words: Line = (Span(marked, "key-words", language=act.card.language),)
    if act.card.gloss:
        words = (*words, Span(" "), *say.phrase("card.gloss", gist=act.card.gloss))
    speakers = act.card.speakers
    if {*speakers} == {*act.by}:
        return words
    whose = say.linked(speakers) or (Span(act.card.publisher),)
    return (*whose, Span(say("answer.colon")), *words)


def _opening_words(act: ActView, say: Catalogue, *, read: bool) -> Line:
    """How its words begin, as the way to all of them if ``read``; none where they are not shown."""
    card = act.card
    if card is None or act.more or card.quoting or not card.excerpt:
        return ()
    marked = say("card.marks", words=act.phrase or card.excerpt)
    uri = card.uri if read else None
    words: Line = (Span(marked, "key-words", uri=uri, language=card.language),)
    if card.gloss:
        words = (*words, Span(" "), *say.phrase("card.gloss", gist=card.gloss))
    words = (*words, *_disputed(card, say))
    if {*card.speakers} <= {*act.by, *act.speakers, *act.told_by} and card.speakers:
        return words
    whose = say.linked(card.speakers) or (Span(card.publisher),)
    return (*whose, Span(say("answer.colon")), *words)


def according_to(what: Line, tellers: Sequence[Link], say: Catalogue) -> Line:
    """``what``, by the account of ``tellers``."""
    per = say.phrase("answer.per", who=what, according=by_account_of(tellers, say))
    return lines.merged(per)


def by_account_of(tellers: Sequence[Link], say: Catalogue) -> Line:
    """As in "according to Mia Brandt"."""
    return say.phrase("answer.according", teller=say.linked_within(tellers))


def later_label(act: ActView, say: Catalogue) -> Line:
    """That an account is later than the answer and by somebody else, before its line."""
    if act.told_by:
        return say.phrase("position.told_later", according=by_account_of(act.told_by, say))
    return say.phrase("position.unnamed_later")


def act_labels(act: ActView, say: Catalogue) -> tuple[Line, ...]:
    """Notes on an answer: why it does not decide, or that it is from a draft."""
    of, unordered = say.linked_within(act.to[:1]), act.unordered and act.date and act.date.known
    labels = (
        *(say.phrase(f"answer.{label}", of=of) for label in act.labels),
        told_later(act, say) if act.kind == "statement" else (),
        say.phrase("answer.unordered") if unordered else (),
        draft_label(say) if act.draft else (),
    )
    return tuple(filter(None, labels))


def told_later(act: ActView, say: Catalogue) -> Line:
    """When and, if nobody said so directly, by whom it was reported later."""
    card, when = act.card, act.date
    if card is None or when is None or act.search or not when.before(card.when):
        return ()
    on_date = say.dated_on(card.when)
    if act.told_by or {*card.speakers} <= {*act.by, *act.speakers}:
        return say.phrase("answer.told_on", on_date=on_date)
    return say.phrase("answer.told_on_by", on_date=on_date, who=say.linked_within(card.speakers))


def draft_label(say: Catalogue) -> Line:
    """That something is from an article that is a draft."""
    return (Span(say("card.draft"), "strong"),)


def search_line(act: ActView, say: Catalogue, *, found: bool = True) -> Line:
    """A search that found nothing: through when, in what, unless said before; and who was asked."""
    search = act.search
    if search is None:
        return ()
    missing = "none_joint" if search.joint else _NOT_FOUND[act.kind == "reply", search.own_words]
    nothing = say.phrase(f"search.{missing}", **search.limits(say))
    who, asked = say.linked_within(act.by), "asked" if search.asked_on else "never_asked"
    on_date = say.dated_on(search.asked_on) if search.asked_on else ""
    comment = say.phrase(f"search.{asked}", who=who, on_date=on_date)
    parts = (*nothing, Span(" "), *comment) if found else comment
    return (Span("", "search", parts=parts),)


def state_line(
    state: str, tellers: Sequence[Link] = (), nothing: str | None = None, *, say: Catalogue
) -> Line:
    """A response or a derived state, and who reports it; ``nothing``: how none was found."""
    if state == CONFLICTING and tellers:
        word: Line = (Span(say("accounts.state"), "state", state),)
        return say.phrase("accounts.by", state=word, tellers=say.linked_within(tellers))
    text = say(f"nothing.{nothing}" if nothing else f"response.{state}")
    word = (Span(text, "state", state),)
    return according_to(word, tellers, say) if tellers else word


def spoken_line(act: ActView, say: Catalogue) -> str:
    """The same facts as a sentence to be read aloud, without a way to the words."""
    if act.search:
        return plain_text(search_line(act, say))
    what, who = _word_alone(act, say), plain_text(said_by(act, say))
    date = f"{say('list.comma')}{say.date(act.date)}" if act.date else ""
    labels = "".join(f". {plain_text(label)}" for label in act_labels(act, say))
    return f"{what}{say('answer.colon')}{who}{date}{labels}"


def _labels(act: ActView, say: Catalogue) -> Line:
    labels = (Span("", "label", parts=label) for label in act_labels(act, say))
    return tuple(span for label in labels for span in (Span(say("list.dot")), label))


def position_line(
    position: PositionView, say: Catalogue, *, whose: bool = False, brief: bool = False
) -> Line:
    """Where a demand is with one side: its own words of earlier before what others report.

    ``whose``: with who spoke then, the way to the words, and any note; ``brief``: only with what
    limits it, and that others report it.
    """
    told, conflicting = brief and bool(position.tellers), position.state == CONFLICTING
    now = state_line(position.state, () if told else position.tellers, position.nothing, say=say)
    if told and conflicting:
        now = (Span(say("accounts.state"), "state", CONFLICTING),)
    also = (
        ("by_others", told and not conflicting),
        ("unnamed", position.rank == "unnamed"),
        ("conditional", (whose or brief) and position.conditional),
        ("noted", whose and position.noted),
    )
    for key in (key for key, applies in also if applies):
        apart = () if key == "noted" else (Span(" "),)
        now = (*now, *apart, *say.phrase(f"answer.{key}"))
    if not position.own_before:
        return now
    if whose:
        before = early_line(position.early, say, "answer.own_before")
    else:
        words = {act.word: act_word(act, say) for act in position.early}
        answer = lines.joined(Span(say("list.semicolon")), list(words.values()))
        before = say.phrase("answer.own_before", answer=answer)
    return (*before, Span(" "), *say.phrase("answer.since"), Span(" "), *now)


def later_line(act: ActView, addressee: Link, say: Catalogue) -> Line:
    """Facts of a later answer from others or an unnamed source, without the answer itself."""
    date = say.phrase("later.dated", date=say.dated(act.date or UNKNOWN))
    according = by_account_of(act.told_by, say) if act.told_by else ""
    key = "later.told" if act.told_by else "later.unnamed"
    opening = say.phrase(key, date=date, according=according)
    did: Line = (Span(say(f"did.{act.word}"), "state", act.word),)
    if act.by != (addressee,):
        did = say.phrase("later.by", who=say.linked_within(act.by), did=did)
    where = _read(act, say, named=True)
    read = (Span(say("later.read")), *where) if where else ()
    noted = _limits(act, say)
    return (Span("", "label", parts=opening), Span(" "), *did, *noted, *read, *_labels(act, say))


def members_line(position: PositionView, say: Catalogue) -> Line:
    """That single members answered, how often, and the latest: never as the group's answer."""
    count, shown = len(position.members), position.latest_members
    links = [_answer_link(act, said_by(act, say), say) for act in shown]
    answers = lines.joined(Span(say("list.semicolon")), links)
    key = "members.answers" if len(shown) == count else "members.latest"
    of = say.linked_within([position.addressee])
    return say.phrase(key, count=count, of=of, answers=answers)


def early_line(acts: Sequence[ActView], say: Catalogue, key: str = "answer.before_made") -> Line:
    """An earlier answer, who gave or reported it, and when."""
    groups = grouped(((act.word, act.date, bool(act.told_by) or act), act) for act in acts)
    answers = []
    for found in groups.values():
        act, tellers = found[-1], tellers_of(found)
        who = by_account_of(tellers, say) if tellers else say.linked(act.speakers or act.by)
        answers.append(_answer_link(act, who, say, "brief_told" if tellers else "brief"))
    return say.phrase(key, answer=lines.joined(Span(say("list.semicolon")), answers))


def _answer_link(act: ActView, who: Line, say: Catalogue, key: str = "brief") -> Line:
    """The answer, who gave or reported it, and when, as one link to the words."""
    did, date, said = _word_alone(act, say), say.date(act.date or UNKNOWN), plain_text(who)
    text = say(f"answer.{key}", did=did, who=said, according=said, date=date)
    return (Span(text, uri=act.uri),)


def _read(act: ActView, say: Catalogue, *, named: bool = False) -> Line:
    """The way to the words, else to the source; to each of several quotes by name and date.

    ``named``: to a single one too, which the line does not name.
    """
    cards = [*([act.card] if act.card else []), *act.more]
    if len(cards) < 2:
        text = say("answer.quote" if act.card else "answer.source")
        label = f"{text}{say('answer.colon')}{act.article.text}" if act.article else ""
        if act.card:  # whose words and how they begin, as the link is read aloud
            name = say("answer.quote_named", name=_quote_name(act.card, say))
            label = _with_words(name, act.card, say)
            text = name if named else text
        way = tuple(Span(text, "read", uri=uri, label=label) for uri in act.uris[:1])
        return (*way, *_disputed(act.card, say))
    ways: list[Line] = []
    seen: Counter[str] = Counter()
    for card in cards:
        name = _quote_name(card, say)
        seen[name] += 1
        text = name if seen[name] == 1 else say("answer.numbered", name=name, number=seen[name])
        label = _with_words(text, card, say)
        ways.append((Span(text, "read", uri=card.uri, label=label), *_disputed(card, say)))
    quotes = lines.joined(Span(say("list.semicolon")), ways)
    return say.phrase("answer.quotes", count=len(cards), quotes=quotes)


def _disputed(card: QuoteCard | None, say: Catalogue) -> Line:
    """That the words are disputed, after the link to them."""
    disputed = card is not None and card.state == "disputed"
    return (Span(" "), *say.phrase("answer.disputed")) if disputed else ()


def _with_words(name: str, card: QuoteCard, say: Catalogue) -> str:
    if card.withheld or not card.content:
        return name
    return f"{name}{say('list.comma')}{lines.shorten(card.content, _SPOKEN_WORDS)}"


def _quote_name(card: QuoteCard, say: Catalogue) -> str:
    """Speaker and date: "Brandt, 2 May 2031"."""
    families = [cited.partition(",")[0] if cited else "" for cited in card.cited_as]
    whose = [family or link.text for family, link in zip(families, card.speakers, strict=True)]
    speaker = say.phrases(whose) if whose else card.publisher
    return say("answer.quote_of", speaker=speaker, date=say.date(card.when))
