"""Pages of the browser that tests use one after the other.

To open a page in a clean context takes a new process, and three times as long as what most tests do
in it. So a page that a test is done with is cleaned and handed to the next.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.sharing import PATIENCE_OF_A_PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

_MEDIA: dict[str, Any] = {
    "media": "screen",
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "contrast": "no-preference",
}
_FORGET = (
    "try { localStorage.clear(); sessionStorage.clear() } catch { /* about:blank has none */ }"
)


@dataclass
class Tab:
    """A page, and what the browser said while it was open.

    Attributes:
        console: each message of the console: its type and its text.
        errors: what no script caught.
    """

    page: Page
    console: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_OF_A_PAGE * 1000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        self.console.append((message.type, message.text))

    @property
    def complaints(self) -> list[str]:
        """Everything that was said."""
        return [text for _, text in self.console] + self.errors


class Tabs:
    """Tabs that are free, by the options of their context."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[str, list[Tab]] = defaultdict(list)

    @contextlib.contextmanager
    def open(
        self, width: int = 1280, height: int = 844, *, script: str = "", **options: Any
    ) -> Iterator[Tab]:
        """A clean tab of this size.

        What cannot be taken back (a clock that was set) belongs into a context of its own.

        Args:
            width: of the viewport.
            height: of the viewport.
            script: run first on every page that the tab goes to.
            options: media features (`color_scheme`), else options of the context (`locale`).
        """
        media = {name: options.pop(name, usual) for name, usual in _MEDIA.items()}
        free = self._free[script + repr(sorted(options.items()))]
        tab = free.pop() if free else self._new(script, options)
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.emulate_media(**media)
        tab.console.clear()
        tab.errors.clear()
        yield tab
        tab.page.unroute_all()
        tab.page.evaluate(_FORGET)
        tab.page.goto("about:blank")
        free.append(tab)

    def _new(self, script: str, options: dict[str, Any]) -> Tab:
        page = self._browser.new_context(**options).new_page()
        if script:
            page.add_init_script(script)
        return Tab(page)
