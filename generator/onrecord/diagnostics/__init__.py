"""Problems as values: what they are, their codes, and how they are reported."""

from .codes import ACCEPTED, CODES
from .diagnostic import Diagnostic, Severity, Tally, tidy

__all__ = ["ACCEPTED", "CODES", "Diagnostic", "Severity", "Tally", "tidy"]
