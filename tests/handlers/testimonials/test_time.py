"""What time makes of testimonials: slots, everywhere once each, the month before the end, the end, who was touched."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handlers.chat.cards import Card
from handlers.chat.forms import TextField, TimeField
from handlers.chat.replies import Open, Replace, Tell
from storage import testimonial_acts, testimonial_slots, testimonials
from storage.communities import ANIMATOR
from storage.outbox import Delivery
from tests.conftest import EVERY_DATABASE
from tests.handlers.testimonials.steps import POST, agreed, already, asked, published, the_one
from tests.handlers.theatre import ELSEWHERE, HAPPY, HERE, Theatre

SLOT = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""Tuesday at ten in Paris, the first slot of the theatre, whose clock begins that morning."""


async def approved(play: Theatre, *people: str) -> None:
    """Each wrote after a session of the same course, agreed and was approved, in this order."""
    for who in people:
        before = len(await play.rows(testimonials.Testimonial))
        await play.say(who, await play.session(who, title="One" if who != "omar" else "Two"))
        await play.tick("testimonials")
        await play.press(who, "testimonials.agree", before + 1, "full_name")
        await play.press("amina", "testimonials.approve", before + 1)


async def at(play: Theatre, when: datetime) -> None:
    play.clock.move_to(when)
    await play.tick("testimonials")


def posted(play: Theatre) -> list[str]:
    return sorted(about for about in play.wall if ":post:" in about)


async def planned(play: Theatre, route: str = "plan", *values: int) -> str:
    reply = await play.press("amina", f"testimonials.{route}", *values or (play.community_id,))
    assert isinstance(reply, Tell | Replace)
    assert isinstance(reply.what, Card)
    return play.read(reply.what, "en")


@EVERY_DATABASE
async def test_one_leaves_at_each_slot_by_the_rule_and_two_ticks_at_once_post_it_once(play: Theatre) -> None:
    await approved(play, "lina", "lina", "omar")
    plan = await planned(play)
    assert "One is posted Tuesday, Thursday at 10:00, so 2 a week." in plan
    assert plan.index("after One") < plan.index("after Two") < plan.rindex("after One")
    await at(play, SLOT - timedelta(seconds=1))
    assert posted(play) == []
    play.clock.move_to(SLOT)

    async def tick() -> None:
        async with play.database.transaction() as db:
            await play.features.due["testimonials"](db, SLOT)

    await asyncio.gather(tick(), tick())
    await play.post()
    assert posted(play) == ["testimonial:1:post:1"]
    await at(play, SLOT + timedelta(days=2))
    assert posted(play) == ["testimonial:1:post:1", "testimonial:3:post:1"]
    await at(play, SLOT + timedelta(days=7))
    assert len(posted(play)) == 3
    assert play.wall["testimonial:2:news"].startswith("Good news")


async def test_a_slot_missed_by_hours_is_left_and_what_waited_takes_the_next(play: Theatre) -> None:
    await approved(play, "lina")
    await at(play, SLOT + timedelta(hours=9))
    assert posted(play) == []
    await at(play, SLOT + timedelta(days=2, hours=1))
    assert posted(play) == ["testimonial:1:post:1"]


async def test_what_ended_while_the_bot_was_down_takes_nobodys_slot(play: Theatre) -> None:
    await approved(play, "lina", "omar")
    (first, _second) = await play.rows(testimonials.Testimonial)
    async with play.database.transaction() as db:
        one = await db.get_one(testimonials.Testimonial, first.id)
        await testimonials.note(db, one, expires_at=SLOT, next_at=SLOT)
    await at(play, SLOT + timedelta(hours=1))
    assert posted(play) == ["testimonial:2:post:1"]
    steps = [(act.old, act.new) for act in await play.rows(testimonial_acts.TestimonialAct) if act.testimonial_id == 1]
    assert steps[-1] == ("approved", "expired")


async def test_animators_hold_put_first_and_choose_the_slots(play: Theatre) -> None:
    await approved(play, "lina", "omar")
    assert "Held: after One" in await planned(play, "hold", 1, 1)
    await at(play, SLOT)
    assert posted(play) == ["testimonial:2:post:1"]
    assert "It takes its turn again." in await planned(play, "release", 1, 1)
    assert "somebody else" in (await planned(play, "release", 1, 1)).casefold()
    assert "It leaves first" in await planned(play, "first", 1, 1)
    form = await play.press("amina", "testimonials.slots", 1)
    assert isinstance(form, Open)
    days, hour = form.form.fields
    assert isinstance(days, TextField)
    assert isinstance(hour, TimeField)
    assert (days.value, hour.value) == ("Tuesday, Thursday", "10:00")
    for wrong, key in (({"days": "soon", "hour": "10:00"}, "bad_days"), ({"days": "friday", "hour": "x"}, "bad_hour")):
        assert already(await play.press("amina", "testimonials.slots_chosen", 1, filled=wrong)) == f"testimonials.{key}"
    for days_, said in (("none", "No day is chosen"), ("vendredi", "One is posted Friday at 08:30, so 1 a week.")):
        told = await play.told("amina", "testimonials.slots_chosen", 1, filled={"days": days_, "hour": "08:30"})
        assert said in told
    await at(play, SLOT + timedelta(days=2))
    assert len(posted(play)) == 1
    await at(play, SLOT + timedelta(days=3))  # 10:00 on Friday: an hour and a half after the slot
    assert len(posted(play)) == 2
    steps = [(act.by, act.old, act.new) for act in await play.rows(testimonial_acts.TestimonialAct) if act.community_id]
    assert steps == [
        ("animator", "planned", "held"),
        ("time", "planned", "posted"),
        ("animator", "held", "planned"),
        ("time", "planned", "posted"),
    ]


