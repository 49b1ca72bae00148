"""The option `suggest_corrections`: where readers tell the desk that something is wrong."""

from __future__ import annotations

import re

from mkdocs.config.base import BaseConfigOption, ValidationError

_ADDRESS = re.compile(r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@?]+)[^\s<>\"]*", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w*)\}")
PLACES = ("title", "body", "reference", "address")


class SuggestOption(BaseConfigOption[str]):
    """An address of the web or of e-mail, with places for what a correction is about."""

    def __init__(self) -> None:
        super().__init__()
        self.default = ""

    def run_validation(self, value: object) -> str:
        """Read ``value``.

        Raises:
            ValidationError: it is no such address, or has a place that nothing fills.
        """
        address = str(value or "")
        if address and not _ADDRESS.fullmatch(address):
            raise ValidationError(
                "Expected an address such as mailto:desk@example.org?subject={title}&body={body} "
                f"or https://example.org/issues/new?title={{title}}, not {value!r}"
            )
        unknown = sorted(set(_PLACE.findall(address)) - set(PLACES))
        if unknown:
            known = ", ".join(f"{{{one}}}" for one in PLACES)
            raise ValidationError(f"There is nothing for {{{unknown[0]}}}; there is {known}")
        return address
