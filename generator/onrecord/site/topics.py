"""The list of topics and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.maker import Maker
from onrecord.views.topic import TopicViews

from .page import SitePage, Wording, shorten


def plan_topics(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``topics/``, ``topics/<id>/`` and its dates."""
    say = Wording(words)
    views = TopicViews(maker)
    for listed in views.list_parts():
        yield SitePage(
            uri=listed.uri,
            template="pages/topics.html",
            title=say.titled(say("topics.title"), listed),
            description=say("topics.description"),
            source=None,
            view=partial(views.list_page, listed),
        )
    for topic_id, topic in maker.desk.topics.items():
        about = say("topics.topic_description", name=topic.name)
        for part in views.parts(topic_id):
            yield SitePage(
                uri=part.uri,
                template="pages/topic.html",
                title=say.titled(topic.name, part),
                description=shorten(f"{topic.summary or ''} {about}", 300),
                source=maker.desk.files.get(("topic", topic_id)) if part.opens else None,
                view=partial(views.page, topic_id, part),
            )
