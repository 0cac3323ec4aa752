"""A quiz and a challenge, as people live them: answered at once and in private, tried again, told in the thread."""

from __future__ import annotations

from handlers.chat.routes import read_link
from handlers.chat.words import Say
from storage.formats import Choice, Quiz
from tests.scenarios.asking import QUESTION, TITLE, is_kept, is_posted
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.test_refusals import refused
from tests.scenarios.turns import crossed, crossed_again

SHORT = {"en": ("You are late", "It is 9:40"), "fr": ("Tu es en retard", "Il est 9 h 40")}
LATER = {"en": "You interrupted Lina twice before the break.", "fr": "Tu as coupé la parole à Lina deux fois."}
BECAUSE = {"en": "What we think of it comes *after*.", "fr": "Ce que l’on en pense vient *après*."}
JUDGES = {"en": "“Late” <already> judges.", "fr": "« En retard » <juge> déjà."}


def a_quiz(language: str) -> Quiz:
    judgement, fact = SHORT[language]
    return Quiz((Choice(judgement, 0, JUDGES[language]), Choice(fact, 100)), explanation=BECAUSE[language])


def all_the_facts(language: str) -> Quiz:
    judgement, fact = SHORT[language]
    return Quiz((Choice(judgement, -100), Choice(fact, 50), Choice(LATER[language], 50)), several=True)


@crossed
async def test_a_quiz_is_answered_in_private_at_once_and_tried_again(story: Story) -> None:
    cast, post = await is_posted(story, "quiz", a_quiz(story.language))
    lina, (judgement, fact) = cast.lina, SHORT[story.language]
    assert holds(post.text, QUESTION[story.language].replace("*", "").split()[0])
    assert story.shows(post, "capsules.note", theme="Facts", n=3, effort=Say("capsules.effort.easy"))

    await lina.presses(post, "help.choice", letter="A", words=judgement)
    assert lina.reads(lina.told, "quizzes.wrong")
    assert holds(lina.told.text, JUDGES[story.language])
    assert holds(lina.told.text, BECAUSE[story.language].replace("*", "").split()[0])
    assert lina.reads(lina.told, "quizzes.tries", n=1)

    told = lina.told
    await lina.presses(told, "quizzes.again")
    await lina.presses(lina.again(told), "help.choice", letter="B", words=fact)
    assert lina.reads(lina.again(told), "quizzes.right")
    assert lina.reads(lina.again(told), "quizzes.tries", n=2)

    assert story.shows(story.again(post), "capsules.answered", n=1)
    assert not story.shows(story.again(post), "quizzes.right")
    assert story.nobody_sees(JUDGES[story.language], cast.hugo, cast.marc)
    await cast.hugo.presses(story.again(post), "help.choice", letter="B", words=fact)
    assert cast.hugo.reads(cast.hugo.told, "quizzes.right")
    assert story.shows(story.again(post), "capsules.answered", n=2)
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_several_right_answers_are_sent_together(story: Story) -> None:
    cast, post = await is_posted(story, "quiz", all_the_facts(story.language))
    lina = cast.lina
    await lina.presses(post, "capsules.answer")
    card = lina.told
    await lina.presses(card, "quizzes.unmarked", choice="B")
    await lina.presses(lina.again(card), "quizzes.send")
    assert lina.reads(lina.again(card), "quizzes.partly")
    await lina.presses(lina.again(card), "quizzes.again")
    for letter in "BCA":
        await lina.presses(lina.again(card), "quizzes.unmarked", choice=letter)
    await lina.presses(lina.again(card), "quizzes.marked", choice="A")
    await lina.presses(lina.again(card), "quizzes.send")
    assert lina.reads(lina.again(card), "quizzes.right")
    assert story.shows(story.again(post), "capsules.answered", n=1)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.export")
    assert holds(lina.letter.text, LATER[story.language])


@crossed_again
async def test_a_preview_is_tried_by_the_animator_and_notes_nothing(story: Story) -> None:
    cast, post = await is_posted(story, "quiz", a_quiz(story.language))
    amina = cast.amina
    await amina.types(f"capsule preview {TITLE[story.language]}")
    await amina.presses(amina.told, "help.choice", letter="B", words=SHORT[story.language][1])
    assert amina.reads(amina.told, "quizzes.right")
    assert amina.reads(amina.told, "quizzes.trial")
    assert not story.shows(story.again(post), "capsules.answered", n=1)


@crossed
async def test_a_quiz_corrected_meanwhile_is_not_answered_with_old_buttons(story: Story) -> None:
    cast, post = await is_posted(story, "quiz", a_quiz(story.language))
    old = [read_link(link) for link in post.buttons.values() if link.startswith("quizzes.choose")]
    await is_kept(story, "quiz", all_the_facts(story.language))
    await refused(story, cast.lina, dict.fromkeys(old, "quizzes.mistake.corrected"))
    await is_kept(story, "challenge", None)
    await refused(story, cast.lina, dict.fromkeys(old, "help.outdated"))
    assert not story.shows(story.again(post), "capsules.answered", n=1)


@crossed_again
async def test_a_challenge_is_told_in_the_thread(story: Story) -> None:
    cast, post = await is_posted(story, "challenge", None)
    assert story.shows(post, "capsules.challenge")
    await cast.lina.replies(post, "I told Hugo what I saw: he thanked me.")
    assert story.shows(story.again(post), "capsules.comments", n=1)
