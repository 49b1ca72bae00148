"""Learns the weights with which ``draft`` tells speech from other quoted words and finds speakers.

    python -m bench.draft_weights PATH...

A path is one of these; the same weights come of the same texts:

- a folder of news with who says what in it: ``text/NAME.txt`` and ``attributions/NAME*.ann``
  (brat's format), as the part ``train`` of https://github.com/networkdynamics/PolNeAR;
- a novel: ``novel_text.txt``, ``quotation_info.csv`` and ``character_info.csv``, as the folders of
  https://github.com/Priya22/project-dialogism-novel-corpus;
- a file that is marked as those in ``tests/drafting/texts`` are.

Those of speakers were learned from these alone; those of speech also from 160 news texts, 106 of
them French, in which somebody had told who says what.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias
from unittest import mock

from bench.learning import weights_of
from tests.drafting.marked_texts import people, read_marked

from onrecord.drafting import ranking
from onrecord.drafting.desk_actors import fold
from onrecord.drafting.find import read_paragraphs
from onrecord.drafting.language_words import load_language
from onrecord.drafting.mark_pairs import MarkReader, paragraphs
from onrecord.drafting.mentions import Mentions
from onrecord.drafting.ranking import RankedOption, likeliest
from onrecord.drafting.source_text import Span
from onrecord.drafting.speaker_choice import Attributor
from onrecord.drafting.speech import Speech

_PASSES = 3  # each learns from the choices that the weights of the one before make
_SEEN = 20  # how often a feature must be seen to get a weight
_LEAST = 0.08  # a weight that is nearer to 0 is left out
_LONGEST = 60_000  # characters of a novel that are read
_NOVEL, _MARKED = 0.5, 5.0  # how much a novel and a marked text count; news counts 1
_SURE = 5  # so many spaces have words that are speech within reported speech
_ELSEWHERE = ("carried on", "chain", "colon")

# Everybody who may be meant: the features, and whether it is right; and how much that counts.
Row: TypeAlias = tuple[list[tuple[Sequence[str], bool]], float]
Fits: TypeAlias = Callable[[str], bool]


@dataclass
class Text:
    """A text, and what is known of who says what in it.

    Attributes:
        right: which options are right for the quote at a span; ``None`` where nobody knows.
        spoken: whether the words in marks at a span are speech; ``None`` where nobody knows.
    """

    text: str
    right: Callable[[Span, Sequence[RankedOption], Mentions], list[bool] | None]
    spoken: Callable[[Span], bool | None] = lambda _: None
    language: str = "en"
    counts: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("-o", type=Path, default=ranking.WEIGHTS, help="a folder")
    parser.add_argument("--speakers", action="store_true", help="learn those of speakers, too")
    arguments = parser.parse_args()
    jobs = [job for path in arguments.paths for job in _jobs(path)]
    weights = {} if arguments.speakers else ranking.learned_weights("speaker")
    with ProcessPoolExecutor(2) as pool:
        for _ in range(_PASSES if arguments.speakers else 0):
            found = list(pool.map(partial(_rows_of, weights), jobs, chunksize=8))
            weights = learn([row for speakers, _ in found for row in speakers])
        # Whether words are speech depends on who is found for them.
        found = list(pool.map(partial(_rows_of, weights), jobs, chunksize=8))
    if arguments.speakers:
        _write(arguments.o / "speaker_weights.json", weights)
    speech = learn([row for _, spoken in found for row in spoken])
    _write(arguments.o / "speech_weights.json", speech)


def _write(path: Path, weights: Mapping[str, float]) -> None:
    lines = ",\n".join(f"{json.dumps(name)}: {weight}" for name, weight in sorted(weights.items()))
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{path}: {len(weights)} weights")


def _jobs(path: Path) -> Iterator[Path]:
    yield from sorted((path / "text").glob("*.txt")) if (path / "text").exists() else [path]


def _rows_of(weights: Mapping[str, float], path: Path) -> tuple[list[Row], list[Row]]:
    """What can be learned of speakers, and of speech, from the texts at ``path``."""
    with mock.patch.object(ranking, "learned_weights", return_value=weights):
        found = [_rows(text) for text in _texts(path)]
    return [row for one, _ in found for row in one], [row for _, one in found for row in one]


def _texts(path: Path) -> Iterator[Text]:
    if path.is_dir():
        yield _novel(path)
    elif path.parent.name == "text":
        notes = sorted((path.parents[1] / "attributions").glob(f"{path.stem}*.ann"))
        if notes:
            yield _news(path, notes[0])
    else:
        yield from _marked(path)


def _rows(known: Text) -> tuple[list[Row], list[Row]]:
    """What can be learned from one text."""
    text, words = known.text, load_language(known.language)
    spans = paragraphs(text)
    quotes = MarkReader(text, words.dropped).read(spans)
    read = read_paragraphs(text, spans, quotes, words)
    mentions = Mentions(text, read, people(), words)
    found: list[Row] = []

    def choose(number: int, options: Sequence[RankedOption]) -> tuple[RankedOption, float]:
        right = known.right(quotes[number].words, options, mentions)
        if right and any(right) and not all(right):
            found.append(_row(options, right, known.counts))
        return likeliest(options)

    attributions = Attributor(text, quotes, read, words, mentions, choose).run()
    speech = Speech(text, quotes, read, words)
    spoken = []
    for number, quote in enumerate(quotes):
        attribution, is_speech = attributions[number], known.spoken(quote.words)
        if is_speech is None or attribution.pieces or speech.sure_why_not(number, attribution):
            continue
        last = attributions.get(number - 1)
        again = last is not None and last.mention == attribution.mention is not None
        before = known.spoken(quotes[number - 1].words) is not False if again else None
        signs = speech.signs(number, attribution, before=before)
        spoken.append(([(signs, is_speech), ((), not is_speech)], known.counts))
    return found, spoken


def _row(options: Sequence[RankedOption], right: Sequence[bool], counts: float) -> Row:
    pairs = [(option.features, fits) for option, fits in zip(options, right, strict=True)]
    return pairs, counts


def _last(name: str) -> str:
    return name.rpartition(" ")[2]


def _named(mentions: Mentions, span: Span) -> str:
    return fold(mentions.meant(span).name or "")


# -- news


def _news(path: Path, notes: Path) -> Text:
    said = _said(notes.read_text(encoding="utf-8"))

    def right(span: Span, options: Sequence[RankedOption], mentions: Mentions) -> list[bool] | None:
        inside = (sources for sources, content in said if _within(span, content))
        sources = next(filter(None, inside), None)
        if sources is None:
            overlaps = any(_overlaps(span, each) for _, content in said for each in content)
            return None if overlaps else [option.mention is None for option in options]
        names = {_named(mentions, source) for source in sources}
        found = [
            option.mention is not None
            and (
                any(_overlaps(option.mention, source) for source in sources)
                or (option.rule in _ELSEWHERE and _named(mentions, option.mention) in names)
            )
            for option in options
        ]
        return found if any(found) else [option.mention is None for option in options]

    def spoken(span: Span) -> bool | None:
        around = [each for _, content in said for each in content if _overlaps(span, each)]
        if not around:
            return False
        within = [each for each in around if _within(span, [each])]
        edge = any(min(abs(each[0] - span[0]), abs(each[1] - span[1])) <= 3 for each in within)
        # The writer's own words may be in what somebody said.
        long = text[slice(*span)].count(" ") >= _SURE
        return True if edge or (within and long) else None

    text = path.read_text(encoding="utf-8")
    return Text(text, right, spoken)


def _overlaps(one: Span, other: Span) -> bool:
    return other[0] < one[1] and one[0] < other[1]


def _within(span: Span, content: Sequence[Span]) -> bool:
    return any(start - 2 <= span[0] and span[1] <= end + 2 for start, end in content)


def _said(notes: str) -> list[tuple[list[Span], list[Span]]]:
    """The sources and the content of each attribution, the shortest first."""
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
            sources, content = (
                [span for role, key in roles if role.startswith(kind) for span in spans[key]]
                for kind in ("Source", "Content")
            )
            said.append((sources, content))
    return sorted(said, key=lambda each: sum(end - start for start, end in each[1]))


# -- novels


def _novel(path: Path) -> Text:
    text = (path / "novel_text.txt").read_text(encoding="utf-8")[:_LONGEST]
    with (path / "character_info.csv").open(encoding="utf-8") as file:
        names = {
            row["Main Name"]: {fold(name) for name in (row["Main Name"], *_literal(row["Aliases"]))}
            for row in csv.DictReader(file)
        }
    owners = Counter(word for own in names.values() for word in set(" ".join(own).split()))
    with (path / "quotation_info.csv").open(encoding="utf-8") as file:
        quotes = [
            ((span[0], span[1]), row)
            for row in csv.DictReader(file)
            for span in _literal(row["quoteByteSpans"])
        ]

    def quote_at(span: Span) -> dict[str, str] | None:
        return next((row for at, row in quotes if _within(span, [at])), None)

    def speaker(span: Span) -> Fits | None:
        row = quote_at(span)
        own = names.get(row["speaker"]) if row else None
        if own is None:
            return None
        words = {word for name in own for word in name.split() if owners[word] == 1}
        return lambda name: name in own or _last(name) in words

    def right(span: Span, options: Sequence[RankedOption], mentions: Mentions) -> list[bool] | None:
        row, fits = quote_at(span), speaker(span)
        if row is None or fits is None:
            return None
        near = text[max(0, span[0] - 300) : span[1] + 300]
        told = row["referringExpression"] if row["referringExpression"] in near else ""
        return [
            option.mention is not None
            and (
                fits(_named(mentions, option.mention))
                if option.rule in _ELSEWHERE
                else row["quoteType"] != "Implicit" and text[slice(*option.mention)] in told
            )
            for option in options
        ]

    return Text(text[: text.rfind("\n\n")], right, counts=_NOVEL)


def _literal(words: str) -> list[Any]:
    return sorted(ast.literal_eval(words))


# -- marked texts


def _marked(path: Path) -> Iterator[Text]:
    for text in read_marked(path):
        who = {(one.start, one.end): one.who for one in text.expected if not one.indirect}
        yield _marked_text(text.text, text.language, who)


def _marked_text(text: str, language: str, who: Mapping[Span, str]) -> Text:
    actors = people().actors

    def speaker(span: Span) -> Fits | None:
        name = who.get(span, "?")
        if name in ("?", "-"):
            return None
        last = _last(fold(actors[name].name if name in actors else name))
        return lambda other: _last(other) == last

    def right(span: Span, options: Sequence[RankedOption], mentions: Mentions) -> list[bool] | None:
        if who.get(span) == "-":
            return [option.mention is None for option in options]
        fits = speaker(span)
        if fits is None:
            return None
        return [
            option.mention is not None
            and (
                mentions.meant(option.mention).actor == who[span]
                or fits(_named(mentions, option.mention))
            )
            for option in options
        ]

    def spoken(span: Span) -> bool | None:
        return who[span] != "-" if span in who else None

    return Text(text, right, spoken, language, _MARKED)


def learn(rows: Sequence[Row]) -> dict[str, float]:
    """The weights that make the right ones likeliest: the mean over the last rounds."""
    seen = Counter(name for options, _ in rows for names, _ in options for name in set(names))
    known = [
        (
            [([name for name in names if seen[name] >= _SEEN], fits) for names, fits in options],
            counts,
        )
        for options, counts in rows
    ]
    return weights_of(known, _pulls, least=_LEAST)


def _pulls(
    options: list[tuple[list[str], bool]], weights: Mapping[str, float]
) -> Iterator[tuple[list[str], float]]:
    """How much more likely the right ones should be, and the others less."""
    scores = [sum(weights[name] for name in names) for names, _ in options]
    shares = [math.exp(score - max(scores)) for score in scores]
    whole = sum(shares)
    right = sum(share for share, (_, fits) in zip(shares, options, strict=True) if fits)
    for share, (names, fits) in zip(shares, options, strict=True):
        yield names, (share / right if fits else 0.0) - share / whole


if __name__ == "__main__":
    main()
