"""How the values of the plugin's options are read, and why some are refused.

Each function takes what the YAML says and raises MkDocs' ``ValidationError`` where that is not what
the option takes.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from ipaddress import ip_address
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type

from onrecord.desk.settings import Coverage, QuotationLimits
from onrecord.diagnostics import CODES, Severity, nearest_to
from onrecord.reading import inside, links_out, shown_path
from onrecord.records import PartialDate, fixed

# `fr`, `pt-BR`, `sr-Latn`: a language, and what kind of it.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# `actors/x/`: lower folders of the site, nothing that leaves it or names a file.
_OLD_PATH = re.compile(r"(?:[\w.~-]+/)+")
# The same, and perhaps a place on the page.
_NEW_PATH = re.compile(r"(?:[\w.~-]+/)*(?:[\w.~-]+)?(?:#[\w.:~-]+)?")
# A page of the web, or an address for e-mail.
_CORRECTION_ADDRESS = re.compile(
    r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@?]+)[^\s<>\"]*", re.IGNORECASE
)
# What is filled in: "{reference}".
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_PLACEHOLDERS = ("title", "body", "reference", "address")
_WHY = {
    "docs_dir": "its files would be published",
    "custom_dir": "its files would be published",
    "site_dir": "its files would be published, and deleted by the next build",
}
_OTHERWISE = "each needs its own folder"
_EXAMPLE = "https://example.org/record/"
# What no address may have in it as it is; browsers read a backslash as a slash.
_REFUSED = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
# A name and a password before the host, which no message may show.
_NAMED = re.compile(r"^([a-z]+://)[^/?#]*@", re.IGNORECASE)
# The scheme, and the host up to its end.
_BEGIN = re.compile(r"https?://(?P<host>[^/?#]*)", re.IGNORECASE)
# What MkDocs says of a value of another type, and what each type is called.
_TYPE = re.compile(r"Expected type: <class '(\w+)'> but received: <class '(\w+)'>")
_TYPES = {"bool": "true or false", "str": "a text", "int": "a number", "dict": "a mapping"}


def why_no_site_address(address: str) -> str | None:
    """Why ``address`` cannot be the site's; None if it can."""
    why = why_no_address(address)
    if why is None and ("?" in address or "#" in address):
        why = "page addresses are added after it, so it cannot contain ? or #"
    # A password is not shown, not even to whoever wrote it: it may be a log that is read.
    safe = _NAMED.sub(r"\1…@", address)
    shown = f"'{safe}'" if safe.isprintable() else repr(safe)
    return f"Expected an address such as {_EXAMPLE}, not {shown}: {why}" if why else None


def why_no_address(address: str) -> str | None:
    """Why ``address`` is no web address to publish; None if it is one."""
    if found := _REFUSED.search(address):
        what = "a space" if found[0].isspace() else repr(found[0])
        return f"an address cannot contain {what}"
    if not (begun := _BEGIN.match(address)):
        return "it must begin with https:// or http://"
    host = begun["host"]
    if "@" in host:
        return "a name or password before the host would be on every page"
    return None if _is_host(host) else "no browser can open this host"


def _is_host(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
        if host.startswith("["):
            ip_address(parts.hostname or "")
    except ValueError:
        return False
    name = (parts.hostname or "").removesuffix(".")
    return port != 0 and bool(name) and all(name.split(".")) and not host.endswith(":")


def in_plain_words(said: str, plugins: Iterable[str]) -> str:
    """MkDocs' message on a setting in plain words, with the nearest of the ``plugins``."""
    missing = re.search(r'The "(.+)" plugin is not installed', said)
    near = f"; {meant_setting(missing[1], plugins)}".rstrip("; ") if missing else ""
    return _TYPE.sub(lambda it: f"expected {_TYPES.get(it[1], it[1])}", said) + near


def meant_setting(name: str, known: Iterable[str]) -> str:
    """A hint that says which of those ``known`` is nearest to ``name``; empty if none is."""
    names = {it.casefold().replace("-", "_"): it for it in known}
    near = nearest_to(name.casefold().replace("-", "_"), names)
    return f"did you mean '{names[near]}'?" if near else ""


def read_coverage(value: object) -> Coverage | None:
    """`{from, through}`: the days that the desk covers, both included."""
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"from", "through"}:
        raise ValidationError("Expected {from: 2021-12-07, through: 2022-02-21}")
    coverage = Coverage(_date(value["from"]), _date(value["through"]))
    if coverage.through.before(coverage.first):
        raise ValidationError(f"It ends ({coverage.through}) before it begins ({coverage.first})")
    return coverage


