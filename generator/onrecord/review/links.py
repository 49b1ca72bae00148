"""Where a reviewer can look: the line at the commit, the page of the preview, the live page."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from onrecord.render.addresses import Addresses

# How each kind of host addresses a line of a file at a commit.
_GITHUB = "{repo}/blob/{commit}/{path}#L{line}"
_GITLAB = "{repo}/-/blob/{commit}/{path}#L{line}"
_GITEA = "{repo}/src/commit/{commit}/{path}#L{line}"
_BITBUCKET = "{repo}/src/{commit}/{path}#lines-{line}"
_HOSTS = (
    ("github", _GITHUB),
    ("gitlab", _GITLAB),
    ("codeberg", _GITEA),
    ("gitea", _GITEA),
    ("forgejo", _GITEA),
    ("bitbucket", _BITBUCKET),
)
_COMMITS = {_GITLAB: "{repo}/-/commit/{commit}", _BITBUCKET: "{repo}/commits/{commit}"}


@dataclass(frozen=True, slots=True)
class ReviewLinks:
    """Addresses; each is ``None`` where it is not known.

    Attributes:
        repo_url: of the repository, as the configuration has it.
        edit_uri: as the configuration has it; it gives away GitLab under a name of one's own.
        preview_url, live_url: of the two sites, with a slash at the end; empty where not known.
        directory_urls: whether the addresses of their pages end in a slash.
    """

    repo_url: str = ""
    edit_uri: str = ""
    preview_url: str = ""
    live_url: str = ""
    directory_urls: bool = True

    def source(self, file: PurePath, line: int, commit: str) -> str | None:
        """The line of ``file`` (in the repository) at ``commit``."""
        form = self._form()
        if form is None:
            return None
        path = quote(file.as_posix())
        return form.format(repo=self._repo(), commit=commit, path=path, line=line)

    def commit(self, commit: str) -> str | None:
        """The page of ``commit``."""
        form = self._form()
        if form is None:
            return None
        return _COMMITS.get(form, "{repo}/commit/{commit}").format(repo=self._repo(), commit=commit)

    def preview(self, uri: str) -> str | None:
        """The page ``uri`` of the preview."""
        return self._page(self.preview_url, uri)

    def live(self, uri: str) -> str | None:
        """The page ``uri`` of the published site."""
        return self._page(self.live_url, uri)

    def _page(self, site_url: str, uri: str) -> str | None:
        if not site_url:
            return None
        addresses = Addresses(directory_urls=self.directory_urls)
        return addresses.absolute(site_url.rstrip("/") + "/", quote(uri, safe="/#"))

    def _repo(self) -> str:
        return self.repo_url.rstrip("/").removesuffix(".git")

    def _form(self) -> str | None:
        parts = urlsplit(self.repo_url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return None
        if "/-/" in self.edit_uri or self.edit_uri.startswith("-/"):
            return _GITLAB
        # A host of another name is not known: no link is better than one that leads nowhere.
        return next((form for name, form in _HOSTS if name in parts.netloc), None)
