"""How a demand was worded each time, from first to last."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.captures.typography import Folded, composed
from onrecord.desk import Act, DemandEntry, QuoteEntry
from onrecord.reading import Segment, word_diff
from onrecord.records import PartialDate, fixed

from .context import Context
from .quote_card import QuoteCard

# Two wordings that share less of their letters are not marked where they differ.
_ALIKE, _KEY_WORDS_ALIKE = 0.4, 0.2

_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?\u2026\u061f])\s+(?=\W*[^\Wa-z])")  # not after "Mr."
# The marks behind which a long sentence may be cut.
_LONG_SENTENCE, _CLAUSE_END = 120, re.compile(r"(?<=[,;:])\s+")
# An ellipsis of the words themselves, at their beginning and at their end.
_BEGINS_LATER = re.compile(r"^[\[(]?\s?(?:\u2026|\.{3})")
_ENDS_EARLIER = re.compile(r"(?:\u2026|\.{3})\s?[\])]?$")
# Shorter words are mostly "the" and "to", which say nothing of whether two wordings are alike.
_LONG_WORD = re.compile(r"\w{4,}")


@fixed
class WordingView:
    """One wording of a demand."""

    card: QuoteCard  #: the quote
    date: PartialDate  #: when the demand was made so
    told_later: bool  #: whether the quote tells of that later
    #: what it shares with the wording before (`same`) and what is new (`added`); only `same` for
    #: the first, and if it is worded quite differently
    words: tuple[Segment, ...]
    key_words: bool  #: whether these are only the key words of the quote
    opens: bool  #: whether the words of the quote begin with them, or they begin with an ellipsis
    closes: bool  #: whether the words of the quote end with them, or they end with an ellipsis
    again: tuple[QuoteCard, ...] = ()  #: the quotes of later statements with the same key words


@fixed
class _Wording:
    """A wording; ``words`` are the key words, else the part of the quote that has the demand."""

    phrase: str | None
    words: str
    quote: QuoteEntry

    @property
    def short(self) -> bool:
        """Whether they are the key words, or a part of a sentence in their place."""
        return bool(self.phrase) or len(self.words) < len(self.quote.words)

    def is_marked(self, at: re.Pattern[str]) -> bool:
        """Whether it needs no note on words left out: it has key words, or an ellipsis says so."""
        return bool(self.phrase or at.search(self.words.strip()))


def wordings(context: Context, entry: DemandEntry) -> tuple[WordingView, ...]:
    """The wordings of a demand in the words of its owners, the oldest first."""
    # A wording is the key words of a statement; statements without are left out (`left_out`). Where
    # fewer than two have key words, a wording may be the sentence of its quote, or the part of a
    # long one, that shares most words with the title and the key words of the demand. Nothing where
    # there are fewer than two to compare.
    own = _one_of_each(own_exact(entry.statements))
    worded = _compared(context, entry, [act for act in own if act.phrase])
    return worded or _compared(context, entry, own)


def left_out(
    context: Context, entry: DemandEntry, shown: Sequence[WordingView]
) -> tuple[QuoteCard, ...]:
    """The quotes of statements without key words, where only key words are ``shown``."""
    if not shown or not all(wording.key_words for wording in shown):
        return ()
    own = _one_of_each(own_exact(entry.statements))
    return context.cards.of_items(act.quote for act in own if act.quote and not act.phrase)


def _compared(context: Context, entry: DemandEntry, own: Sequence[Act]) -> tuple[WordingView, ...]:
    """The wordings of statements, each compared with the previous one; none for only one."""
    wanted = longer_words(" ".join((entry.record.title, *(act.phrase or "" for act in own))))
    views: list[WordingView] = []
    before: _Wording | None = None
    for act in own:
        quote = act.quote
        if quote is None:
            continue
        now = _Wording(act.phrase, act.phrase or _nearest(quote.words, wanted), quote)
        if before and _same_phrase(before, now):
            views[-1] = replace(views[-1], again=(*views[-1].again, context.cards.card(quote)))
            continue
        pieces = _new_words(before, now) if before else ()
        views.append(
            WordingView(
                card=context.cards.card(quote),
                date=act.date,
                told_later=act.date.before(quote.date),
                words=pieces or (Segment("same", now.words),),
                key_words=bool(now.phrase),
                opens=now.is_marked(_BEGINS_LATER) or quote.words.startswith(now.words),
                closes=now.is_marked(_ENDS_EARLIER) or quote.words.endswith(now.words),
            )
        )
        before = now
    return tuple(views) if len(views) > 1 else ()


def latest_wordings(found: Sequence[WordingView], most: int) -> tuple[WordingView, ...]:
    """The last ``most`` of ``found``; the first of them is compared with nothing."""
    latest = found[-most:]
    if len(latest) == len(found):
        return tuple(latest)
    words = (Segment("same", "".join(piece.text for piece in latest[0].words)),)
    return (replace(latest[0], words=words), *latest[1:])


def own_exact(statements: Iterable[Act]) -> list[Act]:
    """The statements in exact words of their owners that may be shown."""
    made = ((act, act.quote.record) for act in statements if act.quote and act.own and act.states)
    exact = (pair for pair in made if pair[1].exact)
    return [act for act, quote in exact if not quote.quoting and not quote.taken_back]


def clearest_statement(entry: DemandEntry) -> Act | None:
    """The statement with exact words nearest to the title; if possible no answer."""
    made = [act for act in entry.statements if act.states and act.quote]
    shown = [act for position in entry.positions.values() for act in position.deciding]
    answers = {act.quote.utterance for act in shown if act.quote}
    exact = own_exact(made)
    free = [act for act in exact if act.quote and act.quote.utterance not in answers]
    exact = free or exact
    dated = [act for act in exact or made if act.date.known]
    ordered = [*reversed(dated or exact or made)]
    if not exact:
        return next(iter(ordered), None)
    title = longer_words(entry.record.title)

    def fitness(act: Act) -> tuple[int, float]:
        words, key_words = act.quote.words if act.quote else "", act.phrase or ""
        return len(longer_words(key_words) & title), len(key_words) / len(words) if words else 0

    return max(ordered, key=fitness, default=None)


def _one_of_each(statements: Iterable[Act]) -> list[Act]:
    """One statement of each utterance."""
    first = {act.quote.utterance: act for act in reversed([*statements]) if act.quote}
    return [*first.values()][::-1]


def _nearest(text: str, wanted: frozenset[str]) -> str:
    """The sentence of ``text``, or clause of a long one, with most of the ``wanted`` words."""

    def shared(part: str) -> int:
        return len(longer_words(part) & wanted)

    sentence = max(_SENTENCE_END.split(text), key=shared)
    if len(sentence) <= _LONG_SENTENCE or not shared(sentence):
        return sentence
    return max(_CLAUSE_END.split(sentence), key=shared).rstrip(",;:")


def longer_words(text: str) -> frozenset[str]:
    """The longer words of ``text``, in small letters."""
    return frozenset(_LONG_WORD.findall(text.casefold()))


def _same_phrase(before: _Wording, now: _Wording) -> bool:
    """Whether both have the same key words, in any typography and capitals."""
    if not before.short or not now.short:
        return False
    old, new = (Folded(composed(words)).text for words in (before.words, now.words))
    return old.casefold() == new.casefold()


def _new_words(before: _Wording, now: _Wording) -> tuple[Segment, ...]:
    """The words of ``now`` and what is new in them; empty if the two share too little."""
    # Key words are new only where the words before, key words or the whole quote, did not have
    # them.
    if before.quote.language != now.quote.language:
        return ()
    old = before.quote.words if now.phrase and not before.phrase else before.words
    pieces = word_diff(old, now.words)
    # Of words that are compared whole, key words can have no more than their own length.
    longest = len(now.words) if now.short else max(len(old), len(now.words))
    if not mostly_same(pieces, longest, _KEY_WORDS_ALIKE if now.short else _ALIKE):
        return ()
    return tuple(piece for piece in pieces if piece.kind != "removed")


def mostly_same(pieces: Iterable[Segment], longest: int, share: float = _ALIKE) -> bool:
    """Whether two texts, the longest with ``longest`` letters, share such a part of them."""
    same = sum(len(piece.text.strip()) for piece in pieces if piece.kind == "same")
    return same >= share * max(longest, 1)
