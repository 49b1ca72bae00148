"""What articles may say that cannot be read, or not whole."""

from __future__ import annotations

from onrecord.records.load import Records


class Unread:
    """Demands and claims that more may be said of than the desk knows.

    What would be missing because of that is no second fault.
    """

    def __init__(self, records: Records) -> None:
        partial = records.partial.articles
        articles = {name for kind, name in records.known if kind == "article"}
        closed = bool(articles - records.articles.keys() - partial.keys())
        holes = [one for (kind, _), one in records.holes.items() if kind == "article"]
        self._any_demand = closed or any(one.hide("demands", "demand") for one in holes)
        self._any_claim = closed or any(one.hide("claims", "claim") for one in holes)
        self._demands: set[str] = set()
        self._claims: set[str] = set()
        for article in partial.values():
            self._demands.update(name for row in article.demands for name in row.demand)
            self._claims.update(name for row in article.claims for name in row.claim)

    def may_state(self, demand_id: str) -> bool:
        """Whether such an article may have an act on this demand."""
        return self._any_demand or demand_id in self._demands

    def may_assert(self, claim_id: str) -> bool:
        """Whether such an article may have an act on this claim."""
        return self._any_claim or claim_id in self._claims
