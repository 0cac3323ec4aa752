"""A campaign brought by a file, started around a session, followed, shifted, paused, stopped; each act taken back."""

from __future__ import annotations

from handlers.campaigns.importing import import_campaign
from handlers.chat.words import Channel, Say, When
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast
from tests.scenarios.reading import holds
from tests.scenarios.someone import Someone
from tests.scenarios.story import EXAMPLES, ZONE, Story, Value
from tests.scenarios.test_capsules import TITLE, a_shelf
from tests.scenarios.turns import crossed, crossed_again

NAME = {"en": "Feedback, before and after", "fr": "Le feedback, avant et après"}
FIRST = {"en": "Four seconds that open a door", "fr": "Tu as cinq minutes ?"}
NEAR = {"en": "Say what you saw, then what it does", "fr": "La caméra avant les juges"}


async def a_campaign(story: Story) -> Cast:
    """The file we ship, beside its capsules."""
    cast = await a_shelf(story)
    file = EXAMPLES / story.language / "campaign.yaml"
    became = await import_campaign(story.running.database, file, community_id=None, now=story.clock.now())
    assert became == "added"
    return cast


async def a_session(story: Story, amina: Someone, day: str) -> None:
    await amina.types("session new")
    await amina.fills(course="Feedback", date=day, time="14:00", minutes="90")


async def it_starts(story: Story, amina: Someone, **answers: str) -> Seen:
    """The campaign, its dates looked at and confirmed; what is under way."""
    await amina.types("campaign list")
    await amina.presses(amina.told, "campaigns.start")
    await amina.fills(**answers)
    card = amina.told
    assert amina.reads(card, "campaigns.check", name=NAME[story.language])
    assert amina.reads(card, "campaigns.check_where", channel=Channel(story.bench.channel))
    await amina.presses(card, "campaigns.confirm")
    return amina.again(card)


def at(story: Story, local: str) -> When:
    return When(story.at(local), ZONE)


@crossed
async def test_it_is_started_around_a_session_and_follows_it(story: Story) -> None:
    cast, title = await a_campaign(story), TITLE[story.language]
    amina = cast.amina
    await a_session(story, amina, "2026-12-08")
    run = await it_starts(story, amina, session="1")
    assert amina.reads(run, "campaigns.row.coming", title=FIRST[story.language], at=at(story, "2026-12-01T09:00"))
    assert amina.reads(run, "campaigns.row.coming", title=title, at=at(story, "2026-12-07T09:00"))
    posts = len(story.posts)
    await story.comes("2026-12-01T09:00")
    assert len(story.posts) == posts + 1
    assert holds(story.post.text, FIRST[story.language])

    await amina.types("campaign list")
    following = at(story, "2026-12-07T09:00")
    assert amina.reads(amina.told, "campaigns.progress", name=NAME[story.language], posted="1", total="5", at=following)
    await amina.types("session list")
    await amina.presses(amina.told, "sessions.button.cancel")
    assert amina.reads(amina.letter, "campaigns.news.stopped", name=NAME[story.language])
    posts = len(story.posts)
    await story.comes("2026-12-08T10:00")
    assert len(story.posts) == posts
    await amina.presses(amina.letter, "campaigns.follow")
    assert amina.reads(amina.told, "campaigns.row.left", title=title, at=at(story, "2026-12-07T09:00"))


@crossed
async def test_it_is_paused_shifted_stopped_and_all_of_it_undone(story: Story) -> None:
    amina, title = (await a_campaign(story)).amina, TITLE[story.language]
    run = await it_starts(story, amina, date="2026-12-08", session="none")
    assert amina.reads(run, "campaigns.row.coming", title=title, at=at(story, "2026-12-07T09:00"))
    await amina.presses(run, "campaigns.pause")
    assert amina.reads(amina.again(run), "campaigns.done.pause")
    await story.comes("2026-12-01T10:00")
    assert story.posts == []
    await amina.presses(amina.again(run), "campaigns.resume")
    assert amina.reads(amina.again(run), "campaigns.row.coming", title=title, at=at(story, "2026-12-14T09:00"))
    await story.comes("2026-12-08T09:00")
    assert len(story.posts) == 1

    await amina.presses(amina.again(run), "campaigns.shift")
    assert amina.reads(amina.again(run), "campaigns.row.coming", title=title, at=at(story, "2026-12-21T09:00"))
    await amina.presses(amina.again(run), "campaigns.undo")
    assert amina.reads(amina.again(run), "campaigns.row.coming", title=title, at=at(story, "2026-12-14T09:00"))
    await amina.presses(amina.again(run), "campaigns.stop")
    await story.comes("2026-12-13T09:00")
    await amina.presses(amina.again(run), "campaigns.undo")
    await story.comes("2026-12-14T09:00")
    assert len(story.posts) == 2


@crossed_again
async def test_one_is_made_in_chat_and_survives_a_restart(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await amina.types("campaign new")
    await amina.fills(name="Trois jours", hour="08:30")
    await amina.presses(amina.told, "campaigns.add")
    near: dict[str, Value] = {"words": NEAR[story.language], "near": title}
    await amina.fills_wrongly("campaigns.mistake.unknown_near", near, capsule=NEAR[story.language], day="J-1")
    await amina.types("campaign list")
    await amina.presses(amina.told, "campaigns.look")
    await amina.presses(amina.told, "campaigns.add")
    await amina.fills(capsule=title, day="J+1")
    assert amina.reads(amina.told, "campaigns.added", title=title, day=Say("campaigns.day_after", days="1"))

    await story.the_bot_stops()
    await story.the_bot_starts()
    await amina.types("campaign list")
    assert amina.reads(amina.told, "campaigns.line", name="Trois jours", n=1)
    await amina.presses(amina.told, "campaigns.start")
    await amina.fills(date="2026-12-01")
    card = amina.told
    await amina.presses(card, "campaigns.confirm")
    await amina.presses(amina.again(card), "campaigns.undo")
    await story.comes("2026-12-02T10:00")
    assert story.posts == []
    await it_starts_again(story, amina)
    await story.comes("2026-12-04T08:30")
    assert holds(story.post.text, title)


async def it_starts_again(story: Story, amina: Someone) -> None:
    await amina.types("campaign list")
    await amina.presses(amina.told, "campaigns.start")
    await amina.fills(date="2026-12-03")
    await amina.presses(amina.told, "campaigns.confirm")
