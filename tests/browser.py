"""The browser of the tests: Chromium, the system's or Playwright's own.

Run as a script (`make test` does) it sees to one: the system's, else Debian's package where it may
install one, else Playwright's own. Where none can be had it says so; under CI that is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# A container has neither a sandbox nor a graphics card, and a test asks nothing of the network.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A page is open for less than a second, and each test has a new one: one process for all of
    # them, none for drawing, and code that runs as it is, since making it fast takes longer.
    "--renderer-process-limit=1",
    "--in-process-gpu",
    "--js-flags=--no-opt --always-sparkplug --no-lazy-feedback-allocation",
)
# No frames: nothing is drawn, which is a third of the work. What is laid out can be measured, and
# keys can be pressed; a click or a picture of the screen would wait for a frame for ever.
UNDRAWN = "--disable-threaded-compositing"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium without what shows it on a screen does the same with a fifth less work.
NAMES = ("chromium-headless-shell", *WHOLE)


def find_browser(names: Sequence[str] = NAMES) -> str | None:
    """The path of the first of ``names`` that runs, else of another browser; None if none does."""
    candidates = [os.environ.get("ONRECORD_BROWSER"), *map(shutil.which, names)]
    if path := next((path for path in candidates if path and _runs(path)), None):
        return path
    own = _playwrights_own()  # starts Playwright, only to ask
    return own if own and _runs(own) else None


def _runs(path: str) -> bool:
    # `--version` answers without a display; the stub of a snap that is not there does not.
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install_package() -> bool:
    """Install Debian's Chromium, if we may."""
    apt = shutil.which("apt-get")
    if not apt:
        return False
    before: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if not sudo or not _run([sudo, "-n", "true"]):
            return False
        before = [sudo, "-n"]
    environment = [*before, "env", "DEBIAN_FRONTEND=noninteractive", apt]
    install = [*environment, "install", "-y", "--no-install-recommends", "chromium"]
    both = [*install, NAMES[0]]
    if _run(both) or _run(install):
        return True
    return _run([*environment, "update"]) and (_run(both) or _run(install))


def _install_playwrights_own() -> bool:
    return _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> bool:
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def main() -> int:
    """See to a browser; the exit code."""
    path = find_browser()
    for how, install in (
        ("Debian's package", _install_package),
        ("Playwright's own", _install_playwrights_own),
    ):
        if path:
            break
        print(f"No browser found: trying {how} …", flush=True)
        if install():
            path = find_browser()
    if path:
        print(f"Browser: {path}")
        return 0
    ci = os.environ.get("CI", "").lower() in {"1", "true"}
    print("No browser can be had here, so the tests that need one cannot run.", file=sys.stderr)
    print("In CI that is a failure." if ci else "They are skipped.", file=sys.stderr)
    return 1 if ci else 0


if __name__ == "__main__":
    sys.exit(main())
