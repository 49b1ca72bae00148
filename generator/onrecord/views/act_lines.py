"""Acts in one line: what was done, whose act it is and by whose account, when, where to read it.

Every page, feed and briefing takes its words about acts from here.
"""

from collections.abc import Sequence
from dataclasses import replace

from . import lines
from .acts import ActView
from .lines import (
    Catalogue,
    Line,
    Span,
    names,
    names_opening,
    names_within,
    phrase,
    plain_text,
    raised,
)
from .names import Link

# The sections of the catalogue that have the words of each kind.
WORDS = {"statement": "act", "answer": "response", "claim": "claim_act", "reply": "reply"}
# What was not found: by whether it is a reply to a claim, and whether others report one.
_NOT_FOUND = {
    (False, False): "none_found",
    (False, True): "no_own_words",
    (True, False): "no_reply",
    (True, True): "no_reply_in_own_words",
}


def act_line(
    act: ActView,
    say: Catalogue,
    *,
    word: bool = True,
    account: bool = True,
    read: bool = True,
    labels: bool = True,
) -> Line:
    """As in "Rejected: Port, according to Mia Brandt · 2 May 2031 · quote".

    It begins with the ``word`` for the act and ends with the way to ``read`` the words and the
    ``labels``: why an answer does not decide, and what is from a draft. ``account`` is false where
    what precedes the line says who reports it.
    """
    if act.search:
        return search_line(act, say)
    who = () if act.kind == "reply" and not act.told_by else said_by(act, say, account=account)
    addressed = act.kind == "statement" and act.to
    to = phrase(say, "demand.to", names=names_within(say, act.to)) if addressed else ()
    date = lines.dated(say, act.date) if act.date else ()
    where = _read(act, say) if read else ()
    begins = act_word(act, say) if word else ()
    colon: Line = (Span(say("answer.colon")),) if begins and who else ()
    said: Line = (*((Span("", "who", parts=who),) if who else ()), *to)
    words = key_words(act, say)
    if act.kind == "reply":
        return lines.dotted(say, (*begins, *colon, *said), date, where)
    source = lines.dotted(say, said, date, words, where)
    if act.kind == "answer":
        source = (Span("", "source", parts=source),)
    return (*begins, *colon, *source, *(_labels(act, say) if labels else ()))


def act_word(act: ActView, say: Catalogue) -> Line:
    """The word for the act: "Stated", "Rejected", "Denied"."""
    text = say(f"{WORDS[act.kind]}.{act.word}")
    if act.kind == "reply":
        return (Span(text, "state"),)
    return (Span(text, "state" if act.kind == "answer" else "act", act.word),)


def said_by(act: ActView, say: Catalogue, *, account: bool = True) -> Line:
    """Whose act it is, in whose words and, unless ``account`` is false, by whose account."""
    who = names(say, act.by)
    if not account:
        return who
    if act.told_by:
        who = according_to(who, act.told_by, say)
    elif act.word == "reported":
        who = according_to(who, [Link(act.publisher or "", None)], say)
    elif act.speakers:
        who = phrase(
            say, "answer.spoken", who=names_within(say, act.by), speaker=names(say, act.speakers)
        )
    if act.rank == "unnamed":
        who = (*who, Span(" "), *phrase(say, "answer.unnamed"))
    return who


def key_words(act: ActView, say: Catalogue) -> Line:
    """The key words of a statement in marks, with their speaker where it is somebody else's act."""
    if not act.phrase or not act.card:
        return ()
    span = Span(act.phrase, "key-words", language=act.card.language)
    words = phrase(say, "card.marks", words=(span,))
    speakers = act.card.speakers
    if {*speakers} == {*act.by}:
        return words
    whose = names(say, speakers) or (Span(act.card.publisher),)
    return (*whose, Span(say("answer.colon")), *words)


def according_to(what: Line, tellers: Sequence[Link], say: Catalogue) -> Line:
    """``what``, by the account of ``tellers``."""
    per = phrase(say, "answer.per", who=what, according=_according(tellers, say))
    return lines.merged(per)


