"""What people choose: what comes, when, and what no longer does; and what nobody else may choose for them."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.chat.cards import Text
from handlers.chat.forms import ChoiceField, TextField, TimeField
from handlers.chat.replies import Done, Tell
from handlers.chat.routes import to
from handlers.chat.words import Say
from storage.comments import Comment
from storage.formats import Choice, Quiz
from storage.likes import Like
from storage.quizzes import QuizAnswer
from tests.handlers.answering import keep
from tests.handlers.capsules.stage import ELSEWHERE, HERE, LINA, MALO, at, mistake, opened, said, shown_card
from tests.handlers.receiving.letters import Letters, link_of


async def a_letter(stage: Letters, **answers: Any) -> None:
    """Lina has received "One"."""
    await stage.receives(**answers)
    await stage.posts("One")
    await stage.comes("2026-11-24 08:30")


async def test_the_settings_say_what_comes_and_when(stage: Letters) -> None:
    none = shown_card(await stage.ask("receiving.show", who=LINA))
    assert said(none, "receiving.none").key == "receiving.none"
    form = opened(await stage.presses(none, "receiving.start"))
    assert [type(field) for field in form.fields] == [ChoiceField, TimeField, ChoiceField, ChoiceField]
    kept = shown_card(await stage.receives(rhythm="twice"))
    assert said(kept, "receiving.rhythm.twice") == Say("receiving.rhythm.twice", hour="08:30", zone="Europe/Lisbon")
    form = opened(await stage.presses(kept, "receiving.change"))
    assert [getattr(field, "value", None) for field in form.fields] == [str(stage.community_id), "08:30", "twice", "no"]


async def test_where_the_platform_tells_no_zone_it_is_asked(stage: Letters) -> None:
    stage.zones[LINA] = None
    form = opened(await stage.ask("receiving.form", who=LINA))
    assert isinstance(form.fields[-1], TextField)
    assert form.fields[-1].value == "Europe/Paris"
    assert mistake(await stage.receives(zone="Lisbon")) == ("receiving.mistake.zone", "zone")
    kept = shown_card(await stage.receives(zone="europe/lisbon"))
    assert said(kept, "receiving.rhythm.workdays").values["zone"] == "Europe/Lisbon"
    await stage.posts("One")
    await stage.comes("2026-11-24 08:29")
    assert await stage.letters() == []
    await stage.comes("2026-11-24 08:30")
    assert await stage.received() == ["One"]


@pytest.mark.parametrize(
    ("filled", "key", "field"),
    [
        ({"hour": "soon"}, "receiving.mistake.hour", "hour"),
        ({"rhythm": "hourly"}, "receiving.mistake.rhythm", "rhythm"),
        ({"community": "x"}, "receiving.mistake.community", "community"),
        ({"community": "-1"}, "receiving.mistake.community", "community"),
        ({"community": "999"}, "help.only.anyone", None),
    ],
)
async def test_what_is_wrong_is_said_under_its_field_and_changes_nothing(
    stage: Letters, filled: dict[str, str], key: str, field: str | None
) -> None:
    await stage.receives(rhythm="friday")
    before = await stage.subscriptions()
    assert mistake(await stage.receives(subscription_id=before[0].id, **filled)) == (key, field)
    assert [one.rhythm for one in await stage.subscriptions()] == ["friday"]


async def test_all_takes_the_place_of_one_by_one_and_the_reverse(stage: Letters) -> None:
    other = await stage.community(HERE, "Python", "C2", "Europe/Paris")
    await stage.receives()
    await stage.receives(community=str(other.id))
    assert [one.community_id for one in await stage.subscriptions()] == [stage.community_id, other.id]
    await stage.receives(community="0")
    assert [one.community_id for one in await stage.subscriptions()] == [None]
    await stage.receives(community="0", hour="7:00")
    assert [one.hour for one in await stage.subscriptions()] == ["07:00"]
    (one,) = await stage.subscriptions()
    await stage.receives(subscription_id=one.id, community=str(other.id))
    assert [one.community_id for one in await stage.subscriptions()] == [other.id]


async def test_another_workspaces_community_cannot_be_chosen(stage: Letters) -> None:
    other = await stage.community(ELSEWHERE, "Python", "C2", "Europe/Paris")
    assert mistake(await stage.receives(community=str(other.id)))[0] == "help.only.anyone"
    assert await stage.subscriptions() == []


async def test_a_pause_until_a_day_ends_by_itself(stage: Letters) -> None:
    await stage.receives()
    (one,) = await stage.subscriptions()
    form = opened(await stage.ask("receiving.pause_form", one.id, who=LINA))
    assert getattr(form.fields[0], "value", None) == "2026-12-01"
    for wrong in ("2026-11-24", "2030-01-01", "soon", ""):
        answers = {"until": wrong}
        reply = await stage.ask("receiving.paused", one.id, who=LINA, answers=answers)
        assert mistake(reply) == ("receiving.mistake.until", "until")
    await stage.ask("receiving.paused", one.id, who=LINA, answers={"until": "2026-11-26"})
    assert said(shown_card(await stage.ask("receiving.show", who=LINA)), "receiving.paused").key == "receiving.paused"
    await stage.posts("One")
    await stage.comes("2026-11-25 20:00")
    assert await stage.letters() == []
    await stage.comes("2026-11-26 08:30")
    assert await stage.received() == ["One"]
    shown = shown_card(await stage.ask("receiving.show", who=LINA))
    assert link_of(shown, "receiving.pause") == to("receiving.pause_form", one.id), "it can be paused again"


async def test_a_press_pauses_for_a_week_and_another_resumes(stage: Letters) -> None:
    await a_letter(stage)
    paused = shown_card(await stage.presses((await stage.last()).card, "receiving.pause_week"))
    await stage.posts("Two")
    await stage.comes("2026-11-30 20:00")
    assert await stage.received() == ["One"]
    await stage.presses(paused, "receiving.resume")
    await stage.comes("2026-12-01 08:30")
    assert await stage.received() == ["One", "Two"]


async def test_a_pause_of_a_week_ends_by_itself(stage: Letters) -> None:
    await a_letter(stage)
    await stage.presses((await stage.last()).card, "receiving.pause_week")
    await stage.posts("Two")
    await stage.comes("2026-12-01 08:30")
    assert await stage.received() == ["One", "Two"]


@pytest.mark.parametrize(("kind", "coming"), [("theme", ["One"]), ("format", ["One", "Two", "Which?"])])
async def test_less_of_a_theme_or_of_a_format_until_it_is_undone(stage: Letters, kind: str, coming: list[str]) -> None:
    await a_letter(stage)
    asked = shown_card(await stage.presses((await stage.last()).card, "receiving.less"))
    quiz = Quiz((Choice("True", 0), Choice("False", 100)))
    kept = shown_card(await stage.presses(asked, f"receiving.less.{kind}"))
    await stage.posts("Two")
    await stage.ask("schedules.post_now", stage.community_id, await keep(stage, "quiz", quiz, "Which?"))
    for day in (25, 26):
        await stage.comes(f"2026-11-{day} 08:30")
    assert await stage.received() == [title for title in coming if title != "Two"]
    settings = shown_card(await stage.ask("receiving.show", who=LINA))
    assert said(settings, "receiving.less_of").key == "receiving.less_of"
    assert (
        said(shown_card(await stage.presses(kept, "receiving.less.undo")), "receiving.less.undone").key
        == "receiving.less.undone"
    )
    assert mistake(await stage.presses(settings, "receiving.unmute"))[0] == "help.outdated"
    for day in (27, 30):
        await stage.comes(f"2026-11-{day} 08:30")
    assert sorted(await stage.received()) == ["One", "Two", "Which?"]


async def test_undone_among_the_settings_they_are_shown_again(stage: Letters) -> None:
    await a_letter(stage)
    asked = shown_card(await stage.presses((await stage.last()).card, "receiving.less"))
    await stage.presses(asked, "receiving.less.theme")
    settings = shown_card(await stage.ask("receiving.show", who=LINA))
    after = shown_card(await stage.presses(settings, "receiving.unmute"))
    assert not any(isinstance(part, Text) and part.words == Say("receiving.less_of") for part in after.parts)


async def test_a_like_from_the_letter_counts_where_it_was_posted(stage: Letters) -> None:
    other = await stage.community(HERE, "Python", "C2", "Europe/Paris")
    await a_letter(stage)
    await stage.posts("One", community_id=other.id)
    letter = await stage.last()
    where: dict[str, Any] = {"channel": letter.delivery.posted_channel, "message": letter.delivery.posted_id}
    assert isinstance(await stage.presses(letter.card, "capsules.like", **where), Done)
    assert (await stage.last()).says("capsules.likes").values["n"] == 1
    async with stage.database.reading() as db:
        assert (await db.get_one(Like, 1)).community_id == stage.community_id


async def test_a_comment_from_the_letter_is_read_in_the_channel(stage: Letters) -> None:
    await a_letter(stage)
    form = opened(await stage.presses((await stage.last()).card, "capsules.comment"))
    await stage.ask(form.to.route, *form.to.values, who=LINA, answers={"words": "It works"})
    posted = (await stage.deliver())[-1]
    assert posted.delivery.channel == "C1"
    async with stage.database.reading() as db:
        assert (await db.get_one(Comment, 1)).words == "It works"


async def test_a_quiz_is_answered_in_the_letter(stage: Letters) -> None:
    await stage.receives()
    quiz = Quiz((Choice("True", 0), Choice("False", 100)))
    stage.clock.move_to(at("2026-11-24 08:10"))
    await stage.ask("schedules.post_now", stage.community_id, await keep(stage, "quiz", quiz))
    await stage.comes("2026-11-24 08:30")
    letter = await stage.last()
    answer = next(link for link in letter.card.links() if link.route == "quizzes.choose")
    assert isinstance(await stage.ask(answer.route, *answer.values, who=LINA), Tell)
    assert await stage.rows(QuizAnswer) == 1


@pytest.mark.parametrize("route", ["pause_form", "paused", "resume", "stop", "form"])
async def test_nobody_chooses_for_somebody_else(stage: Letters, route: str) -> None:
    await stage.receives()
    (before,) = await stage.subscriptions()
    reply = await stage.ask(f"receiving.{route}", before.id, who=MALO, answers={"until": "2026-12-01"})
    assert mistake(reply)[0] == "receiving.mistake.stopped"
    reply = await stage.receives(MALO, subscription_id=before.id)
    assert mistake(reply)[0] == "receiving.mistake.stopped"
    (after,) = await stage.subscriptions()
    assert (after.next_at, after.member_id) == (before.next_at, before.member_id)


@pytest.mark.parametrize("values", [("less",), ("pause_week",), ("mute", "theme"), ("mute", "format")])
async def test_a_letter_is_its_readers_alone(stage: Letters, values: tuple[str, ...]) -> None:
    await a_letter(stage)
    number = link_of((await stage.last()).card, "receiving.less").values[0]
    for receipt, who in ((number, MALO), (999, LINA)):
        reply = await stage.ask(f"receiving.{values[0]}", receipt, *values[1:], who=who)
        assert mistake(reply)[0] == "help.outdated"
    assert mistake(await stage.ask("receiving.mute", number, "author", who=LINA))[0] == "help.outdated"


async def test_stopped_the_buttons_of_old_letters_say_so(stage: Letters) -> None:
    await a_letter(stage)
    (one,) = await stage.subscriptions()
    stopped = shown_card(await stage.ask("receiving.stop", one.id, who=LINA))
    assert said(stopped, "receiving.stopped").key == "receiving.stopped"
    assert mistake(await stage.presses((await stage.last()).card, "receiving.pause_week"))[0] == (
        "receiving.mistake.stopped"
    )


async def test_many_subscriptions_are_on_pages_and_all_can_be_stopped(stage: Letters) -> None:
    for number in range(4):
        made = await stage.community(HERE, f"Other {number}", f"C{number + 2}", "Europe/Paris")
        await stage.receives(community=str(made.id))
    first = shown_card(await stage.ask("receiving.show", who=LINA))
    second = shown_card(await stage.presses(first, "receiving.next"))
    stops = [link.values[0] for card in (first, second) for link in card.links() if link.route == "receiving.stop"]
    assert len(set(stops)) == 4
    assert shown_card(await stage.presses(second, "receiving.previous")) == first
    for forged in (-1, 999):
        assert (
            said(shown_card(await stage.ask("receiving.page", forged, who=LINA)), "receiving.line").key
            == "receiving.line"
        )
