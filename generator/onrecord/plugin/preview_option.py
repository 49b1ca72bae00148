"""The option `preview`: this build is not the published site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.config.base import BaseConfigOption, ValidationError

from .site_address import why_no_site_address

_KEYS = ("of", "against", "url")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a build is a preview of.

    Attributes:
        of: in words, "pull request 12".
        against: the revision to compare with; ``None`` where there is none.
        url: where it will be served; ``None`` where that is not known. Its pages hold anywhere, but
            one that stands for a missing page must know where the others are.
    """

    of: str
    against: str | None = None
    url: str | None = None


class PreviewOption(BaseConfigOption[Preview | None]):
    """A text, or `{of, against, url}`; nothing, or an empty text, for the site itself."""

    def run_validation(self, value: object) -> Preview | None:
        """Read ``value``.

        Raises:
            ValidationError: it does not say what it is a preview of, or says more than there is.
        """
        if not isinstance(value, Mapping):
            of = _text("preview", value)
            return Preview(of) if of else None
        if unknown := [str(key) for key in value if key not in _KEYS]:
            raise ValidationError(f"Expected {', '.join(_KEYS)}, not {', '.join(unknown)}")
        given = {key: _text(key, value.get(key)) for key in _KEYS}
        if not given["of"]:
            return None
        return Preview(given["of"], given["against"] or None, site_address(given["url"]) or None)


def site_address(address: str) -> str:
    """``address``, ending in a slash; empty where it is.

    Raises:
        ValidationError: it is no address on the web.
    """
    if address and (why := why_no_site_address(address)):
        raise ValidationError(why)
    return f"{address.rstrip('/')}/" if address else ""


def _text(key: str, value: object) -> str:
    """A text; a variable of the environment may be unset, or look like a number."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValidationError(f"'{key}': expected a text such as 'pull request 12', not {value!r}")
    return " ".join(str(value).split())
