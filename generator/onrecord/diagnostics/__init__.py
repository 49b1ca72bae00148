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
    did_you_mean,
    nearest_to,
    reason_of,
    sorted_unique,
)
