"""Who would take a course: told by rounds of five, and nobody can work out more."""

from __future__ import annotations

from handlers.chat.forms import TextField
from handlers.chat.replies import Open
from storage import personal
from storage.intentions import Intention
from storage.reviews import CourseWatch
from tests.conftest import EVERY_DATABASE
from tests.handlers.reviews.steps import CROWD, reads
from tests.handlers.theatre import Theatre


async def chooses(play: Theatre, *choices: str) -> None:
    for who, choice in zip(CROWD, choices, strict=False):
        if choice == "no":
            await reads(play, who, "reviews.refuse", 1, words=f"  Because, says {who}. ")
        else:
            await reads(play, who, "reviews.choose", 1, choice)


@EVERY_DATABASE
async def test_intentions_are_told_by_rounds_of_five_and_stay_as_they_were_told(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await chooses(play, "take", "take", "later", "no")
    card = await reads(play, "amina", "reviews.intentions", 1)
    assert "fewer than 5 people" in card
    assert "Because" not in card

    await reads(play, CROWD[4], "reviews.choose", 1, "take")
    card = await reads(play, "amina", "reviews.intentions", 1)
    assert "Would take it = 3 people\nNot now = 1 person\nNo = 1 person" in card
    assert "“Because, says person3.” —" in card

    await reads(play, CROWD[5], "reviews.refuse", 1, words="A sixth voice.")
    await reads(play, CROWD[0], "reviews.choose", 1, "later")
    await reads(play, CROWD[1], "reviews.take_back", 1)
    assert await reads(play, "amina", "reviews.intentions", 1) == card
    taken_back = await reads(play, CROWD[3], "reviews.take_back", 1)
    assert "Would you take it?" in taken_back
    erased = await play.member(CROWD[2])
    async with play.database.transaction() as db:
        await personal.erase(db, erased.id, play.clock.now())
    changed = await reads(play, "amina", "reviews.intentions", 1)
    assert "Would take it = 3 people\nNot now = 1 person\nNo = 1 person" in changed
    assert "Because" not in changed


async def test_a_choice_is_changed_and_taken_back_by_its_author(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    assert "You said that you would take it" in await reads(play, "lina", "reviews.choose", 1, "take")
    assert "“Too far.” —" in await reads(play, "lina", "reviews.refuse", 1, words="Too far.")
    form = await play.press("lina", "reviews.no", 1)
    assert isinstance(form, Open)
    assert isinstance(form.form.fields[0], TextField)
    assert form.form.fields[0].value == "Too far."
    assert await play.told("lina", "reviews.refuse", 1, filled={"words": "x" * 501}) == "reviews.too_long"
    assert "Too far." in await reads(play, "lina", "reviews.of", 1)
    assert "Too far." not in await reads(play, "lina", "reviews.choose", 1, "later")
    assert "Would you take it?" in await reads(play, "lina", "reviews.take_back", 1)
    assert await play.rows(Intention) == []


async def test_reasons_have_pages(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await chooses(play, *["no"] * 6)
    assert "person3.” — \n" in await reads(play, "amina", "reviews.intentions", 1)
    card = await reads(play, "amina", "reviews.page", 1, 1)
    assert "“Because, says person5.” —" in card
    assert "[Previous]" in card


async def test_everything_known_of_somebody_is_exported_and_erased(play: Theatre) -> None:
    await play.session(title="Donner un retour")
    await reads(play, "lina", "reviews.watch", 1)
    await reads(play, "lina", "reviews.refuse", 1, words="Only mornings suit me.")
    lina = await play.member("lina")
    async with play.database.transaction() as db:
        known = await personal.export(db, lina.id)
        assert known["course_watches"] == [{"course": "Donner un retour", "told": False}]
        (mine,) = known["intentions"]
        assert (mine["choice"], mine["words"], mine["counted_as"]) == ("no", "Only mornings suit me.", None)
        await personal.erase(db, lina.id, play.clock.now())
    assert (await play.rows(CourseWatch), await play.rows(Intention)) == ([], [])
    assert "Only mornings" not in play.everything_kept()
