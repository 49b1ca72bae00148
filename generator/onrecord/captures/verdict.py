"""What comparing words with a text can come to."""

from __future__ import annotations

from typing import Final

EXACT: Final = "exact"
TYPOGRAPHY: Final = "exact_after_typography"
CLOSE: Final = "close"
ABSENT: Final = "absent"