def _date(value: object) -> PartialDate:
    """A known date; YAML may have turned it into a date or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise ValidationError(f"Expected a date such as 2022-02-21, not {value!r}")
    try:
        parsed = PartialDate.parse(str(value))
    except ValueError as error:
        raise ValidationError(f"{error}; write it as 2022-02-21, 2022-02 or 2022") from None
    if not parsed.known:
        raise ValidationError("A coverage needs a known first and last day")
    return parsed


def read_levels(value: object) -> Mapping[str, Severity]:
    """`{code: severity}`: how much a warning weighs on this site."""
    if not isinstance(value, Mapping):
        raise ValidationError("Expected a mapping from a code to error, warning or notice")
    return {str(code): _level(str(code), level) for code, level in value.items()}


def _level(code: str, level: object) -> Severity:
    if code not in CODES:
        near = meant_setting(code, CODES)
        raise ValidationError(f"There is no diagnostic with the code '{code}'; {near}".rstrip("; "))
    if CODES[code] is Severity.ERROR:
        raise ValidationError(f"'{code}' is an error; only the level of a warning can be changed")
    try:
        return Severity(level)
    except ValueError:
        raise ValidationError(f"'{code}': expected error, warning or notice") from None


def read_language(value: object) -> str:
    """The tag of a language."""
    if not isinstance(value, str) or not _TAG.fullmatch(value):
        raise ValidationError(
            f"Expected the tag of a language such as fr or pt-BR, in quotes if it is no (which "
            f"YAML reads as false), not {value!r}"
        )
    return value


def read_quotation_limits(value: object) -> QuotationLimits:
    """`{speakers, publisher}`: words of one source, or null for no limit."""
    if isinstance(value, QuotationLimits):
        return value
    if not isinstance(value, Mapping) or not set(value) <= {"speakers", "publisher"}:
        raise ValidationError("Expected {speakers: 500, publisher: 150}")
    for key, limit in value.items():
        number = isinstance(limit, int) and not isinstance(limit, bool) and limit >= 0
        if limit is not None and not number:
            raise ValidationError(f"'{key}': expected a number of words or null, not {limit!r}")
    return QuotationLimits(**value)


def read_redirects(value: object) -> Mapping[str, str]:
    """`{actors/old-name/: actors/new-name/}`: from one address of the site to another."""
    if not isinstance(value, Mapping):
        raise ValidationError("Expected {actors/old-name/: actors/new-name/}")
    redirects = {_old_path(old): _new_path(new) for old, new in value.items()}
    for old, new in redirects.items():
        if new.partition("#")[0] in redirects:
            why = f"'{old}' leads to '{new}', which redirects again: name the final address"
            raise ValidationError(why)
    return redirects


def _old_path(value: object) -> str:
    path = str(value).removeprefix("/").removesuffix("index.html")
    path = path if path.endswith("/") else f"{path}/"
    if not _OLD_PATH.fullmatch(path) or ".." in path.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    return path


def _new_path(value: object) -> str:
    target = str(value).removeprefix("/")
    if value is None or not _NEW_PATH.fullmatch(target) or ".." in target.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    path, mark, fragment = target.partition("#")
    if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path = f"{path}/"
    return path + mark + fragment


def read_suggest_corrections(value: object) -> str:
    """An address of the web or of e-mail, with places for what a correction is about."""
    address = str(value or "")
    if address and not _CORRECTION_ADDRESS.fullmatch(address):
        raise ValidationError(
            "Expected an address such as mailto:desk@example.org?subject={title}&body={body} "
            f"or https://example.org/issues/new?title={{title}}, not {value!r}"
        )
    unknown = sorted(set(_PLACEHOLDER.findall(address)) - set(_PLACEHOLDERS))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in _PLACEHOLDERS)
        raise ValidationError(f"There is no {{{unknown[0]}}}; there are {known}")
    return address


@fixed
class Preview:
    """What a build is a preview of."""

    of: str  #: in words, "pull request 12"
    against: str | None = None  #: the revision to compare with; `None` where there is none
    #: where it will be served; `None` where that is not known. Links between pages work anywhere,
    #: but the page for missing ones must know where the others are
    url: str | None = None


def read_preview(value: object) -> Preview | None:
    """A text, or `{of, against, url}`; nothing, or an empty text, for the site itself."""
    if not isinstance(value, Mapping):
        of = _text("preview", value)
        return Preview(of) if of else None
    keys = ("of", "against", "url")
    if unknown := [str(key) for key in value if key not in keys]:
        raise ValidationError(f"Expected {', '.join(keys)}, not {', '.join(unknown)}")
    given = {key: _text(key, value.get(key)) for key in keys}
    if not given["of"]:
        return None
    return Preview(given["of"], given["against"] or None, _site_address(given["url"]) or None)


def _site_address(address: str) -> str:
    """``address`` with a final slash; empty if it is empty."""
    if address and (why := why_no_site_address(address)):
        raise ValidationError(why)
    return f"{address.rstrip('/')}/" if address else ""


def _text(key: str, value: object) -> str:
    """A text; an environment variable may be unset, or look like a number."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValidationError(f"'{key}': expected a text such as 'pull request 12', not {value!r}")
    return " ".join(str(value).split())


def links_out_of(places: Mapping[str, Path], root: Path) -> Iterator[str]:
    """Why those of ``places`` that lead out of ``root`` by a link cannot be used."""
    for name, place in places.items():
        try:
            common = os.path.commonpath((root.absolute(), os.path.abspath(place)))  # noqa: PTH100 - links count
        except ValueError:  # two drives
            continue
        if not inside(place, common):
            yield (
                f"{name}: {shown_path(place)} is a symbolic link that points outside the folder of "
                f"the site; replace it with the folder itself, or configure the real path"
            )


def links_in_cache(cache: Path) -> Iterator[str]:
    """The same of what is in the cache."""
    for link in links_out(cache):
        yield (
            f"cache: {shown_path(link)} is a symbolic link that points outside the cache; "
            f"delete it, or the whole cache, which is made again"
        )


def overlaps(places: Mapping[str, Path]) -> Iterator[str]:
    """Why no folder of ``places`` can be inside another."""
    for pair in combinations(places.items(), 2):
        for (outer, folder), (inner, within) in (pair, pair[::-1]):
            if inside(within, folder):
                yield (
                    f"{inner} ({shown_path(within)}) is inside {outer} ({shown_path(folder)}): "
                    f"{_WHY.get(outer, _OTHERWISE)}; choose another folder for it"
                )
                break


def read_text(value: object) -> str:
    """The option, which is a text."""
    return Type(str).run_validation(value)


def read_switch(value: object) -> bool:
    """The option, which is true or false."""
    return Type(bool).run_validation(value)
