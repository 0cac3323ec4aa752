"""An animator corrects, receives and withdraws what is there: posted copies follow, nobody else's change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.capsules import writing_rules
from handlers.chat.cards import Card, Prose
from handlers.chat.replies import Tell
from handlers.chat.routes import Atom, read_link, registry
from storage import capsules
from storage.capsules import Capsule, Source
from storage.drafts import Draft
from storage.outbox import Delivery
from storage.schedules import CANCELLED, Schedule
from tests.handlers.capsules.stage import ELSEWHERE, LINA, MALO, Shown, Stage, mistake, opened, said, shown_card
from tests.handlers.capsules.test_writing import values, wrong

TOMORROW = {"date": "2026-11-25", "time": "09:00", "repeats": "weekly"}
NEW = {"title": "Say what you saw", "body": "Look first, then ask.", "theme": "Facts", "key_message": ""}


async def own(stage: Stage) -> int:
    return await stage.capsule(community_id=stage.community_id)


async def the(stage: Stage, capsule_id: int) -> Capsule:
    async with stage.database.reading() as db:
        return await capsules.by_id(db, capsule_id)


async def post(stage: Stage, capsule_id: int, community_id: int | None = None) -> Shown:
    await stage.ask("schedules.post_now", community_id or stage.community_id, capsule_id)
    return (await stage.deliver())[-1]


async def again(stage: Stage, shown: Shown) -> Card:
    return next(one.card for one in await stage.shown() if one.delivery.id == shown.delivery.id)


async def plan(stage: Stage, capsule_id: int) -> Atom:
    """A weekly date, confirmed; the schedule's number."""
    card = shown_card(await stage.ask("schedules.plan", stage.community_id, capsule_id, answers=TOMORROW))
    confirm = next(link for link in card.links() if link.route == "schedules.confirm")
    shown_card(await stage.ask(confirm.route, *confirm.values))
    return confirm.values[0]


def body_of(card: Card) -> str:
    return next(part.markdown for part in card.parts if isinstance(part, Prose))


async def link_of(stage: Stage, capsule_id: int) -> tuple[str, tuple[Atom, ...]]:
    """Where the form of a capsule's words leads."""
    form = opened(await stage.ask("capsules.edit_form", stage.community_id, capsule_id))
    return form.to.route, form.to.values


async def test_words_are_corrected_wherever_they_were_posted_and_the_day_is_said(stage: Stage) -> None:
    capsule_id = await own(stage)
    first = await post(stage, capsule_id)
    await stage.ask("likes.toggle", "capsule", capsule_id, who=LINA, channel="C1", message=first.id)
    form = opened(await stage.ask("capsules.edit", "say what", channel="C1"))
    assert values(form) == {"title": "Say what you saw", "body": "Look first.", "theme": "Facts", "key_message": ""}
    said(shown_card(await stage.ask(form.to.route, *form.to.values, answers=NEW)), "capsules.preview_of_posted")

    card = await again(stage, first)
    assert body_of(card) == NEW["body"]
    assert said(card, "capsules.edited").values["at"].at == stage.clock.now()  # type: ignore[union-attr]
    assert said(card, "capsules.likes").values["n"] == 1
    assert await stage.again(f"capsule:{capsule_id}") >= 1


async def test_what_was_never_posted_does_not_say_that_it_was_edited(stage: Stage) -> None:
    capsule_id = await own(stage)
    route, link = await link_of(stage, capsule_id)
    shown_card(await stage.ask(route, *link, answers=NEW))
    assert (await the(stage, capsule_id)).edited_at is None
    assert body_of((await post(stage, capsule_id)).card) == NEW["body"]
    # Saved again as it is, it has not been corrected.
    route, link = await link_of(stage, capsule_id)
    shown_card(await stage.ask(route, *link, answers=NEW))
    assert (await the(stage, capsule_id)).edited_at is None