def _according(tellers: Sequence[Link], say: Catalogue) -> Line:
    return phrase(say, "answer.according", teller=names_within(say, tellers))


def quoting_line(whose: Link, tellers: Sequence[Link], say: Catalogue) -> Line:
    """That a quote gives the words of somebody else, by the account of its speakers."""
    teller = names_opening(say, tellers) or (Span(say("card.unknown_speaker")),)
    return phrase(say, "card.quoting", whose=names_within(say, [whose]), teller=teller)


def later_label(act: ActView, say: Catalogue) -> Line:
    """That an account is later than the answer and by somebody else, before its line."""
    if act.told_by:
        return phrase(say, "position.told_later", teller=names_within(say, act.told_by))
    return phrase(say, "position.unnamed_later")


def act_labels(act: ActView, say: Catalogue) -> tuple[Line, ...]:
    """Why an answer is shown and does not decide, and that it is from a draft."""
    of = names_within(say, act.to[:1])
    labels = (phrase(say, f"answer.{label}", of=of) for label in act.labels)
    return (*labels, *([draft_label(say)] if act.draft else []))


def draft_label(say: Catalogue) -> Line:
    """That something is from an article that is a draft."""
    return (Span(say("card.draft"), "strong"),)


def search_line(act: ActView, say: Catalogue) -> Line:
    """A search that found nothing: through when, in what, and when was asked."""
    search = act.search
    if search is None:
        return ()
    found = phrase(
        say,
        f"search.{_NOT_FOUND[act.kind == 'reply', search.own_words]}",
        through=lines.dated(say, search.through),
        where=search.sources or say("search.these_sources"),
    )
    asked = search.asked_on
    who = names_within(say, act.by)
    if asked:
        comment = phrase(say, "search.asked", who=who, on_date=lines.dated_on(say, asked))
    else:
        comment = phrase(say, "search.never_asked", who=who)
    parts = (*found, Span(" "), *comment)
    return (Span("", "search", parts=parts),)


def standing_line(standing: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """What has become of a claim, by whose account where only others report it."""
    word: Line = (Span(say(f"standing{'_account' if tellers else ''}.{standing}")),)
    parts = according_to(word, tellers, say) if tellers else word
    return (Span("", "standing", standing, parts=parts),)


def standing_meaning(standing: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """The same in a sentence."""
    if not tellers:
        return phrase(say, f"standing_meaning.{standing}")
    teller, (first, *rest) = names_within(say, tellers), _according(tellers, say)
    opening = (replace(first, text=raised(first.text)), *rest)
    places = {"teller": teller, "according": (first, *rest), "opening": opening}
    return phrase(say, f"standing_told.{standing}", **places)


def state_line(state: str, tellers: Sequence[Link] = (), *, say: Catalogue) -> Line:
    """A response, or a state derived from several, by whose account where others report it."""
    word: Line = (Span(say(f"response.{state}"), "state", state),)
    return according_to(word, tellers, say) if tellers else word


def spoken_line(act: ActView, say: Catalogue) -> str:
    """The same facts as a sentence to be read aloud, without a way to the words."""
    if act.search:
        return plain_text(search_line(act, say))
    what, who = plain_text(act_word(act, say)), plain_text(said_by(act, say))
    date = f"{say('list.comma')}{say.date(act.date)}" if act.date else ""
    labels = "".join(f". {plain_text(label)}" for label in act_labels(act, say))
    return f"{what}{say('answer.colon')}{who}{date}{labels}"


def _labels(act: ActView, say: Catalogue) -> Line:
    spans: list[Span] = []
    for label in act_labels(act, say):
        spans += [Span(" "), Span("", "label", parts=label)]
    return tuple(spans)


def _read(act: ActView, say: Catalogue) -> Line:
    """The way to the words, else to the source; to each of several quotes."""
    spans: list[Span] = []
    for number, uri in enumerate(act.uris, 1):
        if number > 1:
            spans.append(Span(say("list.comma")))
        key = "source" if not act.card else "another_quote" if number > 1 else "quote"
        spans.append(Span(say(f"answer.{key}", number=number), "read", uri=uri))
    return tuple(spans)
