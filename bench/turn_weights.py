"""Learns the weights with which ``draft`` finds the layout of a transcript and the heads of turns.

    python -m bench.turn_weights PATH[=COUNTS]...

A path is a file of texts, each below a line such as ``=== name html en``, with a mark at the
beginning and at the end of each turn: ``Mia Brandt: ¶Brandt¶We stay.¦``. A text without marks is
no transcript. ``COUNTS`` is how much the texts of a file count. The same weights come of the same
texts. They were learned from invented transcripts, also with longer turns, from those of some
twenty publishers, and from news and lists that are no transcripts.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from unittest import mock

from bench import learning

from onrecord.drafting import ranking
from onrecord.drafting.desk_actors import DeskActors
from onrecord.drafting.language_words import load_language
from onrecord.drafting.source import read_source
from onrecord.drafting.turns import Transcript

_MARK = re.compile(r"¶[^¶\n]{1,40}¶|¦")
_SKIPPED = re.compile(r"(?:[^\w\n]|[(\[]\d[\d:]*\\?[)\]]|\n)*")
_LEAST = 0.03  # a weight that is nearer to 0 is left out
_RIGHT, _MANY = 0.6, 3.0  # share of heads that are right in a layout; how much it counts then

# Signs, which share of what has them is right, and how much that counts.
Row: TypeAlias = tuple[list[str], float, float]


@dataclass
class Marked:
    """A text, where its turns begin, and how much it counts."""

    name: str
    text: str
    language: str
    begin: frozenset[int]
    counts: float

    def __post_init__(self) -> None:
        language = load_language(self.language)
        self.transcript = Transcript(self.text, DeskActors({}), language)
        self.layouts = self.transcript.layouts
        self.all = list(self.layouts.layouts())
        self.right = [[self.is_right(head.words) for head in each.likely] for each in self.all]

    def is_right(self, words: int) -> bool:
        """Whether a turn begins where the ``words`` behind a head do."""
        return begin(self.text, words) in self.begin


def begin(text: str, place: int) -> int:
    """The first word at or behind a place, behind signs and times."""
    found = _SKIPPED.match(text, place)
    return found.end() if found else place


def read(path: Path, counts: float) -> Iterator[Marked]:
    """The texts of a file."""
    for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        head, _, raw = block.partition("\n")
        name, kind, language = head.split()
        text = read_source(_MARK.sub("", raw).encode(), f"{name}.{kind}").text
        yield Marked(name, text, language, frozenset(_begins(raw, text)), counts)


def _begins(raw: str, text: str) -> Iterator[int]:
    at = 0
    for part in raw.split("¶")[2::2]:
        said = re.sub(r"<[^<>]{1,60}>|&\w+;", " ", part.partition("¦")[0])
        words = re.findall(r"\w+", said)[:6]
        if found := re.compile(r"\b" + r"\W+".join(words)).search(text, at):
            yield begin(text, found.start())
            at = found.end()


def layout_rows(texts: Iterable[Marked]) -> Iterator[Row]:
    """Whether the heads of each layout begin turns."""
    for text in texts:
        for layout, right in zip(text.all, text.right, strict=True):
            if len(right) < 2:
                continue
            share = sum(right) / len(right)
            counts = text.counts * (_MANY if share > _RIGHT else 1)
            yield _row("layout", text.layouts.signs(layout), share, counts)


def beside_rows(texts: Iterable[Marked]) -> Iterator[Row]:
    """Whether the heads that a layout has beside the best one do."""
    for text in texts:
        layouts = text.layouts
        several = [layout for layout in text.all if len(layout.likely) > 1]
        best = max(several, key=layouts.score_of, default=None)
        for layout in text.all:
            rest = layouts.beside(layout, best) if best and layout is not best else None
            if best and rest:
                right = [text.is_right(head.words) for head in rest.likely]
                share = sum(right) / len(right)
                counts = text.counts * (_MANY if share > _RIGHT else 1)
                yield _row("beside", layouts.signs_beside(rest, best), share, counts)


def head_rows(texts: Iterable[Marked]) -> Iterator[Row]:
    """Whether each head of a layout of turns begins one."""
    for text in texts:
        for layout, right in zip(text.all, text.right, strict=True):
            if 2 * sum(right) >= len(right) > 1:
                forms = text.layouts.forms(layout)
                for head in layout.every:
                    signs = [
                        *text.layouts.signs_of_name(head, layout, forms),
                        *text.layouts.signs_of_place(head, layout, forms),
                    ]
                    yield _row("head", signs, float(text.is_right(head.words)), text.counts)


def _row(what: str, signs: Iterable[str], share: float, counts: float) -> Row:
    return [f"{what} {sign}" for sign in signs], share, counts


def learn(rows: Sequence[Row]) -> dict[str, float]:
    """The weights with which signs tell the share that is right."""
    known = [((names, share), counts) for names, share, counts in rows]
    return learning.weights_of(known, _pulls, least=_LEAST)


def _pulls(
    known: tuple[list[str], float], weights: Mapping[str, float]
) -> Iterator[tuple[list[str], float]]:
    names, share = known
    score = sum(weights[name] for name in names)
    yield names, share - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def weights_of(texts: Sequence[Marked]) -> Mapping[str, float]:
    """The weights that tell the turns of ``texts`` from all else."""
    weights = learn([*layout_rows(texts)])
    for text in texts:
        text.layouts.scores.clear()
    with mock.patch.object(ranking, "learned_weights", return_value=weights):
        return weights | learn([*beside_rows(texts)]) | learn([*head_rows(texts)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("-o", type=Path, default=ranking.WEIGHTS / "turn_weights.json")
    arguments = parser.parse_args()
    parts = [path.partition("=") for path in arguments.paths]
    texts = [one for path, _, counts in parts for one in read(Path(path), float(counts or 1))]
    weights = weights_of(texts)
    lines = ",\n".join(f"{json.dumps(name)}: {weight}" for name, weight in sorted(weights.items()))
    arguments.o.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{arguments.o}: {len(weights)} weights of {len(texts)} texts")


if __name__ == "__main__":
    main()
