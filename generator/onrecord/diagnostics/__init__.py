"""Problems as values: what they are, their codes, and how they are reported."""

from .diagnostic import (
    ACCEPTABLE,
    BUILD_ONLY,
    CODES,
    ContentErrors,
    Diagnostic,
    OnrecordError,
    SeveralErrors,
    Severity,
    Tally,
    reason_of,
    sorted_unique,
)
