"""The example desk and its site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.serving import serving

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Example:
    """The example desk and its site."""

    desk: Desk
    coverage: dict[str, date]
    site: Path
    address: str


@pytest.fixture(scope="session")
def example(example_site: Path) -> Iterator[Example]:
    """The example desk, its site, and where it is served."""
    desk = load_desk(Settings(REPOSITORY / "content")).desk
    assert desk
    with serving(example_site) as served:
        yield Example(desk, _coverage(), example_site, served.url)


def _coverage() -> dict[str, date]:
    config = yaml.safe_load((REPOSITORY / "site_config.yml").read_text(encoding="utf-8"))
    options = next(plugin["onrecord"] for plugin in config["plugins"] if "onrecord" in plugin)
    coverage: dict[str, date] = options["coverage"]
    return coverage
