"""What becomes of published words when they end, however their copies fare meanwhile."""

from __future__ import annotations

import pytest

from bot.platforms import Posted, Refused
from handlers.chat.words import Channel, Say
from storage import testimonials
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, HAPPY, a_session, it_ends, its_slot_comes, says
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed, crossed_again

HOSTILE = "Merci <!channel> & <b>tous</b> *_`~ [x](http://a.b) @everyone 5 > 3, {course} & cætera."
REFUSALS = {
    "deleted by hand": {"slack": "message_not_found", "discord": "10008"},
    "archived": {"slack": "is_archived", "discord": "50083"},
    "removed": {"slack": "not_in_channel", "discord": "50001"},
}
"""What each platform answers to a change of the copy (see `handlers.deliveries.rules` for where this is written)."""


async def published(story: Story, words: str) -> tuple[Cast, Seen]:
    """Lina's words, signed with her full name, in the channel; the message she was asked in."""
    cast = await opening(story)
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    await says(story, cast.lina, words)
    asked = cast.lina.letter
    await cast.lina.presses(asked, "testimonials.ask.button.full_name")
    await cast.amina.presses(cast.amina.letter, "testimonials.review.approve")
    await its_slot_comes(story)
    assert holds(story.post.text, f"{words} Lina Moreau")
    return cast, asked


def refuse_changes(story: Story, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no message of the home channel can be changed."""
    platform, code = story.bench.platform, REFUSALS[how][story.bench.name]
    change = platform.edit

    async def edit(posted: Posted, body: object) -> None:
        if posted.channel.split("/")[-1] == story.bench.channel:
            raise Refused(code)
        await change(posted, body)

    monkeypatch.setattr(platform, "edit", edit)


@crossed
@pytest.mark.parametrize("how", REFUSALS)
async def test_taken_back_it_is_gone_from_what_is_kept_and_its_author_is_told_what_is_left(
    story: Story, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = HAPPY[story.language]
    cast, asked = await published(story, words)
    lina, channel = cast.lina, Channel(story.bench.channel)
    refuse_changes(story, how, monkeypatch)

    await lina.presses(lina.again(asked), "testimonials.withdraw")
    assert lina.reads(lina.again(asked), "testimonials.author.withdrawn", course=COURSE[story.language])
    assert lina.reads(lina.again(asked), "testimonials.stuck", channel=channel) is (how != "deleted by hand")
    await lina.types("testimonials")
    assert lina.reads(lina.told, "testimonials.stuck", channel=channel) is (how != "deleted by hand")
    async with story.running.database.reading() as db:
        one = await testimonials.by_id(db, 1, 1)
    assert one is not None
    assert (one.state, one.words) == ("withdrawn", None)
    assert not any(holds(letter.text, words) for letter in cast.amina.direct)
    assert not await story.is_owed_something()


async def chooses_everywhere_for_six_months(story: Story, lina: Someone) -> None:
    """On the card of choices, which shows each time what would be agreed to."""
    await lina.presses(lina.letter, "testimonials.ask.button.choose")
    place = Say("testimonials.choose.place.workspace")
    await lina.presses(lina.told, "testimonials.choose.place.workspace")
    assert lina.may_press(lina.told, "testimonials.choose.chosen", what=place)
    await lina.presses(lina.told, "testimonials.choose.months", n=6)
    where, signed = Say("testimonials.where.workspace", community=story.community), lina.name
    assert lina.reads(lina.told, "testimonials.agreement", where=where, months=6, signed=signed)
    await lina.presses(lina.told, "testimonials.choose.yes")
    assert lina.reads(lina.told, "testimonials.author.waiting", course=COURSE[story.language])


async def test_chosen_everywhere_mended_renewed_and_at_its_end_gone_everywhere(story: Story) -> None:
    course = COURSE[story.language]
    cast = await opening(story)
    lina, amina, hugo = cast.lina, cast.amina, cast.hugo
    await cast.ada.types("community new", channel=story.bench.other_channel)
    await cast.ada.fills(name="Python", language=story.language, zone=ZONE)
    await a_session(story, amina, lina)
    await it_ends(story)
    await says(story, lina, HAPPY[story.language])

    await chooses_everywhere_for_six_months(story, lina)
    review = amina.letter
    await amina.presses(review, "testimonials.review.suggest")
    await amina.fills(words=HOSTILE)
    assert lina.reads(lina.letter, "testimonials.suggestion.heading")
    assert holds(lina.letter.text, HOSTILE)
    await lina.presses(lina.letter, "testimonials.suggestion.yes")
    assert holds(amina.again(review).text, f"{HOSTILE} {lina.name}")
    await amina.presses(amina.again(review), "testimonials.review.approve")
    await amina.presses(amina.again(review), "testimonials.review.history")
    step = {"old": Say("testimonials.history.state.suggested"), "new": Say("testimonials.history.state.waiting")}
    assert amina.reads(amina.told, "testimonials.history.step", **step)

    await its_slot_comes(story)
    there = story.bench.other_channel
    copies = [story.post, next(seen for seen in story.bench.seen(there) if holds(seen.text, HOSTILE))]
    assert all(holds(seen.text, f"{HOSTILE} {lina.name}") for seen in copies)
    assert not any("http://a.b" in link for seen in copies for link in seen.buttons.values())
    await hugo.presses(story.post, "testimonials.post.like")
    assert story.shows(story.post, "testimonials.post.likes", n=1)

    await story.comes("2027-04-28T10:00")
    assert lina.reads(lina.letter, "testimonials.renewal.title", course=course)
    await story.comes("2027-05-25T10:00")
    assert lina.reads(lina.again(lina.letter), "testimonials.author.expired", course=course)
    assert story.shows(story.post, "testimonials.post.expired")
    assert not any(holds(seen.text, HOSTILE) for seen in story.bench.seen(there))
    assert story.nobody_sees(HOSTILE, amina, hugo, cast.ada, cast.marc)


@crossed_again
async def test_words_with_a_reservation_and_without_a_name_are_offered_followed_and_taken_back(story: Story) -> None:
    words = "Too long on theory & <slides>; the hours in pairs were worth the journey."
    cast = await opening(story)
    hugo, amina = cast.hugo, cast.amina
    await a_session(story, amina, hugo)
    await it_ends(story)
    await says(story, hugo, words, stars=2, scope="anonymous")
    letters = len(hugo.direct)

    await hugo.types("testimonials")
    await hugo.presses(hugo.told, "testimonials.offer.button")
    assert hugo.reads(hugo.told, "testimonials.choose.nameless")
    await hugo.presses(hugo.told, "testimonials.choose.yes")
    await amina.presses(amina.letter, "testimonials.review.approve")
    await its_slot_comes(story)
    assert holds(story.post.text, f"{words} {story.said(Say('testimonials.signed.anonymous'))}")
    assert len(hugo.direct) == letters
    assert story.nobody_sees("Hugo", amina, cast.ada, cast.lina)

    await hugo.types("testimonials")
    await hugo.presses(hugo.told, "testimonials.withdraw")
    assert story.shows(story.post, "testimonials.post.withdrawn")
    assert story.nobody_sees(words, amina, cast.ada, cast.lina)
