"""Views of the database: what most questions begin with, the joins already made."""

from __future__ import annotations

QUOTES_FULL = """
CREATE VIEW quotes_full AS
SELECT q.quote, q.text, q.gist, q.form, q.state, q.speaker, a.name AS speaker_name, q.speaking_as,
       q.date, q.place, q.event_name, q.context, q.article, r.title AS article_title,
       q.publisher, q.published, q.url, q.verdict, q.checked, q.counts, q.utterance, q.rights,
       q.added, q.address
FROM quotes AS q
JOIN articles AS r ON r.article = q.article
LEFT JOIN actors AS a ON a.actor = q.speaker_actor
"""

POSITIONS_FULL = """
CREATE VIEW positions_full AS
SELECT p.demand, d.title AS demand_title, d.by AS demanded_by, d.topic, d.strength,
       p.addressee, a.name AS addressee_name, p.state, c.label AS state_label, p.told, p.told_by,
       p.date, p.quotes, p.searched_through, d.first_stated, d.last_stated, d.times_stated,
       d.outcome, d.address
FROM positions AS p
JOIN demands AS d ON d.demand = p.demand
JOIN actors AS a ON a.actor = p.addressee
LEFT JOIN codebook AS c ON c.vocabulary = 'position' AND c.word = p.state
"""

CLAIMS_FULL = """
CREATE VIEW claims_full AS
SELECT c.claim, c.by, c.text, c.kind, c.against, s.standing, s.told_by, s.first_asserted,
       s.asserted, s.denied, s.disputed, s.corroborated, s.retracted,
       (SELECT count(*) FROM hearings AS h WHERE h.claim = c.claim AND h.heard) AS heard,
       (SELECT count(*) FROM hearings AS h WHERE h.claim = c.claim) AS accused, c.address
FROM claims AS c
JOIN claim_standings AS s ON s.claim = c.claim
"""

ANSWERS_FULL = """
CREATE VIEW answers_full AS
SELECT w.demand, d.title AS demand_title, w.addressee, w.by, a.name AS by_name, w.response,
       w.relation, w.rank, w.told_by, w.date, w.decides, w.quote, q.text AS quote_text,
       r.condition, r.note, r.article, r.published, r.rights
FROM answers AS w
JOIN demands AS d ON d.demand = w.demand
JOIN actors AS a ON a.actor = w.by
JOIN responses AS r ON r.row = w.row
LEFT JOIN quotes AS q ON q.quote = w.quote
"""

VIEWS = (QUOTES_FULL, POSITIONS_FULL, CLAIMS_FULL, ANSWERS_FULL)
