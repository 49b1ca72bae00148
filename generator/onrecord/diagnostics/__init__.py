"""Problems as values: what they are, their codes, and how they are reported."""

from .codes import ACCEPTABLE, BUILD_ONLY, CODES
from .diagnostic import (
    ContentErrors,
    Diagnostic,
    OnrecordError,
    SeveralErrors,
    Severity,
    Tally,
    reason_of,
    sorted_unique,
)

__all__ = [
    "ACCEPTABLE",
    "BUILD_ONLY",
    "CODES",
    "ContentErrors",
    "Diagnostic",
    "OnrecordError",
    "SeveralErrors",
    "Severity",
    "Tally",
    "reason_of",
    "sorted_unique",
]
