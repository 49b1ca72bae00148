"""The options of the plugin, and the folders that a configuration names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage, Settings
from onrecord.diagnostics import CODES, Severity
from onrecord.reading.files import inside, links_out
from onrecord.reading.texts import shown_path
from onrecord.records.dates import PartialDate
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates, template_folders
from onrecord.render.words import Words, has_words, languages
from onrecord.views.site_info import SiteInfo

from .option_types import PreviewOption, QuotationOption, RedirectsOption, SuggestOption
from .page_policy import Policy, PolicyOption

# `fr`, `pt-BR`, `sr-Latn`: a language, and what kind of it.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


# In the environment: articles that are drafts are built, whatever the configuration says.
DRAFTS_VARIABLE = "ONRECORD_DRAFTS"


class CoverageOption(BaseConfigOption[Coverage | None]):
    """`{from, through}`: the days that the desk covers, both included."""

    def run_validation(self, value: object) -> Coverage | None:
        """Read ``value``; None where nothing is given.

        Raises:
            ValidationError: a date is missing or none, or the days end before they begin.
        """
        if value is None:
            return None
        if not isinstance(value, Mapping) or set(value) != {"from", "through"}:
            raise ValidationError("Expected {from: 2021-12-07, through: 2022-02-21}")
        coverage = Coverage(_date(value["from"]), _date(value["through"]))
        if coverage.through.before(coverage.first):
            raise ValidationError(
                f"It ends ({coverage.through}) before it begins ({coverage.first})"
            )
        return coverage


class LevelsOption(BaseConfigOption[Mapping[str, Severity]]):
    """`{code: severity}`: how much a warning weighs on this site."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> Mapping[str, Severity]:
        """Read ``value``.

        Raises:
            ValidationError: an unknown code or severity, or a code that is an error.
        """
        if not isinstance(value, Mapping):
            raise ValidationError("Expected a mapping from a code to error, warning or notice")
        return {str(code): _level(str(code), level) for code, level in value.items()}


class LanguageOption(BaseConfigOption[str]):
    """The language of the site: of its interface and of what the desk itself writes."""

    def __init__(self) -> None:
        super().__init__()
        self.default = "en"

    def run_validation(self, value: object) -> str:
        """Read ``value``.

        Raises:
            ValidationError: it is no tag of a language.
        """
        if not isinstance(value, str) or not _TAG.fullmatch(value):
            raise ValidationError(
                f"Expected the tag of a language such as fr or pt-BR, in quotes if it is no (which "
                f"YAML reads as false), not {value!r}"
            )
        return value

    def post_validation(self, config: Config, key_name: str) -> None:
        """See that there are words in the language.

        Raises:
            ValidationError: there are none; the message says in which there are.
        """
        assert isinstance(config, OnrecordConfig)  # noqa: S101 - it is an option of this only
        folders = template_folders(config.site_templates())
        if not has_words(folders, config.language):
            there = ", ".join(languages(folders))
            raise ValidationError(
                f"There are no words for '{config.language}'; there are for {there}. To add a "
                f"language, write {config.templates}/words/{config.language}.yml"
            )


class DraftsOption(c.Type[bool]):
    """Whether articles that are drafts are built like all others."""

    def __init__(self) -> None:
        super().__init__(bool, default=False)

    def run_validation(self, value: object) -> bool:
        """Read ``value``; `onrecord serve --drafts` has it set whatever the file says."""
        return super().run_validation(value) or DRAFTS_VARIABLE in os.environ