async def test_a_capsule_of_the_shelf_is_corrected_for_one_community_only(stage: Stage) -> None:
    shelf = await stage.capsule()
    other = await stage.community(ELSEWHERE, "Elsewhere", "C9", "Europe/Paris")
    mine = await post(stage, shelf)
    await stage.ask("likes.toggle", "capsule", shelf, who=LINA, channel="C1", message=mine.id)
    await plan(stage, shelf)
    await stage.ask("schedules.post_now", other.id, shelf, workspace=ELSEWHERE)
    theirs = (await stage.deliver())[-1]
    route, link = await link_of(stage, shelf)
    shown_card(await stage.ask(route, *link, answers=NEW))

    assert body_of(await again(stage, mine)) == NEW["body"]
    said(await again(stage, mine), "capsules.edited")
    assert said(await again(stage, mine), "capsules.likes").values["n"] == 1
    assert body_of(await again(stage, theirs)) == "Look first."
    copy = next(one for one in await kept(stage) if one.copy_of_id == shelf)
    assert [one.capsule_id for one in await schedules(stage) if one.community_id == stage.community_id] == [copy.id] * 2

    # The shelf's own words may be imported again; the community has one capsule to choose from, its own.
    source = Source(
        "test/Say what you saw", None, "Say what you saw", "Facts", "text", "New.", "", 1, "easy", "en", "2"
    )
    async with stage.database.transaction() as db:
        assert (await capsules.keep(db, [source], stage.clock.now()))[source.origin][1] == "updated"
        assert [one.id for one in await capsules.offered(db, stage.community_id, "", most=9)] == [copy.id]
        assert [one.id for one in await capsules.offered(db, other.id, "", most=9)] == [shelf]
    assert body_of(await again(stage, mine)) == NEW["body"]
    # An old button that names the capsule of the shelf leads to the community's own.
    form = opened(await stage.ask("capsules.edit_form", stage.community_id, shelf))
    assert form.to.values[1] == copy.id


async def kept(stage: Stage) -> list[Capsule]:
    async with stage.database.reading() as db:
        return list((await db.scalars(select(Capsule))).all())


async def schedules(stage: Stage) -> list[Schedule]:
    async with stage.database.reading() as db:
        return list((await db.scalars(select(Schedule))).all())


async def test_the_same_file_imported_again_leaves_what_was_corrected_in_chat(stage: Stage) -> None:
    capsule_id = await own(stage)
    route, link = await link_of(stage, capsule_id)
    shown_card(await stage.ask(route, *link, answers=NEW))
    assert await own(stage) == capsule_id
    assert (await the(stage, capsule_id)).body == NEW["body"]


async def test_what_somebody_else_corrected_meanwhile_is_not_overwritten_unknowingly(stage: Stage) -> None:
    capsule_id = await own(stage)
    route, link = await link_of(stage, capsule_id)
    shown_card(await stage.ask(route, *link, answers={**NEW, "body": "Theirs."}))
    card = wrong(await stage.ask(route, *link, answers=NEW), "capsules.write.changed_meanwhile", None)
    assert (await the(stage, capsule_id)).body == "Theirs."
    back = next(iter(card.links()))
    form = opened(await stage.ask(back.route, *back.values))
    assert values(form)["body"] == NEW["body"]
    shown_card(await stage.ask(form.to.route, *form.to.values, answers=NEW))
    assert (await the(stage, capsule_id)).body == NEW["body"]
    assert await stage.rows(Draft) == 0


async def test_details_are_corrected_and_minutes_worked_out_until_somebody_says_them(stage: Stage) -> None:
    capsule_id = await own(stage)
    route, link = await link_of(stage, capsule_id)
    await stage.ask(route, *link, answers={**NEW, "body": "word " * 401})
    assert (await the(stage, capsule_id)).minutes == 3
    form = opened(await stage.ask("capsules.details", stage.community_id, capsule_id))
    details = {"theme": "Facts", "key_message": "Look.", "minutes": "many", "effort": "hard", "language": "fr"}
    card = wrong(await stage.ask(form.to.route, *form.to.values, answers=details), "capsules.write.minutes", "minutes")
    back = next(iter(card.links()))
    assert values(opened(await stage.ask(back.route, *back.values))) == details
    shown_card(await stage.ask(form.to.route, *form.to.values, answers={**details, "minutes": "10"}))
    one = await the(stage, capsule_id)
    assert (one.key_message, one.minutes, one.effort, one.language) == ("Look.", 10, "hard", "fr")
    route, link = await link_of(stage, capsule_id)
    await stage.ask(route, *link, answers=NEW)
    assert (await the(stage, capsule_id)).minutes == 10


