"""Decisions about likes, as pure functions."""

from __future__ import annotations

LIKEABLE = ("capsule", "testimonial", "moment", "improvement_card", "win")
"""Kinds of subjects that can be liked."""

POSITIVE = frozenset("👍❤🧡💛💚💙💜🩷🤍💖💕♥🎉🥳👏🙌⭐🌟🔥💯💡😍🥰😊😀😃😄😁🙂🤩😎💪🙏✅✔🚀👌🤝🏆✨🎯💎🌈")
"""Emoji that say "I like it", without their skin tone and variation sign. Any other says nothing we may count."""

_TONES_AND_VARIATION = dict.fromkeys((*range(0x1F3FB, 0x1F400), 0xFE0E, 0xFE0F))
LONGEST_EMOJI = 4
"""Code points of a positive emoji with its skin tone and variation sign."""


def is_positive(emoji: str) -> bool:
    """Whether this emoji counts as a like; a workspace's own emoji (`:name:`) never does: nobody knows what it says."""
    return len(emoji) <= LONGEST_EMOJI and emoji.translate(_TONES_AND_VARIATION) in POSITIVE


def source_of(emoji: str) -> str:
    """How a like given by an emoji is noted; the skin tone stays, because each is taken back by itself."""
    return f"emoji:{emoji}"


def emoji_of(source: str) -> str:
    """The emoji of a like noted by `source_of`."""
    return source.removeprefix("emoji:")
