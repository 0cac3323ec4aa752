"""A session that people came to, and what they say of it."""

from __future__ import annotations

from tests.platforms.bench import Seen
from tests.scenarios.reading import holds
from tests.scenarios.someone import Someone
from tests.scenarios.story import Story

COURSE = {"en": "Feedback that helps", "fr": "Un feedback qui aide"}
HAPPY = {
    "en": "I loved this day, thank you: now I dare to tell my team what I think.",
    "fr": "J’ai adoré cette journée, merci : j’ose enfin dire à mon équipe ce que je pense.",
}
UNHAPPY = {
    "en": "Too long, and I was bored from beginning to end.",
    "fr": "Trop long, et je me suis ennuyé du début à la fin.",
}


async def a_session(story: Story, animator: Someone, *attendees: Someone) -> Seen:
    """Today from two to half past three, Paris time; its announcement in the channel."""
    await animator.types("session new")
    course, who = COURSE[story.language], " ".join(person.id for person in attendees)
    today = story.clock.now().date().isoformat()
    await animator.fills(course=course, date=today, time="14:00", minutes="90", attendees=who)
    assert animator.reads(animator.told, "sessions.made", course=course)
    return story.post


async def it_ends(story: Story) -> None:
    """Half past three comes."""
    await story.comes(f"{story.clock.now().date().isoformat()}T15:30")


async def says(story: Story, who: Someone, words: str, *, stars: int = 5, scope: str = "team") -> Seen:
    """Somebody rates the session and writes a few words, in the message that asked them; that message."""
    question = next(
        seen for seen in reversed(who.direct) if who.reads(seen, "feedback.ask.stars", course=COURSE[story.language])
    )
    await who.presses(question, "feedback.stars", n=stars)
    await who.presses(who.again(question), "feedback.button.words")
    await who.fills(words=words, scope=scope)
    kept = who.again(question)
    assert holds(kept.text, words)
    assert who.reads(kept, f"feedback.read_by.{scope}")
    return kept


async def its_slot_comes(story: Story) -> None:
    """Thursday at ten, when an approved testimonial is posted unless its community chose another hour."""
    await story.comes("2026-11-26T10:00")
