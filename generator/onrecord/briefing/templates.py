"""Templates that are no Jinja: found where the others are, an earlier folder first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def template_file(folders: Sequence[Path], name: str) -> Path:
    """The file ``name`` in the first of ``folders`` that has it; the last is our own."""
    candidates = [folder / name for folder in folders]
    return next((file for file in candidates if file.is_file()), candidates[-1])
