"""A build that is a preview: marked on every page, found by no search engine, with its changes."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from onrecord.changes.differing_files import edited
from onrecord.changes.git import RevisionFault
from onrecord.changes.revisions import Repository
from onrecord.render import Words
from onrecord.render.site import SiteContext
from onrecord.review.effects import ReviewLinks
from onrecord.review.review import review
from onrecord.review.view import CHANGES, ChangesView, changes_page, review_view

from .option_values import Preview
from .options import OnrecordConfig
from .prepare import Prepared
from .reporting import with_problems

_ROBOTS = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Banner:
    """What every page of a preview says first: of what, of which commit, and what changes."""

    text: Markup
    commit: Markup | None
    changes: str


class ReviewPreview:
    """What one build does because it is a preview; nothing where it is none."""

    def __init__(self) -> None:
        self.banner: Banner | None = None
        self._preview: Preview | None = None
        self._root = ""

    def begin(self, config: MkDocsConfig, options: OnrecordConfig, *, serving: bool) -> None:
        """Forget the address of the published site, so that nothing is made of it."""
        self._preview, self.banner = options.preview, None
        if self._preview is None:
            return
        address = self._preview.url or (config.site_url if serving else None)
        self._root = urlsplit(address).path if address else "."
        config.site_url = ""

    def prepare(self, config: MkDocsConfig, options: OnrecordConfig, prepared: Prepared) -> None:
        """Plan the page of what changes.

        Raises:
            PluginError: there is nothing to be had of the revision to compare with.
        """
        if self._preview is None:
            return
        try:
            view = _changes(config, options, self._preview, prepared.site)
            self.banner = _banner(config, self._preview, prepared.site.words)
        except RevisionFault as fault:
            raise PluginError(f"Nothing was built: {fault.messages[0]}") from fault
        page = changes_page(view, prepared.site.say)
        prepared.pages[page.uri] = page

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Ask every search engine to stay away."""
        if self._preview is None:
            return
        if own := files.get_file_from_path("robots.txt"):
            files.remove(own)
        files.append(File.generated(config, "robots.txt", content=_ROBOTS))

    def base_of(self, template: str) -> str | None:
        """Where the site's root is for a page that may stand anywhere; None for other pages."""
        return self._root if self._preview and template == "404.html" else None

    def marked(self, output: str, config: MkDocsConfig, url: str) -> str:
        """The page ``output``, at ``url``, of a theme that knows nothing of previews."""
        if self.banner is None or config.theme.name == "onrecord":
            return output
        changes = CHANGES if config.use_directory_urls else f"{CHANGES}index.html"
        root = self.base_of(url)
        there = f"{root.rstrip('/')}/{changes}" if root else get_relative_url(changes, url)
        section = Markup('\n<aside><p><strong>{}</strong> {} <a href="{}">{}</a></p></aside>\n')
        banner = section.format(
            self.banner.text, self.banner.commit or "", there, self.banner.changes
        )
        start = output.find("<head>") + len("<head>")
        meta = '\n<meta name="robots" content="noindex">'
        return with_problems(f"{output[:start]}{meta}{output[start:]}", banner)


def check_preview(config: MkDocsConfig, options: OnrecordConfig) -> None:
    """See that there is what to compare with, before anything is built.

    Raises:
        RevisionFault: there is a repository, and not this revision.
    """
    against = options.preview.against if options.preview else None
    repository = _repository(config)
    if against and repository:
        repository.merge_base(repository.resolve(against), None)


def _repository(config: MkDocsConfig) -> Repository | None:
    try:
        return Repository.of(Path(config.docs_dir))
    except RevisionFault:
        return None


def _changes(
    config: MkDocsConfig, options: OnrecordConfig, preview: Preview, site: SiteContext
) -> ChangesView:
    if _repository(config) is None:
        return ChangesView(preview.of, None, "no_repository")
    if preview.against is None:
        return ChangesView(preview.of, None, "no_against")
    settings = options.settings(Path(config.docs_dir))
    found = review(settings, site.words, preview.against)
    places = ReviewLinks(config.repo_url or "", config.edit_uri or "")
    return ChangesView(preview.of, review_view(found, site.say, places))


def _banner(config: MkDocsConfig, preview: Preview, words: Words) -> Banner:
    commit, repository = None, _repository(config)
    if repository:
        try:
            short = repository.resolve("HEAD").short
        except RevisionFault:  # nothing was committed yet
            short = ""
        if short:
            differs = edited(repository, repository.inside(Path(config.docs_dir)))
            commit = words(f"preview.{'edited' if differs else 'commit'}", commit=short)
    return Banner(words("preview.banner", of=preview.of), commit, str(words("preview.changes")))
