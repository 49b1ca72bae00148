"""What the process that others are forked from does first: it builds one site without pictures.

So they have imported, and compiled, all that a build needs. (Drawing starts threads, and a fork
has none of them.)
"""

import gc
import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from tests.sharing import keep_what_stays
from tests.tiny_site import TinySite


def warm_up() -> None:
    """Build a site under each of the commands."""
    keep_what_stays()
    with tempfile.TemporaryDirectory() as folder:
        site = TinySite.at(Path(folder) / "harbour")
        site.edit("site_config.yml", "site_url: https://harbour.example.org/\n", "")
        for run in (site.onrecord("build"), site.mkdocs("build", "-f", "site_config.yml")):
            assert run.returncode == 0, run.stderr
    # MkDocs keeps the objects of plugins, and ours would remember these builds.
    vars(MkDocsConfig)["plugins"].plugin_cache.clear()
    gc.collect()
    gc.freeze()


warm_up()
