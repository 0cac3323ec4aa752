"""Before deciding: a learner reads what others thought, waits for the next session, or says why not."""

from __future__ import annotations

from handlers.chat.words import When
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed

SLIPPED = {"en": "fedback that hlps", "fr": "feedbakc aide"}
HOSTILE = "<script>x</script> *never* <!channel> `here` & [now](https://x.example) @everyone"


async def rated_by_four(story: Story) -> tuple[Cast, Someone]:
    """A session is over; four of the five who came said what they think of it, and the fifth has not yet."""
    cast = await opening(story)
    people = [cast.lina, cast.hugo, cast.ada, await story.person("Nadia Karim"), await story.person("Ivo Lang")]
    await a_session(story, cast.amina, *people)
    await it_ends(story)
    for person in people[:4]:
        await person.presses(person.letter, "feedback.stars", n=4)
    return cast, people[4]


@crossed
async def test_a_learner_reads_waits_is_told_and_comes(story: Story) -> None:
    (cast, last), slipped, course = await rated_by_four(story), SLIPPED[story.language], COURSE[story.language]
    marc, amina = cast.marc, cast.amina
    await story.passes(days=1)
    await marc.types(f"reviews {slipped}")
    assert marc.reads(marc.told, "reviews.title", course=course)
    assert marc.reads(marc.told, "reviews.too_few")
    assert "★" not in marc.told.text

    await last.presses(last.direct[0], "feedback.stars", n=1)
    await story.passes(days=1)
    await marc.types(f"reviews {slipped}")
    assert marc.reads(marc.told, "reviews.out_of_five", mean=3.4, count=5)
    assert marc.reads(marc.told, "reviews.hidden")

    card = marc.told
    await marc.presses(card, "reviews.button.watch")
    assert marc.reads(marc.again(card), "reviews.watched")
    letters = len(marc.direct)
    await amina.types("session new")
    await amina.fills(course=course, date="2026-12-08", time="14:00", minutes="90", attendees="")
    when = When(story.at("2026-12-08T14:00"), ZONE)
    assert marc.reads(marc.letter, "reviews.opened", course=course, when=when, community=story.community)
    assert len(marc.direct) == letters + 1
    letter = marc.letter
    await marc.presses(letter, "reviews.button.join")
    await marc.presses(letter, "reviews.button.see")
    assert marc.reads(marc.told, "reviews.coming")


@crossed
async def test_who_it_suits_and_why_not_stand_as_they_were_written(story: Story) -> None:
    cast = await opening(story)
    lina, amina = cast.lina, cast.amina
    await amina.types("session new")
    await amina.fills(course=HOSTILE, date="2026-12-08", time="14:00", minutes="90", attendees="")
    await amina.types("reviews script never")
    assert amina.reads(amina.told, "reviews.title", course=HOSTILE)
    card = amina.told
    await amina.presses(card, "reviews.button.suits")
    await amina.fills(suits=HOSTILE)
    assert amina.reads(amina.again(card), "reviews.suits", suits=HOSTILE)

    await lina.types(f"reviews {HOSTILE}")
    card = lina.told
    assert lina.reads(card, "reviews.suits", suits=HOSTILE)
    assert not lina.may_press(card, "reviews.button.suits_again")
    await lina.presses(card, "reviews.button.no")
    await lina.fills(words=HOSTILE)
    assert lina.reads(lina.again(card), "reviews.chosen.no")
    assert holds(lina.again(card).text, HOSTILE)
    await lina.presses(lina.again(card), "reviews.button.take")
    assert lina.reads(lina.again(card), "reviews.chosen.take")

    people = [cast.hugo, cast.ada, cast.marc, await story.person("Nadia Karim"), await story.person("Ivo Lang")]
    for number, person in enumerate(people):
        await amina.types("reviews script never")
        await amina.presses(amina.told, "reviews.button.intentions")
        assert amina.reads(amina.told, "reviews.intentions_too_few") == (number < 4)
        await person.types("reviews script never")
        await person.presses(person.told, "reviews.button.no")
        await person.fills(words=f"{number} {HOSTILE}")
    assert amina.reads(amina.told, "reviews.people", n=4)
    assert holds(amina.told.text, f"3 {HOSTILE}")
    assert not holds(amina.told.text, f"4 {HOSTILE}")
    assert not [one for one in people if holds(amina.told.text, one.first_name)]
