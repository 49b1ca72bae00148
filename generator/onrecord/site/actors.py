"""The pages of actors and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.actor import ActorViews
from onrecord.views.actors import ActorsViews
from onrecord.views.maker import Maker

from .page import SitePage, Wording, shorten


def plan_actors(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``actors/``, ``actors/<id>/`` and its dates."""
    say = Wording(words)
    yield from _list(maker, say)
    views = ActorViews(maker)
    for actor_id in maker.desk.actors:
        yield from _actor(actor_id, maker, views, say)


def _list(maker: Maker, say: Wording) -> Iterator[SitePage]:
    views = ActorsViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/actors.html",
            title=say.titled(say("actors.title"), part),
            description=say("actors.description"),
            source=None,
            view=partial(views.page, part),
        )


def _actor(actor_id: str, maker: Maker, views: ActorViews, say: Wording) -> Iterator[SitePage]:
    actor, index = maker.desk.actors[actor_id], maker.desk.index[actor_id]
    own, *finer = views.parts(actor_id)
    description = say(
        "actor.description",
        name=actor.name,
        quotes=say("actor.utterances", count=index.utterances),
        made=say("actor.demands_made", count=len(index.demands_made)),
        received=say("actor.demands_received", count=len(index.demands_received)),
    )
    yield SitePage(
        uri=own.uri,
        template="pages/actor.html",
        title=actor.name,
        description=shorten(f"{actor.summary or ''} {description}", 300),
        source=maker.desk.files.get(("actor", actor_id)),
        view=partial(views.page, actor_id, own),
    )
    for part in finer:
        title = say.titled(say("actor.part_title", name=actor.name), part)
        yield SitePage(
            uri=part.uri,
            template="pages/actor_part.html",
            title=title,
            description=say("actor.part_description", title=title),
            source=None,
            view=partial(views.part, actor_id, part),
        )