async def test_a_text_no_form_can_hold_is_not_cut(stage: Stage) -> None:
    paragraphs, solid = "A paragraph.\n\n" * 500 + "The end.", "x" * 3001
    async with stage.database.transaction() as db:
        for title, body in (("Paragraphs", paragraphs), ("Solid", solid)):
            source = Source(title, stage.community_id, title, "Facts", "text", body, "Key", 1, "easy", "en", title)
            await capsules.keep(db, [source], stage.clock.now())
    form = opened(await stage.ask("capsules.edit", "paragraphs", channel="C1"))
    assert len(form.fields) == 4
    shown_card(await stage.ask(form.to.route, *form.to.values, answers={k: str(v) for k, v in values(form).items()}))
    one = next(one for one in await kept(stage) if one.title == "Paragraphs")
    assert (one.body, one.key_message) == (paragraphs, "Key")
    assert mistake(await stage.ask("capsules.edit", "solid", channel="C1"))[0] == "capsules.write.too_long_to_edit"


async def test_several_capsules_are_asked_about_and_none_is_a_kind_answer(stage: Stage) -> None:
    await stage.capsule("Ask first")
    await stage.capsule("Ask first, then tell")
    card = shown_card(await stage.ask("capsules.edit", "ask", channel="C1"))
    assert [link.route for link in card.links()] == ["capsules.edit_form"] * 2
    assert mistake(await stage.ask("capsules.edit", "xyzzy", channel="C1"))[0] == "capsules.mistake.none"


async def test_a_capsule_is_sent_to_who_asked_once_a_minute(stage: Stage) -> None:
    capsule_id = await own(stage)
    for _ in range(2):
        reply = await stage.ask("capsules.send_me", stage.community_id, capsule_id)
        assert isinstance(reply, Tell)
    (sample,) = await stage.deliver()
    assert sample.delivery.member_id is not None
    assert sample.delivery.channel is None
    sample.says("capsules.sample_of")
    assert body_of(sample.card) == "Look first."
    stage.clock.move_to(stage.clock.now() + timedelta(minutes=1))
    await stage.ask("capsules.send_me", stage.community_id, capsule_id)
    assert len(await stage.deliver()) == 2


@pytest.mark.parametrize("of_the_shelf", [True, False])
async def test_a_withdrawn_capsule_leaves_a_line_its_counts_and_no_date(stage: Stage, *, of_the_shelf: bool) -> None:
    capsule_id = await stage.capsule() if of_the_shelf else await own(stage)
    shown = await post(stage, capsule_id)
    await stage.ask("likes.toggle", "capsule", capsule_id, who=LINA, channel="C1", message=shown.id)
    planned = await plan(stage, capsule_id)
    gone = shown_card(await stage.ask("capsules.withdraw", stage.community_id, capsule_id))
    said(gone, "capsules.withdrawn")

    card = await again(stage, shown)
    said(card, "capsules.gone")
    assert list(card.links()) == []
    assert {one.state for one in await schedules(stage) if one.rule} == {CANCELLED}
    stage.clock.move_to(stage.clock.now() + timedelta(days=2))
    await stage.tick()
    assert len(await stage.deliver()) == 1
    assert mistake(await stage.ask("capsules.edit", "say what", channel="C1"))[0] == "capsules.mistake.none"
    assert mistake(await stage.ask("capsules.look", stage.community_id, capsule_id))[0] == "help.outdated"
    assert mistake(await stage.ask("capsules.withdraw", stage.community_id, capsule_id))[0] == "help.outdated"
    for old in ("look", "restore", "confirm"):
        assert mistake(await stage.ask(f"schedules.{old}", planned))[0] == "help.outdated"

    back = next(iter(gone.links()))
    said(shown_card(await stage.ask(back.route, *back.values)), "capsules.preview_of_posted")
    card = await again(stage, shown)
    assert said(card, "capsules.likes").values["n"] == 1
    assert {one.state for one in await schedules(stage) if one.rule} == {CANCELLED}
    assert mistake(await stage.ask(back.route, *back.values))[0] == "help.outdated"


