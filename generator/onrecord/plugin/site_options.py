"""The options of the plugin, and the folders that a configuration names."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from onrecord.desk.desk import Desk
from onrecord.desk.settings import QuotationLimits, SaidIn, Settings
from onrecord.diagnostics import CODES, Diagnostic, Severity
from onrecord.reading import inside, shown_path
from onrecord.records import Actor, fixed
from onrecord.render import SiteContext, Words, packaged_templates, template_folders
from onrecord.render.templates import catalogue_languages, has_words
from onrecord.views.context import SiteInfo

from . import option_values
from .doubtful_settings import KnownSettings, WrittenSettings
from .page_policy import Policy, read_policy
from .settings_file import OURS

T = TypeVar("T")

# In the environment: articles that are drafts are built, whatever the configuration says.
DRAFTS_VARIABLE = "ONRECORD_DRAFTS"


class Option(BaseConfigOption[T]):
    """An option, and what it does, in Markdown: the reference of the options has it from here."""

    def __init__(self, read: Callable[[object], T], meaning: str, *, default: T) -> None:
        """Make it of what reads a value and raises a ``ValidationError`` for one that is none."""
        super().__init__()
        self._read = read
        self.default = default
        self.meaning = meaning

    def run_validation(self, value: object) -> T:
        """Read ``value``."""
        return self._read(value)


class _LanguageOption(Option[str]):
    def post_validation(self, config: Config, key_name: str) -> None:
        """Check that there are words in the language.

        Raises:
            ValidationError: there are none; the message says in which there are.
        """
        assert isinstance(config, OnrecordConfig)  # noqa: S101 - it is an option of this only
        folders = template_folders(Path(config.config_file_path).parent / config.templates)
        if not has_words(folders, config.language):
            there = ", ".join(catalogue_languages(folders))
            raise ValidationError(
                f"There are no words for '{config.language}'; there are for {there}. To add a "
                f"language, write {config.templates}/words/{config.language}.yml"
            )


def _read_drafts(value: object) -> bool:
    return option_values.read_switch(value) or DRAFTS_VARIABLE in os.environ


class OnrecordConfig(Config):
    """The options under `onrecord:` among the plugins."""

    coverage = Option(
        option_values.read_coverage,
        (
            "`{from: 2031-05-01, through: 2031-06-30}`: the first and the last day that "
            "the site covers. Every page shows them. Without it: the first and the last "
            "date in the content. `check` warns of [what is "
            "outside](diagnostics.md#outside-coverage)"
        ),
        default=None,
    )
    levels = Option[Mapping[str, Severity]](
        option_values.read_levels,
        (
            "`{code: severity}`: makes a [warning](diagnostics.md) an `error`, a "
            "`warning` or a `notice` on this site. Errors cannot be changed"
        ),
        default={},
    )
    language = _LanguageOption(
        option_values.read_language,
        (
            "the language of the interface and of your own texts: "
            "[translate](../how-to/translate.md)"
        ),
        default="en",
    )
    quotation_limits = Option(
        option_values.read_quotation_limits,
        (
            "how many words of one source you may quote before `check` warns: of the "
            "people it quotes, and of its publisher; `null` for no limit"
        ),
        default=QuotationLimits(),
    )
    redirects = Option[Mapping[str, str]](
        option_values.read_redirects,
        (
            "`{actors/old-name/: actors/new-name/}`: old addresses of the site and their "
            "new ones. For a renamed record, use its `formerly` instead"
        ),
        default={},
    )
    suggest_corrections = Option(
        option_values.read_suggest_corrections,
        (
            "where readers can suggest a correction: "
            "`mailto:desk@example.org?subject={title}&body={body}`, or the address of an "
            "issue form. `{title}`, `{body}`, `{reference}` and `{address}` are filled "
            "in. Each quote, act and claim then has a link"
        ),
        default="",
    )
    templates = Option(
        option_values.read_text,
        "the folder of your own templates: [override a template](../how-to/override-a-template.md)",
        default="templates",
    )
    search = Option(option_values.read_switch, "`false`: no search", default=True)
    share_pictures = Option(
        option_values.read_switch,
        "`false`: no [pictures for other sites](../how-to/share-pictures.md)",
        default=True,
    )
    cache = Option(
        option_values.read_text,
        "where pictures are kept between builds; you can delete it at any time",
        default=".cache/onrecord",
    )
    captures = Option(
        option_values.read_text,
        "the folder of [captures](../how-to/captures.md), outside the content",
        default="captures",
    )
    downloads = Option(
        option_values.read_switch,
        ("`false`: no [data](data.md) to download, no `/data/`, and no `data.json` of pages"),
        default=True,
    )
    licence = Option(
        option_values.read_text,
        (
            "the terms of use of your annotations: a name (`CC BY 4.0`) or an address. "
            "It is at `/data/` and in every file, and never covers the quoted words. "
            "Without it the site says that none is given"
        ),
        default="",
    )
    preview = Option(
        option_values.read_preview,
        (
            "what this build is a preview of, such as `pull request 12`, or `{of, "
            "against, url}`; empty for the site itself. It is shown on every page, "
            "search engines are kept out, and with `against` (a git revision) the page "
            "`/changes/` shows what changed. Usually set on [the command "
            "line](commands.md#onrecord-build)"
        ),
        default=None,
    )
    allow_scripts = Option(
        option_values.read_switch,
        (
            "`true`: Markdown pages can have scripts "
            "([page-script](diagnostics.md#page-script)). Ignored with `--untrusted`"
        ),
        default=False,
    )
    drafts = Option(
        _read_drafts,
        (
            "`true`: the site and its data include draft articles, marked as drafts "
            "([draft](diagnostics.md#draft)). `--drafts` does the same for one command"
        ),
        default=False,
    )
    content_security_policy = Option(
        read_policy,
        (
            "`{img-src: https://pictures.example.org}`: what pages can load in addition "
            "to the site's own files. Ignored with `--untrusted`"
        ),
        default=None,
    )

    def policy(self) -> Policy:
        """The policy of what pages may load and run."""
        policy = self.content_security_policy or Policy()
        return policy.with_scripts() if self.allow_scripts else policy

    def distrust(self) -> None:
        """Let pages have no scripts, and nothing of other hosts, whatever the options say."""
        self.allow_scripts = False
        self.content_security_policy = None


def known_settings() -> KnownSettings:
    """The settings of MkDocs, and the options of our plugin."""
    return KnownSettings(MkDocsConfig().keys(), OnrecordConfig().keys())


@fixed
class SiteSetup:
    """MkDocs' configuration and our options together."""

    config: MkDocsConfig
    options: OnrecordConfig

    @property
    def file(self) -> Path:
        """The configuration itself."""
        return Path(self.config.config_file_path)

    @property
    def content(self) -> Path:
        """The folder of the records."""
        return Path(self.config.docs_dir)

    @property
    def templates(self) -> Path:
        """The site's own templates; this folder and the next two need not exist."""
        return self.file.parent / self.options.templates

    @property
    def captures(self) -> Path:
        """The folder of the sources' full texts, outside the site."""
        return self.file.parent / self.options.captures

    @property
    def cache(self) -> Path:
        """The folder of what takes long to make, kept between builds."""
        return self.file.parent / self.options.cache

    @property
    def has_our_theme(self) -> bool:
        """Whether the pages are shown in our theme, not in another that is installed."""
        return self.config.theme.name == OURS

    def settings(self, *, locked: bool = True) -> Settings:
        """The settings of the desk, with its lock or without."""
        options = self.options
        style = tuple(
            file
            for folder in template_folders(self.templates)
            if inside(file := folder / "house_style" / f"{options.language}.yml", folder)
            or folder == packaged_templates()
        )
        return Settings(
            self.content,
            options.coverage,
            options.levels,
            locked,
            style,
            quotation=options.quotation_limits,
            language=options.language,
            redirects=frozenset(options.redirects),
            withheld=self.captures,
            drafts=options.drafts,
            find_said=self._find_said,
        )

    def _find_said(self, actors: Mapping[str, Actor]) -> SaidIn:
        """The function that finds quoted words in our prose; it takes long to import."""
        from onrecord.drafting.plain_speakers import said_in  # noqa: PLC0415

        return said_in(actors, self.options.language)

    def site(self, desk: Desk, words: Words) -> SiteContext:
        """The site of ``desk``: made once, for all that is made of it."""
        config, options = self.config, self.options
        info = SiteInfo(
            name=config.site_name,
            coverage=desk.coverage,
            language=options.language,
            url=config.site_url or "",
            suggest=options.suggest_corrections,
            downloads=options.downloads,
            licence=options.licence.strip(),
            description=" ".join((config.site_description or "").split()),
        )
        folders = template_folders(self.templates)
        return SiteContext(desk, words, info, folders, config.use_directory_urls)

    def diagnostic(self, code: str, message: str, hint: str, option: str = "") -> Diagnostic:
        """A diagnostic for an ``option`` of the plugin, or for the whole configuration."""
        keys = ("plugins", OURS, *option.split(": ", 1)) if option else ()
        line, column = WrittenSettings(self.file).place(*keys) if option else (1, 1)
        return Diagnostic(
            code, CODES[code], shown_path(self.file), line, column or 1, message, hint
        )

    def folder_faults(self) -> list[str]:
        """Why the folders of the configuration cannot be used, a line each.

        A folder that is a symbolic link out of the site's folder would have files read, published
        or written that belong to nobody's desk; a folder inside another one would have captures
        published, or what is kept there removed with the old site.
        """
        places = {
            "docs_dir": self.content,
            "site_dir": Path(self.config.site_dir),
            "templates": self.templates,
            "captures": self.captures,
            "cache": self.cache,
        }
        named = {name: place for name, place in places.items() if name != "site_dir"}
        if self.config.theme.custom_dir:
            # Its files are published; it may be one of the folders in `templates`.
            custom = named["custom_dir"] = Path(self.config.theme.custom_dir)
            if not inside(custom, self.templates):
                places = {"custom_dir": custom, **places}
        links = (
            *option_values.links_out_of(named, self.file.parent),
            *option_values.links_in_cache(self.cache),
        )
        return [*links, *option_values.overlaps(places)]
