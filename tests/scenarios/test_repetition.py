"""What somebody missed comes back to them alone, by another quiz; and a key message is said again to all."""

from __future__ import annotations

from handlers.chat.words import Say, When
from storage import capsules
from storage.capsules import Source
from storage.formats import Choice, Quiz, version, written
from tests.scenarios.asking import QUESTION, TITLE
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed, crossed_again

OTHER = {"en": "What would a witness say?", "fr": "Que dirait un témoin ?"}
SHORT = {"en": ("You are late", "It is 9:40"), "fr": ("Tu es en retard", "Il est 9 h 40")}


async def is_posted_with_a_variant(story: Story) -> Cast:
    """Two quizzes with the same key message in their channel, the one that is missed last."""
    cast, language = await opening(story), story.language
    judgement, fact = SHORT[language]
    kept = written(Quiz((Choice(judgement, 0), Choice(fact, 100))))
    words = ("Facts", "quiz", QUESTION[language], "Facts.", 1, "easy", language)
    titles = (TITLE[language], OTHER[language])
    sources = [Source(f"written/{title}", None, title, *words, version([title]), kept) for title in titles]
    async with story.running.database.transaction() as db:
        await capsules.keep(db, sources, story.clock.now())
    for title in reversed(titles):
        await cast.amina.types(f"capsule preview {title}")
        await cast.amina.presses(cast.amina.told, "schedules.post_now")
    return cast


@crossed_again
async def test_what_was_missed_comes_back_in_private_then_later(story: Story) -> None:
    cast = await is_posted_with_a_variant(story)
    lina, (judgement, fact), post = cast.lina, SHORT[story.language], story.post
    await lina.presses(post, "help.choice", letter="A", words=judgement)
    await lina.presses(lina.told, "repetition.bring_back")
    assert lina.reads(lina.told, "repetition.mine_on", n=1)

    await story.comes("2026-11-25T12:00")
    assert lina.reads(lina.letter, "repetition.back_why")
    assert holds(lina.letter.text, OTHER[story.language])
    why = lina.letter.text.splitlines()[0]
    assert story.nobody_sees(why, cast.hugo, cast.marc), "they may know the quiz, not that it came back"
    await lina.presses(lina.letter, "help.choice", letter="B", words=fact)
    assert lina.reads(lina.told, "quizzes.right")
    assert not lina.may_press(lina.told, "repetition.bring_back")
    letters = len(lina.direct)
    await story.comes("2026-11-26T09:00")
    assert len(lina.direct) == letters
    await story.comes("2026-12-02T12:00")
    assert len(lina.direct) == letters + 1
    assert holds(lina.letter.text, TITLE[story.language])

    await lina.presses(lina.letter, "repetition.stop")
    assert lina.reads(lina.told, "repetition.mine_off")
    await story.comes("2027-01-15T12:00")
    assert len(lina.direct) == letters + 1


@crossed
async def test_somebody_turns_it_on_and_off_by_a_command(story: Story) -> None:
    lina = (await opening(story)).lina
    await lina.types("repetition mine")
    card = lina.told
    assert lina.reads(card, "repetition.mine_off")
    await lina.presses(card, "repetition.bring_back")
    assert lina.reads(lina.again(card), "repetition.mine_on", n=0)
    await lina.presses(lina.again(card), "repetition.stop")
    assert lina.reads(lina.again(card), "repetition.mine_off")


@crossed_again
async def test_a_key_message_is_said_again_at_growing_gaps(story: Story) -> None:
    amina = (await is_posted_with_a_variant(story)).amina
    await amina.types("repetition plan")
    assert amina.reads(amina.told, "repetition.line", key_message="Facts.", n=2)
    await amina.presses(amina.told, "repetition.repeat")
    await amina.fills_wrongly("repetition.mistake.gaps", {"most": 8}, gaps="7, 1")
    await amina.types("repetition plan")
    await amina.presses(amina.told, "repetition.repeat")
    await amina.fills(date="2026-12-01", gaps="1, 3")
    card = amina.told
    assert amina.reads(card, "repetition.alike")
    at, quiz = When(story.at("2026-12-05T09:00"), ZONE), Say("capsules.format.quiz")
    assert amina.reads(card, "repetition.dated.asked", title=TITLE[story.language], format=quiz, at=at)
    await amina.presses(card, "repetition.confirm")
    posts = len(story.posts)
    for day in ("01", "02", "05"):
        await story.comes(f"2026-12-{day}T09:00")
    assert len(story.posts) == posts + 3
    await amina.presses(amina.again(card), "campaigns.follow")
    assert amina.reads(amina.told, "campaigns.state.over")
