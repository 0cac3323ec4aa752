"""An animator writes in chat, wrongly then rightly, sees it, posts it, corrects it and takes it away."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.chat.words import Channel, Say, When
from tests.platforms.bench import Chosen, Seen
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.someone import Someone
from tests.scenarios.story import EXAMPLES, ZONE, Story
from tests.scenarios.turns import crossed, crossed_again

TITLE = {"en": "Fact or judgement?", "fr": "Fait ou jugement ?"}
RIGHT = {"en": "You arrived at 9:20", "fr": "Tu es arrivé à 9 h 20"}
WRONG = {"en": "You are always late", "fr": "Tu es toujours en retard"}
QUESTION = {"en": "Which sentence says what was seen?", "fr": "Quelle phrase dit ce qu’on a vu ?"}
CORRECTED = {"en": "Which sentence would a camera film?", "fr": "Quelle phrase une caméra filmerait-elle ?"}


def a_quiz(language: str, *, wrongly: bool = False) -> dict[str, str]:
    choices = f"* {RIGHT[language]}\n{'* ' if wrongly else ''}{WRONG[language]}\n{WRONG[language]}, {TITLE[language]}"
    return {"title": TITLE[language], "body": QUESTION[language], "choices": choices, "several": "one"}


async def begins(story: Story, someone: Someone, format_: str) -> None:
    """They choose a format, and its form is before them."""
    await someone.types("capsule new")
    await someone.presses(someone.told, f"capsules.write.a.{format_}")
    assert someone.form.title == story.said(Say(f"capsules.write.new.{format_}"), someone.language)


async def sends_wrongly(
    story: Story, someone: Someone, key: str, answers: Mapping[str, str | Chosen], **values: int
) -> None:
    """The form is refused with this phrase. On Slack it stays open; on Discord a button opens it again, filled."""
    await someone.sends(**answers)
    if story.bench.name == "slack":
        (error,) = someone.errors
        assert holds(error, story.said(Say(key, **values), someone.language))
    else:
        assert someone.reads(someone.told, key, **values)
        assert someone.reads(someone.told, "capsules.write.kept")
        await someone.presses(someone.told, "capsules.write.correct")


@crossed_again
async def test_a_quiz_is_written_seen_posted_corrected_and_withdrawn(story: Story) -> None:
    cast = await opening(story)
    amina, lina, language = cast.amina, cast.lina, story.language
    await begins(story, amina, "quiz")
    await sends_wrongly(story, amina, "capsules.write.two_right", a_quiz(language, wrongly=True), right=2)
    await amina.fills(**a_quiz(language))
    preview = amina.told
    assert amina.reads(preview, "capsules.preview_of", channel=Channel(story.bench.channel))
    assert holds(preview.text, QUESTION[language])
    assert story.posts == []

    await amina.presses(preview, "capsules.send_me")
    assert amina.reads(amina.told, "capsules.sent_to_you", title=TITLE[language])
    assert story.shows(amina.letter, "capsules.sample_of", community=story.community)
    assert holds(amina.letter.text, QUESTION[language])

    await amina.presses(preview, "schedules.post_now")
    (post,) = story.posts
    assert holds(post.text, QUESTION[language])
    await lina.presses(post, "capsules.like")
    await is_corrected(story, amina, post)
    await is_withdrawn(story, amina, lina, post)


async def is_corrected(story: Story, amina: Someone, post: Seen) -> None:
    """The post, and the copy she was sent, say the new words and the day."""
    today = When(story.clock.now(), ZONE, "day")
    assert not story.shows(post, "capsules.edited", at=today)
    await amina.types(f"capsule edit {TITLE[story.language]}")
    await amina.fills(body=CORRECTED[story.language])
    corrected = story.again(post)
    assert holds(corrected.text, CORRECTED[story.language])
    assert story.shows(corrected, "capsules.edited", at=today)
    assert story.shows(corrected, "capsules.likes", n=1)
    assert holds(amina.letter.text, CORRECTED[story.language])
    assert [seen.id for seen in story.posts] == [post.id]


async def is_withdrawn(story: Story, amina: Someone, lina: Someone, post: Seen) -> None:
    """A line is left, and the counts; it can be given back."""
    await amina.types(f"capsule preview {TITLE[story.language]}")
    preview = amina.told
    await amina.presses(preview, "reports.open")
    assert amina.reads(amina.told, "reports.title", title=TITLE[story.language])
    assert amina.reads(amina.told, "reports.posted", n=1)
    await amina.presses(preview, "capsules.withdraw")
    withdrawn = amina.again(preview)
    assert amina.reads(withdrawn, "capsules.withdrawn", title=TITLE[story.language])
    gone = story.again(post)
    assert story.shows(gone, "capsules.gone")
    assert not holds(gone.text, CORRECTED[story.language])
    assert not gone.buttons
    assert story.nobody_sees(CORRECTED[story.language], lina)

    await amina.presses(withdrawn, "reports.open")
    assert holds(amina.told.text, story.said(Say("reports.likes"), amina.language) + " 1")
    await amina.presses(withdrawn, "capsules.write.give_back")
    assert holds(story.again(post).text, CORRECTED[story.language])
    assert story.shows(story.again(post), "capsules.likes", n=1)


@crossed
async def test_what_was_typed_is_there_after_a_restart(story: Story) -> None:
    amina, language = (await opening(story)).amina, story.language
    await begins(story, amina, "quiz")
    await amina.sends(**{**a_quiz(language), "choices": RIGHT[language]})
    await story.the_bot_stops()
    await story.the_bot_starts()
    await amina.types("capsule new")
    assert holds(amina.told.text, TITLE[language])
    await amina.presses(amina.told, "capsules.write.go_on")
    await amina.fills(choices=a_quiz(language)["choices"])
    assert holds(amina.told.text, QUESTION[language])
    await amina.types("capsule new")
    assert not holds(amina.told.text, TITLE[language])


@crossed_again
async def test_a_capsule_of_the_shelf_is_corrected_for_its_community(story: Story) -> None:
    amina = (await opening(story)).amina
    await story.imports(EXAMPLES / story.language)
    title = {"en": "Say what you saw, then what it did", "fr": "La caméra avant le juge"}[story.language]
    await amina.types(f"capsule preview {title}")
    await amina.presses(amina.told, "schedules.post_now")
    post = story.post
    await amina.types(f"capsule edit {title}")
    await amina.fills(body=CORRECTED[story.language])
    assert holds(story.again(post).text, CORRECTED[story.language])
    await amina.presses(amina.told, "capsules.write.details")
    await sends_wrongly(story, amina, "capsules.write.minutes", {"minutes": "0"}, most=600)
    await amina.fills(minutes="4", effort="hard")
    effort = Say("capsules.effort.hard")
    assert holds(story.again(post).text, f"4 min {story.said(effort)}")

    again = await story.imports(EXAMPLES / story.language)
    assert again.added == 0
    assert holds(story.again(post).text, CORRECTED[story.language])
