"""Learns weights by small steps (Adagrad), for the programs that learn how to read sources."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

Known = TypeVar("Known")
#: Names of features, and how strongly an example pulls their weights up.
Pull: TypeAlias = tuple[Iterable[str], float]

_ROUNDS = 12
_RATE = 0.1
_SHRINKS = 0.02  # how much of a weight a step takes away
_WEAK = 1e-4  # what pulls less is left out


def weights_of(
    examples: Sequence[tuple[Known, float]],
    pulls: Callable[[Known, Mapping[str, float]], Iterable[Pull]],
    *,
    least: float,
) -> dict[str, float]:
    """The weights by name: the mean over the last rounds.

    An example has how much it counts; ``pulls`` says what it pulls at, with the weights so far.
    A weight that is nearer to 0 than ``least`` is left out. The same examples give the same.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(float)
    sums: defaultdict[str, float] = defaultdict(float)
    order, known = random.Random(1), list(examples)
    for number in range(_ROUNDS):
        order.shuffle(known)
        for example, counts in known:
            for names, pull in pulls(example, weights):
                if abs(counts * pull) < _WEAK:
                    continue
                for name in names:
                    step = counts * pull - counts * _SHRINKS * weights[name]
                    squares[name] += step * step
                    weights[name] += _RATE * step / math.sqrt(squares[name] + 0.01)
        for name, weight in weights.items() if number else ():
            sums[name] += weight / (_ROUNDS - 1)
    return {name: round(weight, 2) for name, weight in sums.items() if abs(weight) >= least}
