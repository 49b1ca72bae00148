"""Problems as values: what they are, their codes, and how they are reported."""

from .codes import ACCEPTED, CODES, ONLY_BUILT
from .diagnostic import Diagnostic, Severity, Tally, tidy
from .errors import ContentErrors, OnrecordError, SeveralErrors

__all__ = [
    "ACCEPTED",
    "CODES",
    "ONLY_BUILT",
    "ContentErrors",
    "Diagnostic",
    "OnrecordError",
    "SeveralErrors",
    "Severity",
    "Tally",
    "tidy",
]
