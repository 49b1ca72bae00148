"""Learns the weights with which ``draft`` ranks whom a sentence names as speakers.

    python -m bench.speaker_weights PATH...

A path is a folder with texts and who says what in them (``text/NAME.txt`` and
``attributions/NAME*.ann``, brat's format: spans of ``Source`` and ``Content``, and events that join
them), as the parts ``train`` and ``dev`` of https://github.com/networkdynamics/PolNeAR are; or a
file that is marked as those in ``tests/drafting/texts`` are. The same bytes for the same texts.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias
from unittest import mock

from tests.drafting.marked_texts import people, read_marked

from onrecord.drafting import ranking, speaker_rules
from onrecord.drafting.candidate import Span
from onrecord.drafting.desk_actors import fold
from onrecord.drafting.find import read_paragraphs
from onrecord.drafting.language_words import load_language
from onrecord.drafting.mark_pairs import MarkReader, paragraphs
from onrecord.drafting.mentions import Mentions
from onrecord.drafting.speech import Attribution, why_not

_ROUNDS = 4
_RATE = 0.1
_SHRINKS = 0.01  # how much of a weight a step takes away
_SEEN = 25  # how often a feature must be seen to get a weight
_LEAST = 0.05  # a weight that is nearer to 0 is left out
_MARKED = 3  # how often a marked text counts

_ROLES = ("Source", "Content")

# Everybody who may have said one quote: the features, and whether it is right.
Row: TypeAlias = list[tuple[Sequence[str], bool]]
# Which of several mentions is the speaker of the quote at a span; ``None`` where nobody knows.
Judge: TypeAlias = Callable[[Span, Sequence[Span], Mentions], list[bool] | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("-o", type=Path, default=ranking.WEIGHTS)
    arguments = parser.parse_args()
    learned = learn([row for path in arguments.paths for row in rows_of(path)])
    lines = ",\n".join(f"{json.dumps(name)}: {weight}" for name, weight in sorted(learned.items()))
    arguments.o.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{len(learned)} weights")


def rows_of(path: Path) -> Iterator[Row]:
    """What can be learned from a folder of annotated texts, or a file of marked ones."""
    if path.is_file():
        for text in read_marked(path):
            # The rules were made for these texts: how often they are right here says nothing.
            for row in rows(text.text, text.language, _marked(text.speech)):
                yield from _MARKED * [[(_unruled(names), fits) for names, fits in row]]
        return
    for file in sorted((path / "text").glob("*.txt")):
        notes = sorted((path / "attributions").glob(f"{file.stem}*.ann"))
        if notes:
            judge = _annotated(notes[0].read_text(encoding="utf-8"))
            yield from rows(file.read_text(encoding="utf-8"), "en", judge)


def _unruled(names: Sequence[str]) -> list[str]:
    return [name for name in names if not name.startswith("rule ")]


def rows(text: str, language: str, judge: Judge) -> Iterator[Row]:
    """What can be learned from one text."""
    words = load_language(language)
    spans = paragraphs(text)
    quotes = MarkReader(text, words.dropped).read(spans)
    read = read_paragraphs(text, spans, quotes, words)
    seen = []

    def note(ranks: ranking.Ranking, place: int, found: Attribution) -> Attribution:
        if ranks.may_revise(found):
            seen.append((ranks.paragraph, place, found, ranks.options(place, found)))
        return found

    with mock.patch.object(ranking.Ranking, "revised", note):
        attributed = speaker_rules.Attributor(text, quotes, read, words).run()
    mentions = Mentions(text, read, people(), words)
    for paragraph, place, found, options in seen:
        number = paragraph.tokens[place].quote
        if why_not(text, quotes[number], attributed[number], words):
            continue
        *named, elsewhere = options
        by_rule = [found.mention] if elsewhere.ruled and found.mention else []
        asked = [*(paragraph.span_of(option.part) for option in named if option.part), *by_rule]
        right = judge(quotes[number].words, asked, mentions)
        if right is None:
            continue
        right = right if by_rule else [*right, not any(right)]
        if any(right) and not all(right):
            yield [(option.features, fits) for option, fits in zip(options, right, strict=True)]


def _marked(speech: Sequence[object]) -> Judge:
    who = {(one.start, one.end): one.who for one in speech}

    def judge(quote: Span, asked: Sequence[Span], mentions: Mentions) -> list[bool] | None:
        name = who.get(quote, "?")
        if name == "?":
            return None
        meant = [mentions.meant(mention) for mention in asked]
        names = [{each.actor, each.name, _as_id(each.name)} for each in meant]
        right = [name in those for those in names]
        return right if any(right) else None

    return judge


def _as_id(name: str | None) -> str:
    """``mia-brandt`` of "Mia Brandt": an actor of a desk that is not here."""
    return "-".join(fold(name or "").split())


def _annotated(notes: str) -> Judge:
    lines = [line.split("\t") for line in notes.splitlines() if "\t" in line]
    spans: dict[str, list[Span]] = {}
    for key, what, *_ in lines:
        if key.startswith("T"):
            ends = [int(end) for end in re.findall(r"\d+", what)]
            spans[key] = list(zip(ends[::2], ends[1::2], strict=True))
    said = []
    for key, what, *_ in lines:
        if key.startswith("E"):
            roles = [role.split(":") for role in what.split()]
            of = {kind: [key for role, key in roles if role.startswith(kind)] for kind in _ROLES}
            said.append(tuple([span for key in of[kind] for span in spans[key]] for kind in _ROLES))
    said.sort(key=lambda each: sum(end - start for start, end in each[1]))

    def judge(quote: Span, asked: Sequence[Span], _: Mentions) -> list[bool] | None:
        for sources, contents in said:
            inside = any(start - 2 <= quote[0] and quote[1] <= end + 2 for start, end in contents)
            if inside and sources:
                return [
                    any(start < mention[1] and mention[0] < end for start, end in sources)
                    for mention in asked
                ]
        return None

    return judge


def learn(found: list[Row]) -> dict[str, float]:
    """The weights that make the right speakers likeliest."""
    counts = Counter(name for row in found for names, _ in row for name in set(names))
    known = [
        [([name for name in names if counts[name] >= _SEEN], fits) for names, fits in row]
        for row in found
    ]
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(float)
    order = random.Random(1)
    for _ in range(_ROUNDS):
        order.shuffle(known)
        for row in known:
            scores = [sum(weights[name] for name in names) for names, _ in row]
            shares = [math.exp(score - max(scores)) for score in scores]
            whole = sum(shares)
            right = sum(share for share, (_, fits) in zip(shares, row, strict=True) if fits)
            for share, (names, fits) in zip(shares, row, strict=True):
                pull = (share / right if fits else 0.0) - share / whole
                for name in names:
                    step = pull - _SHRINKS * weights[name]
                    squares[name] += step * step
                    weights[name] += _RATE * step / math.sqrt(squares[name] + 0.01)
    return {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= _LEAST}


if __name__ == "__main__":
    main()
