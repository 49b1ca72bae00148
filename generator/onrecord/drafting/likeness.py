"""Which demands and claims of a desk are most like some words: a proposal, never a link.

Words are compared by how rare they are among what the desk says of each demand and claim: its
title, its key phrases, and the quotes in which it is made or answered. Deterministic.

Nobody quotes every turn of an hour. Of a long transcript those sentences are marked that are most
like the demands and claims of the desk, for a person to take what is wanted.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Self, TypeAlias

from onrecord.reading import without_accents
from onrecord.records import Article, Records

from .desk_actors import fold
from .source_text import TURN, Candidate
from .speech import is_cut
from .turn_speakers import NAMELESS

# What says nothing of what a sentence is about, in English and in French.
_COMMON = frozenset(
    "a about all also an and any are as at be been but by can could did do does each for from had "  # noqa: SIM905
    "has have he her his how i if in into is it its just let me more must my no not now of on one "
    "only or our out over shall she should so some than that the their them then there these they "
    "this those to up us very was we were what when where which who will with would you your "
    "au aux avec ce ces cette comme dans de des du elle elles en et eux il ils je la le les leur "
    "leurs lui ma mais mes mon ne nos notre nous ont ou par pas plus pour qu que qui sa se ses son "
    "sont sur te tous tout toute un une vos votre vous est etre ete sera".split()
)
# Punctuation says nothing of what a text is about.
_WORD = re.compile(r"\w+")
_STEM = 6  # letters of a word: what comes after them is mostly its ending
_LEAST = 0.1  # a likeness below is chance
_ONE_WORD = 0.25  # and so is one of a single word, unless it is most of what there is
_TITLE, _PHRASE, _QUOTE = 1.0, 1.0, 0.9  # how much a likeness to each of them counts

# Kind and id of a demand or claim; what is said of it, and how much it counts.
_Owner: TypeAlias = tuple[str, str]
_Text: TypeAlias = tuple[_Owner, str, float]
# A transcript with more turns, or more words in them, is long.
_MOST_TURNS, _MOST_WORDS = 12, 500
_MOST_SENTENCES = 20
_FEWEST_WORDS, _ENOUGH_WORDS = 5, 12
# A sentence ends at a stop before a capital; "the U.S. President" has none.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\.[A-Z])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s+[^\sa-z]|\s*$)"
)
_CLOSING = " \"'”’»)]"
_NAMES = 8  # of speakers in a summary


@dataclass(frozen=True, slots=True)
class Alike:
    """A demand or claim that is like some words."""

    kind: str  #: `demand` or `claim`
    id: str
    title: str  #: its title, or the text of the claim
    likeness: float


class LikenessIndex:
    """The words of all demands and claims, ready to be compared with others."""

    def __init__(self, titles: Mapping[_Owner, str], texts: Iterable[_Text]) -> None:
        """Take the ``titles`` of demands and claims, and ``texts`` that are about them."""
        every = [(owner, Counter(_stems(words)), weight) for owner, words, weight in texts]
        counts = Counter(stem for _, stems, _ in every for stem in stems)
        self._titles = titles
        self._rarity = {
            stem: math.log(1 + len(every) / (1 + count)) for stem, count in counts.items()
        }
        # A word that the desk never has is as rare as can be: it makes words less like any of it.
        self._unseen = math.log(1 + len(every))
        self._texts = [(owner, weight) for owner, _, weight in every]
        self._places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (_, stems, _) in enumerate(every):
            for stem, share in self._shares(stems).items():
                self._places[stem].append((place, share))

    @classmethod
    def of(cls, records: Records) -> Self:
        """The index of the demands and claims of ``records``."""
        titles = {("demand", id_): demand.title for id_, demand in records.demands.items()}
        titles |= {("claim", id_): claim.text for id_, claim in records.claims.items()}
        texts: list[_Text] = [(owner, title, _TITLE) for owner, title in titles.items()]
        for article in records.articles.values():
            texts += (text for text in _linked(article) if text[0] in titles)
        return cls(titles, texts)

    def nearest(self, words: str, most: int = 3) -> tuple[Alike, ...]:
        """The demands and claims that are most like ``words``, the likest first."""
        sums: defaultdict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for stem, share in self._shares(Counter(_stems(words))).items():
            for place, other in self._places.get(stem, ()):
                sums[place] += share * other
                shared[place] += 1
        best: dict[_Owner, float] = {}
        for place, likeness in sums.items():
            if shared[place] < 2 and likeness < _ONE_WORD:
                continue
            owner, weight = self._texts[place]
            best[owner] = max(best.get(owner, 0.0), likeness * weight)
        ordered = sorted(best.items(), key=lambda item: (-round(item[1], 6), item[0]))
        return tuple(
            Alike(*owner, self._titles[owner], likeness)
            for owner, likeness in ordered[:most]
            if likeness >= _LEAST
        )

    def _shares(self, stems: Counter[str]) -> dict[str, float]:
        """The weight of each of ``stems``, by its rarity; a vector of length 1."""
        weights = {
            stem: (1 + math.log(count)) * self._rarity.get(stem, self._unseen)
            for stem, count in stems.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items() if weight}


def _linked(article: Article) -> Iterator[_Text]:
    """The quotes of ``article`` that acts on demands and claims use, and their phrases."""
    quotes = {
        quote.id: " ".join((*quote.text, quote.gist or "", quote.context or ""))
        for quote in article.quotes
        if not quote.withheld
    }
    acts = [("demand", row.demand, row.quote) for row in article.demands]
    acts += [("demand", row.demand, row.quote) for row in article.responses]
    acts += [("claim", row.claim, row.quote) for row in article.claims]
    for kind, ids, quote_id in acts:
        if words := quotes.get(quote_id or ""):
            yield from (((kind, id_), words, _QUOTE) for id_ in ids)
    for row in article.demands:
        if row.phrase:
            yield from ((("demand", id_), row.phrase, _PHRASE) for id_ in row.demand)


def _stems(text: str) -> Iterator[str]:
    return (stem for word in _WORD.findall(text.lower()) if (stem := _stem(word)))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """``word`` without accents and ending; empty if it means nothing."""
    plain = without_accents(word)
    if plain in _COMMON or (len(plain) < 3 and not plain.isdigit()):
        return ""
    return plain.removesuffix("s")[:_STEM]


@dataclass(frozen=True, slots=True)
class TranscriptChoice:
    """The candidates of one text that are chosen."""

    #: what is proposed: what is no turn, and the turns of a short transcript
    quotes: tuple[Candidate, ...]
    #: those of a long one that may be worth quoting, in the order of the text
    sentences: tuple[Candidate, ...]
    asked: dict[int, str]  #: the question before each turn or sentence, by where that begins
    summary: str  #: who speaks how often, of a long one; else empty
    spoken: tuple[Candidate, ...] = ()  #: the turns, without those that only ask


def choose(
    candidates: Sequence[Candidate], text: str, index: LikenessIndex, authors: Collection[str] = ()
) -> TranscriptChoice:
    """Choose among ``candidates``, found in ``text`` by ``authors``, what is proposed."""
    turns = [candidate for candidate in candidates if candidate.rule == TURN]
    asking = _interviewers(turns, text, {fold(author) for author in authors})
    spoken = [turn for turn in turns if not _asks(turn, asking)]
    answers = " ".join(letters(text[turn.start : turn.end]) for turn in spoken)
    others = [
        candidate
        for candidate in candidates
        if candidate.rule != TURN and letters(text[candidate.start : candidate.end]) not in answers
    ]
    asked = dict(_questions(turns, text, asking))
    words = sum(len(text[turn.start : turn.end].split()) for turn in spoken)
    if len(spoken) <= _MOST_TURNS and words <= _MOST_WORDS:
        quotes = sorted([*others, *spoken], key=lambda candidate: candidate.start)
        return TranscriptChoice(tuple(quotes), (), asked, "")
    sentences = _likest(list(_sentences(spoken, text)), text, index)
    starts = {turn.start: asked[turn.start] for turn in spoken if turn.start in asked}
    for sentence in sentences:
        turn = next(turn for turn in spoken if turn.start <= sentence.start < turn.end)
        if turn.start in starts:
            asked[sentence.start] = starts[turn.start]
    names = Counter(turn.name or "" for turn in turns)
    shown = ", ".join(f"{name} {count}" for name, count in names.most_common(_NAMES))
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    summary = f"a transcript of {len(turns)} turns: {shown}{more}"
    return TranscriptChoice(tuple(others), tuple(sentences), asked, summary, tuple(spoken))


def letters(words: str) -> str:
    """``words`` by which the same ones are known in other typography."""
    return "".join(char for char in words.casefold() if char.isalnum())


def _interviewers(turns: Sequence[Candidate], text: str, authors: Collection[str]) -> set[str]:
    """The labels of those who only ask: who wrote the text, or asks in half of the turns or more.

    An actor of the desk is one only as the author; if nobody were left, nobody is.
    """
    counts: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    known: set[str] = set()
    for turn in turns:
        name = turn.name or ""
        counts[name] += 1
        questions[name] += text[turn.start : turn.end].rstrip(_CLOSING).endswith("?")
        known |= {name} if turn.speaker else set()
    asking = {
        name
        for name, count in counts.items()
        if fold(name) in authors or (name not in known and 1 < count <= 2 * questions[name])
    }
    left = {turn.name for turn in turns if turn.reason != NAMELESS} - asking
    return asking if left else set()


def _asks(turn: Candidate, asking: Collection[str]) -> bool:
    return turn.reason == NAMELESS or (turn.name or "") in asking


def _questions(
    turns: Sequence[Candidate], text: str, asking: Collection[str]
) -> Iterator[tuple[int, str]]:
    """What an interviewer asks before each turn."""
    for before, turn in pairwise(turns):
        if _asks(before, asking) and not _asks(turn, asking):
            asked = " ".join(text[slice(*span)] for span in before.spans)
            yield turn.start, " ".join(asked.split())


def _sentences(turns: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """The sentences of actors' turns; of all turns if the desk has none of the speakers."""
    known = [turn for turn in turns if turn.speaker]
    for turn in known or turns:
        for first, last in turn.spans:
            ends = [*(found.end() for found in _END.finditer(text, first, last)), last]
            for start, end in pairwise((first, *ends)):
                words = text[start:end]
                if len(words.split()) >= _FEWEST_WORDS and "\n\n" not in words.strip():
                    form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
                    lead = start + len(words) - len(words.lstrip())
                    stop = start + len(words.rstrip())
                    yield replace(turn, start=lead, end=stop, form=form, parts=())


def _likest(sentences: Sequence[Candidate], text: str, index: LikenessIndex) -> list[Candidate]:
    """The sentences most similar to demands and claims, in the order of the text."""
    scored: list[tuple[float, Candidate]] = []
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        likeness = sum(alike.likeness for alike in index.nearest(words))
        if likeness:
            scored.append((likeness * min(1.0, len(words.split()) / _ENOUGH_WORDS), sentence))
    scored.sort(key=lambda pair: (-round(pair[0], 6), pair[1].start))
    chosen = [sentence for _, sentence in scored[:_MOST_SENTENCES]]
    return sorted(chosen, key=lambda sentence: sentence.start)
