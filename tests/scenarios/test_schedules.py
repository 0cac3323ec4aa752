"""When capsules are posted: said in words, confirmed, skipped, paused, cancelled, taken back, kept apart."""

from __future__ import annotations

from handlers.chat.words import Channel, Say, When
from tests.platforms.bench import Seen
from tests.scenarios.reading import holds
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.test_capsules import TITLE, a_shelf
from tests.scenarios.turns import crossed, crossed_again

EVERY_TUESDAY = {"en": "every Tuesday 9:00", "fr": "le mardi à 9h"}
A_QUARTER_LATER = {"en": "every Tuesday at 9:15", "fr": "tous les mardis à 9h15"}
OTHER = {"en": "Four seconds that open a door", "fr": "Tu as cinq minutes ?"}
NONSENSE = {"en": "when I feel like it", "fr": "quand j’y pense"}


def tuesday(story: Story, day: str, hour: str = "09:00") -> When:
    return When(story.at(f"2026-{day}T{hour}"), ZONE)


async def planned_weekly(story: Story, amina: Someone) -> None:
    """Every Tuesday at nine, in one line."""
    await amina.types(f"capsule schedule {TITLE[story.language]} {EVERY_TUESDAY[story.language]}")
    await amina.presses(amina.told, "schedules.confirm")


async def all_that_is_planned(amina: Someone) -> Seen:
    await amina.types("capsule list")
    await amina.presses(amina.told, "schedules.more")
    return amina.told


@crossed
async def test_words_are_shown_as_dates_and_planned_once_confirmed(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await amina.types(f"capsule schedule {title}")
    await amina.fills_wrongly(
        "schedules.mistake.words", {"words": NONSENSE[story.language]}, words=NONSENSE[story.language]
    )
    await amina.types(f"capsule schedule {title} {EVERY_TUESDAY[story.language]}")
    assert amina.reads(amina.told, "schedules.confirm.title", title=title)
    for day in ("12-01", "12-08", "12-15"):
        assert amina.reads(amina.told, "schedules.date", at=tuesday(story, day))
    await amina.presses(amina.told, "schedules.change")
    assert amina.form.title == story.said(Say("schedules.form.title"))
    await amina.fills(words=A_QUARTER_LATER[story.language])
    draft = amina.told
    assert amina.reads(draft, "schedules.date", at=tuesday(story, "12-01", "09:15"))

    await story.comes("2026-11-30T12:00")
    await amina.presses(draft, "schedules.confirm")
    assert amina.reads(amina.again(draft), "schedules.planned", title=title)
    await story.comes("2026-12-01T09:14")
    assert story.posts == []
    await story.comes("2026-12-01T09:15")
    assert holds(story.post.text, title)


@crossed
async def test_a_date_is_skipped_the_rest_paused_cancelled_and_all_of_it_undone(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await planned_weekly(story, amina)
    card = await all_that_is_planned(amina)
    await amina.presses(card, "schedules.skip")
    assert amina.reads(amina.again(card), "schedules.skipped", title=title, at=tuesday(story, "12-01"))
    await amina.presses(amina.again(card), "schedules.undo")
    await amina.presses(amina.again(card), "schedules.skip")
    await story.comes("2026-12-01T10:00")
    assert story.posts == []

    await amina.presses(await all_that_is_planned(amina), "schedules.pause")
    paused = amina.told
    assert amina.reads(paused, "schedules.paused", title=title)
    await story.comes("2026-12-08T10:00")
    assert story.posts == []
    await amina.presses(paused, "schedules.back")
    listed = amina.again(paused)
    await amina.presses(listed, "schedules.resume")
    await story.comes("2026-12-15T10:00")
    assert len(story.posts) == 1

    await amina.presses(await all_that_is_planned(amina), "schedules.cancel")
    cancelled = amina.told
    await amina.presses(cancelled, "schedules.undo")
    assert amina.reads(amina.again(cancelled), "schedules.planned", title=title)
    await story.comes("2026-12-22T10:00")
    assert len(story.posts) == 2


@crossed_again
async def test_too_near_another_capsule_the_next_free_moment_is_offered(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await planned_weekly(story, amina)
    await amina.types(f"capsule schedule {OTHER[story.language]} {A_QUARTER_LATER[story.language]}")
    near, free = tuesday(story, "12-01", "09:15"), tuesday(story, "12-01", "10:00")
    assert amina.reads(amina.told, "schedules.clash", title=title, other=tuesday(story, "12-01"), at=near, n=60)
    assert not amina.may_press(amina.told, "schedules.confirm")
    card = amina.told
    await amina.presses(card, "schedules.take", at=free)
    await amina.presses(amina.again(card), "schedules.confirm")
    assert amina.reads(amina.again(card), "schedules.date", at=free)
    await story.comes("2026-12-01T10:00")
    assert len(story.posts) == 2


@crossed
async def test_the_next_date_is_posted_at_once_and_the_hour_of_the_others_is_changed(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await planned_weekly(story, amina)
    card = await all_that_is_planned(amina)
    await amina.presses(card, "schedules.post_now")
    assert amina.reads(amina.again(card), "schedules.on_its_way", title=title, channel=Channel(story.bench.channel))
    assert len(story.posts) == 1
    await amina.presses(await all_that_is_planned(amina), "schedules.edit")
    await amina.fills(words=A_QUARTER_LATER[story.language])
    await amina.presses(amina.told, "schedules.confirm")
    await story.comes("2026-12-08T09:14")
    assert len(story.posts) == 1
    await story.comes("2026-12-08T09:15")
    assert len(story.posts) == 2