class OnrecordConfig(Config):
    """What stands under `onrecord:` among the plugins."""

    coverage = CoverageOption()
    levels = LevelsOption()
    language = LanguageOption()
    quotation_limits = QuotationOption()
    redirects = RedirectsOption()
    suggest_corrections = SuggestOption()
    templates = c.Type(str, default="templates")
    search = c.Type(bool, default=True)
    share_pictures = c.Type(bool, default=True)
    cache = c.Type(str, default=".cache/onrecord")
    captures = c.Type(str, default="captures")
    downloads = c.Type(bool, default=True)
    licence = c.Type(str, default="")
    preview = PreviewOption()
    allow_scripts = c.Type(bool, default=False)
    drafts = DraftsOption()
    content_security_policy = PolicyOption()

    def policy(self) -> Policy:
        """What the pages may load and run."""
        policy = self.content_security_policy or Policy()
        return policy.with_scripts() if self.allow_scripts else policy

    def distrust(self) -> None:
        """Let pages have no scripts, and nothing of other hosts, whatever the options say."""
        self.allow_scripts = False
        self.content_security_policy = None

    def settings(self, content: Path, *, locked: bool = True) -> Settings:
        """How the desk in the folder ``content`` is read, with its lock or without."""
        folders = template_folders(self.site_templates())
        style = tuple(
            file
            for folder in folders
            if inside(file := folder / "house_style" / f"{self.language}.yml", folder)
            or folder == packaged_templates()
        )
        return Settings(
            content,
            self.coverage,
            self.levels,
            locked,
            style,
            quotation=self.quotation_limits,
            language=self.language,
            redirects=frozenset(self.redirects),
            drafts=self.drafts,
        )

    def site(self, config: MkDocsConfig, desk: Desk, words: Words) -> SiteContext:
        """The site of ``desk``: made once, for all that is made of it."""
        info = SiteInfo(
            name=config.site_name,
            coverage=desk.coverage,
            language=self.language,
            url=config.site_url or "",
            suggest=self.suggest_corrections,
            downloads=self.downloads,
            licence=self.licence.strip(),
        )
        folders = template_folders(self.site_templates())
        return SiteContext(desk, words, info, folders, config.use_directory_urls)

    def site_templates(self) -> Path:
        """The site's own templates; the folder need not exist."""
        return Path(self.config_file_path).parent / self.templates

    def captures_folder(self) -> Path:
        """Where the full texts of the sources lie, outside the site; it need not exist."""
        return Path(self.config_file_path).parent / self.captures

    def cache_folder(self) -> Path:
        """What takes long to make is kept here between builds; the folder need not exist."""
        return Path(self.config_file_path).parent / self.cache


def _date(value: object) -> PartialDate:
    """A known date; YAML may have made a date or a number of it."""
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise ValidationError(f"Expected a date such as 2022-02-21, not {value!r}")
    try:
        parsed = PartialDate.parse(str(value))
    except ValueError as error:
        raise ValidationError(f"{error}; write it as 2022-02-21, 2022-02 or 2022") from None
    if not parsed.known:
        raise ValidationError("The first and the last day of a coverage are known")
    return parsed


def _level(code: str, level: object) -> Severity:
    if code not in CODES:
        raise ValidationError(f"There is no diagnostic with the code '{code}'")
    if CODES[code] is Severity.ERROR:
        raise ValidationError(f"'{code}' is an error; only warnings have a level of choice")
    try:
        return Severity(level)
    except ValueError:
        raise ValidationError(f"'{code}': expected error, warning or notice") from None


# What would happen to a folder within another.
_WHY = {
    "docs_dir": "what is there would be published",
    "custom_dir": "what is there would be published",
    "site_dir": "what is there would be published, and removed by the next build",
}
_OTHERWISE = "each needs a folder for itself"


def folder_faults(config: MkDocsConfig, options: OnrecordConfig) -> list[str]:
    """Why the folders of the configuration cannot be used, a line each.

    A folder that is a symbolic link out of the site's folder would have files read, published or
    written that belong to nobody's desk; a folder inside another one would have captures published,
    or what is kept there removed with the old site.
    """
    places = {
        "docs_dir": Path(config.docs_dir),
        "site_dir": Path(config.site_dir),
        "templates": options.site_templates(),
        "captures": options.captures_folder(),
        "cache": options.cache_folder(),
    }
    root = Path(config.config_file_path).parent
    named = {name: place for name, place in places.items() if name != "site_dir"}
    if config.theme.custom_dir:
        # Its files are published; it may be one of the folders in `templates`.
        custom = named["custom_dir"] = Path(config.theme.custom_dir)
        if not inside(custom, places["templates"]):
            places = {"custom_dir": custom, **places}
    return [*_links_out(named, root), *_links_in_cache(places["cache"]), *_overlaps(places)]


def _links_out(places: Mapping[str, Path], root: Path) -> Iterator[str]:
    for name, place in places.items():
        try:
            common = os.path.commonpath((root.absolute(), os.path.abspath(place)))  # noqa: PTH100 - links count
        except ValueError:  # two drives
            continue
        if not inside(place, common):
            yield (
                f"{name}: {shown_path(place)} is a symbolic link that leads out of the folder of "
                f"the site; put the folder itself there, or write in the configuration where it is"
            )


def _links_in_cache(cache: Path) -> Iterator[str]:
    for link in links_out(cache):
        yield (
            f"cache: {shown_path(link)} is a symbolic link that leads out of the cache; delete it, "
            f"or the whole cache: what is missing is made again"
        )


def _overlaps(places: Mapping[str, Path]) -> Iterator[str]:
    for (one, first), (other, second) in combinations(places.items(), 2):
        for (outer, folder), (inner, within) in (
            ((one, first), (other, second)),
            ((other, second), (one, first)),
        ):
            if inside(within, folder):
                yield (
                    f"{inner} ({shown_path(within)}) lies in {outer} ({shown_path(folder)}): "
                    f"{_WHY.get(outer, _OTHERWISE)}; give it a folder of its own"
                )
                break
