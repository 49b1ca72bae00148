"""A record whose id was changed is still found at its old address."""

from pathlib import Path

from tests.pages.rendering import Site
from tests.views.strike import RALLY, strike


def test_old_addresses_lead_to_the_new_ones(tmp_path: Path) -> None:
    site = Site(strike(tmp_path, rally={**RALLY, "formerly": "gate"}))
    for old, new in {
        "articles/gate/": "../../articles/rally/",
        "quotes/gate/": "../../quotes/rally/",
        "quotes/gate/no-money/": "../../../quotes/rally/no-money/",
    }.items():
        assert site.page(old).links == [new]
        assert site.planned(old).noindex


def test_the_old_address_of_a_withheld_quote_tells_no_words(tmp_path: Path) -> None:
    site = Site(strike(tmp_path, rally={**RALLY, "formerly": "gate"}))
    assert site.page("quotes/gate/hidden/").text == (
        "This page has moved It is now at: Rally at the north gate"
    )
