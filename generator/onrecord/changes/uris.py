"""The addresses of records on the site (a contract, see the pages): views are a row above us."""

from __future__ import annotations


def actor_uri(id_: str) -> str:
    """``actors/<id>/``."""
    return f"actors/{id_}/"


def article_uri(id_: str) -> str:
    """``articles/<id>/``."""
    return f"articles/{id_}/"


def article_quotes_uri(id_: str) -> str:
    """``quotes/<article-id>/``."""
    return f"quotes/{id_}/"


def briefing_uri(id_: str) -> str:
    """``briefings/<id>/``."""
    return f"briefings/{id_}/"


def claim_uri(id_: str) -> str:
    """``claims/<id>/``."""
    return f"claims/{id_}/"


def demand_uri(id_: str) -> str:
    """``demands/<id>/``."""
    return f"demands/{id_}/"


def quote_uri(reference: str) -> str:
    """``quotes/<article-id>/<quote-id>/``."""
    return f"quotes/{reference.replace('#', '/')}/"


def topic_uri(id_: str) -> str:
    """``topics/<id>/``."""
    return f"topics/{id_}/"
