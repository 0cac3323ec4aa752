"""What a session gave, read by those who run or follow its community, and by nobody else."""

from __future__ import annotations

from handlers.chat.words import When
from tests.scenarios.opening import opening
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed


@crossed
async def test_results_come_with_the_fifth_answer_and_move_by_groups(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    people = [cast.lina, cast.hugo, cast.ada, await story.person("Nadia Karim"), await story.person("Ivo Lang")]
    await a_session(story, cast.amina, *people)
    await it_ends(story)
    for person in people[:4]:
        await person.presses(person.letter, "feedback.stars", n=4)

    await cast.amina.types("session results")
    when = When(story.at("2026-11-24T14:00"), ZONE)
    assert cast.amina.reads(cast.amina.told, "results.line", course=course, when=when, n=5)
    chosen = cast.amina.told
    await cast.amina.presses(chosen, "results.button.of")
    assert cast.amina.reads(cast.amina.told, "results.too_few")

    await people[4].presses(people[4].letter, "feedback.stars", n=1)
    await cast.amina.presses(chosen, "results.button.of")
    assert cast.amina.reads(cast.amina.told, "results.out_of_five", mean=3.4, count=5)
    assert cast.amina.reads(cast.amina.told, "results.hidden")
    await cast.marc.types("session results")
    await cast.marc.presses(cast.marc.told, "results.button.course")
    assert cast.marc.reads(cast.marc.told, "results.out_of_five", mean=3.4, count=5)

    await cast.lina.types("session results")
    assert cast.lina.reads(cast.lina.told, "help.only.team")