@pytest.mark.parametrize("route", ["post_now", "hold", "release", "first"])
async def test_only_who_animates_there_may_and_only_what_waits_there(play: Theatre, route: str) -> None:
    await agreed(play)
    name = f"testimonials.{route}"
    assert already(await play.press("amina", name, 1, 1)) == "testimonials.not_waiting"
    await play.press("amina", "testimonials.approve", 1)
    for who, where in (("elsa", ELSEWHERE), ("omar", HERE), ("lina", HERE), ("mona", HERE)):
        assert already(await play.press(who, name, 1, 1, where=where)) == "help.only.animator"
    assert already(await play.press("amina", name, 1, 2)) == "help.only.animator"
    assert already(await play.press("elsa", name, 1, 2, where=ELSEWHERE)) == "help.only.animator"
    assert already(await play.press("amina", name, 99, 1)) == "help.only.animator"
    (waits,) = await play.rows(testimonial_slots.TestimonialPost)
    assert (waits.held, waits.turn, waits.posted_at) == (False, 0, None)


async def test_everywhere_is_each_community_once_at_its_own_slot_and_narrower_leaves_the_others(play: Theatre) -> None:
    other = await play.community(HERE, "Python", {"bruno": ANIMATOR}, zone="Asia/Tokyo")
    there = f"testimonial:1:post:{other.id}"
    await asked(play)
    await play.press("lina", "testimonials.agree", 1, "full_name", 12, "workspace", "mine")
    await play.press("amina", "testimonials.approve", 1)
    await play.press("lina", "testimonials.agree", 1, "full_name", 12, "community", "mine")
    assert already(await play.press("bruno", "testimonials.post_now", 1, other.id)) == "testimonials.not_waiting"
    await play.press("lina", "testimonials.agree", 1, "full_name", 12, "workspace", "mine")
    await at(play, SLOT)
    assert posted(play) == [POST]
    await at(play, SLOT + timedelta(days=2, hours=-8))  # ten in Tokyo, on Thursday
    for day in range(2, 9):
        await at(play, SLOT + timedelta(days=day))
    assert posted(play) == [POST, there]
    assert await play.owed("testimonial:1:news") == ["testimonial:1:news"]
    await play.press("lina", "testimonials.agree", 1, "full_name", 12, "community", "mine")
    await play.post()
    assert play.wall[there] == "This testimonial is no longer shown here."
    assert HAPPY in play.wall[POST]
    await play.press("lina", "testimonials.agree", 1, "full_name", 12, "workspace", "mine")
    await play.post()
    assert HAPPY in play.wall[there]


async def test_its_author_is_asked_once_to_renew_and_at_its_end_it_leaves_every_copy(play: Theatre) -> None:
    await published(play)
    ends = (await the_one(play)).expires_at
    assert ends is not None
    await at(play, ends - timedelta(days=31))
    assert not [about for about in play.wall if ":renewal:" in about]
    for day in (30, 29, 10):
        await at(play, ends - timedelta(days=day))
    (renewal,) = [about for about in play.wall if ":renewal:" in about]
    assert "A month from now" in play.wall[renewal]
    await play.press("lina", "testimonials.agree", 1, "first_name", 6, "community", "mine")
    await at(play, ends)
    assert (await the_one(play)).state == "published"
    later = (await the_one(play)).expires_at
    assert later is not None
    await at(play, later - timedelta(days=30))
    assert len([about for about in play.wall if ":renewal:" in about]) == 2  # once for each end
    await at(play, later)
    one = await the_one(play)
    assert (one.state, one.words, one.next_at) == ("expired", None, None)
    assert play.wall[POST] == "This testimonial was shown for the time its author had granted."
    assert not any(HAPPY in text for text in play.wall.values())
    assert already(await play.press("lina", "testimonials.choose", 1)) == "testimonials.already.expired"
    assert await play.tick("testimonials") == 0


async def test_once_its_author_learns_how_many_it_touched_if_they_are_five_besides_them(play: Theatre) -> None:
    await published(play)
    start = play.clock.now()
    for who in ("lina", "a", "b", "c", "d"):
        await play.press(who, "likes.toggle", "testimonial", 1)
    await at(play, start + timedelta(days=30))
    assert "testimonial:1:reach" not in play.wall
    (delivery,) = [one for one in await play.rows(Delivery) if one.about == POST]
    for who in ("a", "e"):  # one of them had liked it too
        await play.press(who, "comments.send", "testimonial", 1, delivery.id, filled={"words": "So true."})
    for day in (59, 60, 90, 120):
        await at(play, start + timedelta(days=day))
    assert "have touched 5 people" in play.wall["testimonial:1:reach"]
    assert await play.owed("testimonial:1:reach") == ["testimonial:1:reach"]


async def test_how_many_were_declined_is_told_from_five_happy_and_critical_apart(play: Theatre) -> None:
    for number in range(6):
        session_id = await play.session("lina", title=f"Course {number}")
        await play.say("lina", session_id, stars=2 if number > 4 else 5, tone="unhappy" if number > 4 else "happy")
        await play.press("lina", "testimonials.offer", session_id)
        await play.press("lina", "testimonials.agree", number + 1, "anonymous", 12, "community", "mine")
        if number in (0, 5):
            await play.press("amina", "testimonials.declined", number + 1, filled={"reason": "It names a client."})
        else:
            await play.press("amina", "testimonials.approve", number + 1)
    for who in ("amina", "mona"):
        told = await play.told(who, "testimonials.list")
        assert "Giving feedback, happy words: 20% declined (1 of 5)." in told
        assert "Giving feedback, words with a reservation: hidden, fewer than 5 decided." in told
    assert "declined" not in (await play.told("omar", "testimonials.list")).casefold()
