"""Questions in a reader's own words: what answers each is among the first three results."""

from tests.search.conftest import WIDE, searching
from tests.serving import serving
from tests.tabs import Tabs
from tests.tiny_site import TinySite

ANSWERS = {
    "how much more money do the workers want": "demands/raise-the-night-rate/",
    "is the board making a profit": "claims/board-surplus/",
    "what did the ministry ask of the union": "demands/end-the-walkout/",
    "did the board bring back the crane drivers": "demands/take-back-the-drivers/",
    "will harbor fees go up": "claims/dues-forecast/",
    "is it legal to shut the gates": "claims/lockout-law/",
    "what did Darwaz accuse the terminal of": "claims/two-crews-promise/",
    "who denied that the brake was worn": "claims/crane-brake-allegation/",
    "the director on 12 March": "quotes/mediation-minutes/no-fifth/",
    "Ombranne interview": "articles/gazeta-talks-to-ombrane/",
}


def test_questions_are_answered_within_the_first_three(english: TinySite, undrawn: Tabs) -> None:
    with serving(english.root / "site") as served, searching(undrawn, served, WIDE, "") as searcher:
        missed = {}
        for question, address in ANSWERS.items():
            searcher.look_for(question)
            first = searcher.page.locator(".finder-results :is(li > a, [data-href=uri])")
            links = first.evaluate_all("links => links.slice(0, 3).map(link => link.href)")
            if served.url + address not in links:
                missed[question] = links
        assert missed == {}
