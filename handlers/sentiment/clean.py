"""Words as they are read: chat markup taken away, apostrophes and contractions written one way, emoji set apart."""

from __future__ import annotations

import re

_LINK = re.compile(r"<(?:https?://|mailto:)[^>|]*(?:\|([^>]*))?>|https?://\S+")
_MENTION = re.compile(r"<(?:@[!&]?|#|!)[^>]*>")
_CUSTOM_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_MARKS = re.compile(r"(?<!\w)[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}(?!\w)|^\s*>\s?", re.MULTILINE)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " "})
_IRREGULAR = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not"}
_CONTRACTED = re.compile(
    r"\b(won't|can't|cannot|shan't)\b"
    r"|\b(is|are|was|were|do|does|did|has|have|had|would|could|should|must|need)n'?t\b"
)

_HAPPY_NAMES = (
    r"smile|smiley|grin|grinning|blush|slightly_smiling_face|heart|heart_eyes|tada|clap|thumbsup|\+1|star|star2|star-struck"
    r"|raised_hands|fire|100|pray"
)
_SAD_NAMES = (
    r"cry|sob|angry|rage|thumbsdown|-1|disappointed|confused|weary|tired_face|sleeping|yawning_face|unamused"
    r"|face_with_rolling_eyes"
)
_HAPPY = re.compile(rf"[😀😃😄😁😊🙂😍🥰🤩😎🎉👏👍🙌🔥⭐🌟✨💯🙏❤💚💙💛🥳]|:(?:{_HAPPY_NAMES}):|(?<!\w)[:;]-?\)|<3")
_SAD = re.compile(rf"[😢😭😠😡👎😞😕🙁☹😩😫😴🥱😒🙄💤🤮]|:(?:{_SAD_NAMES}):|(?<!\w):-?\((?!\w)")


def cleaned(words: str) -> str:
    """The words in lower case, without the mentions, addresses, code and marks of Slack and Discord."""
    text = _CUSTOM_EMOJI.sub(r" \1 ", _CODE.sub(" ", words))
    text = _LINK.sub(lambda found: f" {found[1] or ''} ", text)
    text = _MENTION.sub(" ", text)
    text = _MARKS.sub("", text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    return re.sub(r"[ \t]+", " ", text.translate(_APOSTROPHES).lower()).strip()


def spelled_out(text: str) -> str:
    """English contractions in full: `isn't` and `isnt` are `is not`, so that the negation is a word like another."""
    return _CONTRACTED.sub(lambda found: _IRREGULAR.get(found[0]) or f"{found[2]} not", text)


def mood_of_emoji(text: str) -> int:
    """How many happy emoji more than sad ones."""
    return len(_HAPPY.findall(text)) - len(_SAD.findall(text))
