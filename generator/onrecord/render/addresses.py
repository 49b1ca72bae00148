"""Addresses on the site, as one page links to another."""

from jinja2 import pass_context
from jinja2.runtime import Context


class Addresses:
    """The filter `url`: from a site path to an address relative to the page that is being made.

    A site path counts from the site's root, without a leading slash: `""` (home), `actors/x/`,
    `quotes/a/b/#words`, `css/site.css`. The addresses hold under any base, and straight from disk
    where directory URLs are off. One object serves one page at a time.
    """

    __slots__ = ("_base", "_directory_urls")

    def __init__(self, *, directory_urls: bool) -> None:
        self._directory_urls = directory_urls
        self._base = ""

    def start(self, uri: str) -> None:
        """Make addresses relative to the page at ``uri`` from here on."""
        self._base = "../" * uri.count("/")

    @pass_context
    def url(self, _context: Context, path: str) -> str:
        """The address of the site path ``path``.

        It takes the context for one reason: without, Jinja computes it for a literal while it
        compiles the template, once for all pages.

        Raises:
            ValueError: ``path`` is an absolute address.
        """
        if path[:1] == "/" or ":" in path:
            raise ValueError(f"'{path}' is no path on this site: it may not start with / or hold :")
        if self._directory_urls:
            return self._base + path or "./"
        return self._base + _file(path)

    def absolute(self, site_url: str, path: str) -> str:
        """The address of the site path ``path`` for other sites.

        Args:
            site_url: where the site is published, with a slash at the end.
            path: as for `url`.
        """
        return site_url + (path if self._directory_urls else _file(path))


def file_name(address: str) -> str:
    """The filter `file_name`: what follows the last slash, nothing for a folder.

    >>> file_name("../quotes/index.html")
    'index.html'
    """
    return address.rpartition("/")[2]


def _file(path: str) -> str:
    """``path`` with the file that is behind a folder's address."""
    end = len(path)
    for mark in "?#":
        if (found := path.find(mark, 0, end)) >= 0:
            end = found
    if end == 0 or path[end - 1] == "/":
        return f"{path[:end]}index.html{path[end:]}"
    return path
