"""What animators do with a testimonial: approve, decline, propose other words for a slip, see what happened."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say, When
from handlers.desk import Desk, refusal
from handlers.testimonials import listing, publishing, review_cards, rules, telling
from handlers.testimonials.review_cards import Event
from handlers.testimonials.views import view
from storage import consents, outbox, testimonial_acts, testimonials
from storage.communities import Community
from storage.testimonial_acts import ANIMATOR, Who
from storage.testimonials import APPROVED, ASKED, DECLINED, REFUSED, SUGGESTED, WAITING, Testimonial

MOST_EVENTS = 30
"""How much of what happened to a testimonial is shown: the last of it."""


@route("testimonials.approve", who=Role.ANIMATOR)
async def approve(_ask: Ask, desk: Desk, testimonial_id: int, back: str = "") -> Reply:
    """An animator approves the words as they are, for the next slot; the first decision holds."""
    one, community = await _to_decide(desk, testimonial_id)
    decided = {"decided_by": desk.member.id, "decided_at": desk.now, "suggestion": None}
    if not await testimonials.move(desk.db, one, (WAITING, SUGGESTED), APPROVED, _animator(desk), **decided):
        return Tell(Say(f"testimonials.already.{one.state}"))
    await publishing.queue(desk.db, one, community, desk.now)
    await outbox.touch(desk.db, testimonials.subject(one.id))
    return Replace(await listing.listed(desk, 0)) if back else Done()


@route("testimonials.decline", who=Role.ANIMATOR, opens_form=True)
async def decline(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """The form of the reason, which the author will read."""
    one, _community = await _to_decide(desk, testimonial_id)
    if one.state not in (WAITING, SUGGESTED):
        return Tell(Say(f"testimonials.already.{one.state}"))
    return Open(review_cards.reason_form(one.id))


@route("testimonials.declined", who=Role.ANIMATOR)
async def declined(ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """An animator declines, with a reason the author receives; the copy of the words is forgotten."""
    one, community = await _to_decide(desk, testimonial_id)
    reason = rules.clean_reason(ask.answers.get("reason", ""))
    if reason is None:
        raise Mistake(Say("testimonials.bad_reason"), "reason")
    decided = {"decided_by": desk.member.id, "decided_at": desk.now, "reason": reason}
    gone = {"words": None, "suggestion": None, "next_at": None}
    states = (WAITING, SUGGESTED)
    if not await testimonials.move(desk.db, one, states, DECLINED, _animator(desk), **decided, **gone):
        return Tell(Say(f"testimonials.already.{one.state}"))
    await consents.withdraw(desk.db, testimonials.subject(one.id), desk.now)
    # Its author waits for the answer: it is told at once.
    news = to("testimonials.news", one.id)
    await telling.tell_author(desk.db, one, community, "news", news, desk.now, at_once=True)
    await outbox.touch(desk.db, testimonials.subject(one.id))
    return Tell(Say("testimonials.decline_told"))


@route("testimonials.suggest", who=Role.ANIMATOR, opens_form=True)
async def suggest(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """The words in a form: what is changed there is proposed to their author."""
    one, _community = await _to_decide(desk, testimonial_id)
    if one.state != WAITING or one.words is None:
        return Tell(Say(f"testimonials.already.{one.state}"))
    return Open(review_cards.words_form(one.id, one.words))


@route("testimonials.suggested", who=Role.ANIMATOR)
async def suggested(ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """The words stay as they are until their author says yes to the others."""
    one, community = await _to_decide(desk, testimonial_id)
    words = rules.clean_words(ask.answers.get("words", ""))
    if words is None:
        bounds = {"shortest": rules.SHORTEST_WORDS, "longest": rules.LONGEST_WORDS}
        raise Mistake(Say("testimonials.bad_words", **bounds), "words")
    if words == one.words:
        raise Mistake(Say("testimonials.same_words"), "words")
    if not await testimonials.move(desk.db, one, (WAITING,), SUGGESTED, _animator(desk), suggestion=words):
        return Tell(Say(f"testimonials.already.{one.state}"))
    await telling.ask_about_words(desk.db, one, community, desk.now)
    await outbox.touch(desk.db, testimonials.subject(one.id))
    return Tell(Say("testimonials.suggested_nameless" if one.respondent else "testimonials.suggested"))


@route("testimonials.history", who=Role.ANIMATOR)
async def history(_ask: Ask, desk: Desk, testimonial_id: int) -> Reply:
    """All that happened to a testimonial, to who animates its community."""
    one, community = await _to_decide(desk, testimonial_id)
    told = await testimonial_acts.of_testimonial(desk.db, one.id, MOST_EVENTS)
    events = [
        Event(When(each.act.at, community.zone), each.act.by, each.animator, each.act.old, each.act.new, each.community)
        for each in told
    ]
    return Tell(review_cards.history(await view(desk.db, one.id), events))


def _animator(desk: Desk) -> Who:
    return Who(ANIMATOR, desk.now, desk.member.id)


async def _to_decide(desk: Desk, testimonial_id: int) -> tuple[Testimonial, Community]:
    """A testimonial of a community the asker animates. Raises Mistake, without telling whether it exists.

    Words whose author has not said yes are nobody's business.
    """
    found = await testimonials.by_id(desk.db, testimonial_id, desk.workspace.id)
    if found is None or found.state in (ASKED, REFUSED):
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)
