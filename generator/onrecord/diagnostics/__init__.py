"""Problems as values: what they are, their codes, and how they are reported."""

from .codes import CODES
from .diagnostic import Diagnostic, Severity, Tally, tidy

__all__ = ["CODES", "Diagnostic", "Severity", "Tally", "tidy"]
