"""What people do to find something: ask, turn pages, look at what was found."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, read_link, registry, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.search import cards, rules
from handlers.search.cards import PAGE, Page, Result
from storage import communities, outbox, search
from storage.communities import ANIMATOR, Community
from storage.search import Document, Found, Reader

CAPSULE = "capsule"
"""The kind of subject that animators can preview and plan."""


@route("search.find", who=Role.ANYONE, opens_form=True, command="find")
async def find(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """What holds these words; without words, the form to write them in."""
    return Tell(await _page(ask, desk, words, 0)) if words.strip() else Open(cards.form())


@route("search.asked", who=Role.ANYONE)
async def asked(ask: Ask, desk: Desk) -> Reply:
    """What holds the words of the form."""
    words = ask.answers.get("words", "")
    if not words.strip():
        raise Mistake(Say("search.mistake.empty"), "words")
    return Tell(await _page(ask, desk, words, 0))


@route("search.page", who=Role.ANYONE)
async def page(ask: Ask, desk: Desk, number: int, words: str) -> Reply:
    """Another page, or other words, in the place of the same card."""
    return Replace(await _page(ask, desk, words, rules.page_number(number)))


@route("search.see", who=Role.ANYONE)
async def see(_ask: Ask, desk: Desk, kind: str, number: int) -> Reply:
    """Something posted, as its channel sees it now, for the asker alone; nothing is counted."""
    subject = f"{kind}:{number}"
    may_read = await search.read(desk.db, _reader(desk), subject)
    delivery = await outbox.posted_about(desk.db, desk.workspace.id, subject) if may_read else None
    if delivery is None or delivery.channel is None:
        raise Mistake(Say("help.outdated"))
    link = read_link(delivery.draw)
    message = registry.messages[link.route]
    drawn: Card | None = await message.draw(desk.db, **message.values_from(link))
    if drawn is None:
        raise Mistake(Say("help.outdated"))
    return Tell(cards.seen(drawn, delivery.channel))


def _reader(desk: Desk) -> Reader:
    return Reader(desk.workspace.id, desk.member.id)


async def _page(ask: Ask, desk: Desk, words: str, number: int) -> Card:
    words = rules.short_words(words)
    found = await search.find(desk.db, _reader(desk), words, skip=number * PAGE, most=PAGE)
    if not found.total and number:  # what was on this page is found no more
        number, found = 0, await search.find(desk.db, _reader(desk), words, most=PAGE)
    if not found.total:
        near = await search.nearest(desk.db, _reader(desk), words)
        return cards.nothing(words, [word for word in near if rules.short_words(word) == word])
    animated = await communities.of_member(desk.db, desk.member.id, ANIMATOR)
    mine = sorted(animated, key=lambda one: one.channel != ask.channel)
    results = [_result(one, found, mine) for one in found.documents]
    return cards.results(Page(words, results, found.total, number, found.nearly))


def _result(one: Document, found: Found, animated: list[Community]) -> Result:
    """What is shown of a document; who animates a community that may post it previews it there, and can plan it."""
    kind, number = one.subject.split(":")
    may_post = [place.id for place in animated if one.community_id in (None, place.id)] if kind == CAPSULE else []
    return Result(
        one.title,
        one.theme,
        rules.excerpt(one.body, one.language, found.stems),
        to("capsules.look", may_post[0], int(number)) if may_post else to("search.see", kind, int(number)),
        to("schedules.plan_form", may_post[0], int(number)) if may_post else None,
    )
