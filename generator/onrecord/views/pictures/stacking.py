"""Marks that would lie over one another, in rows below one another."""

from __future__ import annotations

from collections.abc import Sequence

# Between two marks of a row, in pixels.
_GAP = 2.0

Box = tuple[float, float]


def stack(boxes: Sequence[Box], most: int) -> list[int] | None:
    """The row of each of ``boxes`` (left and right edge, in pixels), from 0.

    Each goes into the first row where it has room, narrow ones first, those further left before
    those further right; no two boxes of a row overlap.

    Args:
        boxes: in any order.
        most: how many rows there may be.

    Returns:
        A row for each box; ``None`` where they would take more rows.
    """
    rows: list[list[Box]] = []
    found = [0] * len(boxes)
    for number in sorted(range(len(boxes)), key=lambda one: _order(boxes[one])):
        box = boxes[number]
        free = (row for row, taken in enumerate(rows) if _fits(box, taken))
        row = next(free, len(rows))
        if row == most:
            return None
        if row == len(rows):
            rows.append([])
        rows[row].append(box)
        found[number] = row
    return found


def _order(box: Box) -> tuple[float, float]:
    left, right = box
    return (round(right - left), left)


def _fits(box: Box, taken: Sequence[Box]) -> bool:
    return all(box[1] + _GAP <= left or right + _GAP <= box[0] for left, right in taken)
