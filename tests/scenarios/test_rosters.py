"""A table of sessions: looked at, taken in, sent back by the bot."""

from __future__ import annotations

from tests.platforms.bench import Chosen
from tests.scenarios.opening import opening
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed


@crossed
async def test_an_animator_brings_a_table_and_gets_it_back(story: Story) -> None:
    cast = await opening(story)
    amina, lina = cast.amina, cast.lina
    await lina.types("help")  # the bot knows her name from here on
    course = {"en": "Feedback that helps", "fr": "Un feedback qui aide"}[story.language]
    table = (
        "Formation;Date;Début;Durée;Participant\n"
        f"{course};01/12/2026;14h;90;Lina Moreau\n"
        f"{course};01/12/2026;14h;90;Nobody Known\n"
        f"{course};soon;14h;90;\n"
    )
    await amina.types("session import")
    await amina.fills(table=Chosen("sessions.csv", table.encode("cp1252")))
    assert amina.reads(amina.told, "rosters.preview_of", community=story.community)
    assert amina.reads(amina.told, "rosters.bad.unknown", written="Nobody Known")
    assert amina.reads(amina.told, "rosters.bad.date", written="soon")
    before = len(story.posts)

    await amina.presses(amina.told, "rosters.button.announce")

    assert amina.reads(amina.told, "rosters.taken")
    assert len(story.posts) == before + 1
    assert story.shows(story.post, "sessions.count.planned", n=1)

    await amina.types("session export")
    assert amina.reads(amina.letter, "rosters.written", community=story.community)
    (content,) = amina.letter.files.values()
    assert f"Lina Moreau;{lina.id}" in content.decode("utf-8-sig").replace(",", ";")
