"""The Jinja environment of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from onrecord.views.site_info import SiteInfo

from .addresses import Addresses, file_name
from .carrying import Carrying
from .compiled import Compiled
from .dates import DateWords
from .inheritance import template_loader
from .sandbox import environment_class
from .words import Words


def make_environment(
    folders: Sequence[Path],
    words: Words,
    addresses: Addresses,
    site: SiteInfo,
    compiled: Compiled | None = None,
) -> Environment:
    """An environment for the templates in ``folders`` (an earlier one wins).

    Templates find `t` (words), `site`, the filters `url`, `date` and `plain_date`, `on` and
    `plain_on` (a date with its preposition), `day_month` and `month` (of a day), and those of what
    is carried away: `address`, `attributed`, `citations`, `demand_citations`, `actor_citations`,
    `embed`, `suggest`. Everything is escaped, and what is not there is an error. A site needs
    nothing else to override a template; its own are rendered in a sandbox. ``compiled`` holds what
    need not be compiled again.
    """
    environment = environment_class(folders)(
        loader=template_loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    dates = DateWords(words)
    environment.globals.update(t=words, site=site)
    carrying = Carrying(words, addresses, site)
    environment.filters.update(
        address=carrying.address,
        attributed=carrying.attributed,
        citations=carrying.citations,
        demand_citations=carrying.demand_citations,
        actor_citations=carrying.actor_citations,
        embed=carrying.embed,
        suggest=carrying.suggest,
    )
    environment.filters.update(
        url=addresses.url,
        file_name=file_name,
        date=dates.html,
        plain_date=dates.plain,
        on=dates.on_html,
        plain_on=dates.on_plain,
        day_month=dates.day_month,
        month=dates.month,
    )
    return environment