async def test_clicks_on_a_withdrawn_capsule_get_a_kind_answer(stage: Stage) -> None:
    capsule_id = await own(stage)
    shown = await post(stage, capsule_id)
    where = {"channel": "C1", "message": shown.id}
    comment = opened(await stage.ask("comments.open", "capsule", capsule_id, who=LINA, **where))
    await stage.ask("capsules.withdraw", stage.community_id, capsule_id)
    subject = ("capsule", capsule_id)
    assert mistake(await stage.ask("likes.toggle", *subject, who=LINA, **where))[0] == "likes.withdrawn"
    assert mistake(await stage.ask("comments.open", *subject, who=LINA, **where))[0] == "comments.withdrawn"
    sent = await stage.ask(comment.to.route, *comment.to.values, who=LINA, answers={"words": "Late"}, **where)
    assert mistake(sent) == ("comments.withdrawn", "words")
    await stage.ask("likes.emoji_added", "👍", who=MALO, **where)
    await stage.ask("capsules.give_back", stage.community_id, capsule_id)
    assert said(await again(stage, shown), "capsules.likes").values["n"] == 0


async def test_what_was_not_sent_yet_never_appears(stage: Stage) -> None:
    capsule_id = await own(stage)
    await stage.ask("schedules.post_now", stage.community_id, capsule_id)
    await stage.ask("capsules.withdraw", stage.community_id, capsule_id)
    async with stage.database.reading() as db:
        (owed,) = (await db.scalars(select(Delivery))).all()
        message = registry.messages["capsules.post"]
        assert await message.draw(db, **message.values_from(read_link(owed.draw))) is None


async def test_a_withdrawal_is_final_after_a_week(stage: Stage) -> None:
    capsule_id = await own(stage)
    await stage.ask("capsules.withdraw", stage.community_id, capsule_id)
    stage.clock.move_to(stage.clock.now() + timedelta(days=7, minutes=1))
    assert (
        mistake(await stage.ask("capsules.give_back", stage.community_id, capsule_id))[0] == "capsules.write.too_late"
    )


async def test_a_picture_without_words_is_given_back_too(stage: Stage) -> None:
    picture = {"address": "https://example.org/map.png", "alternative": "A map", "body": ""}
    await stage.ask("capsules.save", stage.community_id, "image", answers={"title": "A map", **picture})
    async with stage.database.reading() as db:
        capsule_id = (await db.scalars(select(Capsule.id))).one()
    await stage.ask("capsules.withdraw", stage.community_id, capsule_id)
    shown_card(await stage.ask("capsules.give_back", stage.community_id, capsule_id))
    assert (await the(stage, capsule_id)).withdrawn_at is None


async def test_only_its_animators_touch_a_capsule(stage: Stage) -> None:
    capsule_id = await own(stage)
    state = writing_rules.state_of(await the(stage, capsule_id))
    for route in ("edit_form", "details", "send_me", "withdraw", "give_back"):
        link = (f"capsules.{route}", stage.community_id, capsule_id)
        assert mistake(await stage.ask(*link, who=LINA))[0] == "help.only.animator", route
        assert mistake(await stage.ask(link[0], stage.community_id, 999))[0] == "help.outdated", route
        assert mistake(await stage.ask(*link, workspace=ELSEWHERE, who=LINA))[0] == "help.only.animator", route
    for route in ("change", "detail"):
        link_ = (f"capsules.{route}", stage.community_id, capsule_id, state)
        assert mistake(await stage.ask(*link_, who=LINA, answers=NEW))[0] == "help.only.animator", route
    assert (await the(stage, capsule_id)).body == "Look first."
