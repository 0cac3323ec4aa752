"""Pictures, sounds and films, as the parts of a card."""

from __future__ import annotations

import pytest

from handlers.capsules import bodies
from handlers.capsules.formats import Media, written
from handlers.chat.cards import Elsewhere, Note, Part, Picture, Prose, Sound
from handlers.chat.words import Say
from storage.capsules import Capsule

AN_ADDRESS, ANOTHER, WORDS = "https://example.org/a", "https://example.org/b", "A *bridge* over <water>"
IN_WORDS = Note(Say("capsules.media.says", words=WORDS))
OTHER = Elsewhere(Say("capsules.media.other"), ANOTHER)


@pytest.mark.parametrize(
    ("format_", "media", "parts"),
    [
        ("image", Media(AN_ADDRESS, WORDS), [Picture(AN_ADDRESS, WORDS)]),
        ("image", Media("file:3", WORDS, ANOTHER), [Picture("file:3", WORDS), OTHER]),
        ("audio", Media("file:3", WORDS), [Sound("file:3", "Three planks"), IN_WORDS]),
        (
            "audio",
            Media(AN_ADDRESS, WORDS, ANOTHER),
            [Elsewhere(Say("capsules.media.open_audio"), AN_ADDRESS), IN_WORDS, OTHER],
        ),
        (
            "video",
            Media(AN_ADDRESS, WORDS, ANOTHER),
            [Elsewhere(Say("capsules.media.open_video"), AN_ADDRESS), IN_WORDS, OTHER],
        ),
    ],
)
def test_what_is_seen_or_heard_is_always_said_in_words_too(format_: str, media: Media, parts: list[Part]) -> None:
    capsule = Capsule(
        id=1,
        title="Three planks",
        theme="Facts",
        format=format_,
        body="Cross them.",
        key_message="",
        minutes=1,
        effort="easy",
        language="en",
        details=written(media),
    )
    _heading, _note, *shown = bodies.body(capsule)
    assert shown == [*parts, Prose("Cross them.")]
