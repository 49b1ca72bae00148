"""The option `quotation_limits`: how many words of one source a desk means to quote."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.config.base import BaseConfigOption, ValidationError

from onrecord.desk.quotation import QuotationLimits

_KEYS = ("speakers", "publisher")


class QuotationOption(BaseConfigOption[QuotationLimits]):
    """`{speakers, publisher}`: words of one source, or null for no limit."""

    def __init__(self) -> None:
        super().__init__()
        self.default = QuotationLimits()

    def run_validation(self, value: object) -> QuotationLimits:
        """Read ``value``.

        Raises:
            ValidationError: it is no such mapping, or a limit is no number of words.
        """
        if isinstance(value, QuotationLimits):
            return value
        if not isinstance(value, Mapping) or not set(value) <= set(_KEYS):
            raise ValidationError("Expected {speakers: 500, publisher: 150}")
        for key, limit in value.items():
            number = isinstance(limit, int) and not isinstance(limit, bool) and limit >= 0
            if limit is not None and not number:
                raise ValidationError(f"'{key}': expected a number of words or null, not {limit!r}")
        return QuotationLimits(**value)
