"""The emoji this workspace knows, by Slack's names. Fewer than Slack has: those people use to answer each other."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = """
+1 👍|-1 👎|ok_hand 👌|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|muscle 💪|point_up ☝️|point_right 👉
point_left 👈|point_down 👇|v ✌️|handshake 🤝|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚
blue_heart 💙|purple_heart 💜|black_heart 🖤|white_heart 🤍|broken_heart 💔|two_hearts 💕
sparkling_heart 💖|heart_eyes 😍|smiling_face_with_3_hearts 🥰|kissing_heart 😘|hugging_face 🤗
smile 😄|smiley 😃|grinning 😀|grin 😁|laughing 😆|joy 😂|rolling_on_the_floor_laughing 🤣
sweat_smile 😅|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊|innocent 😇|yum 😋
sunglasses 😎|star-struck 🤩|thinking_face 🤔|neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏
unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷
dizzy_face 😵|exploding_head 🤯|confused 😕|worried 😟|slightly_frowning_face 🙁|open_mouth 😮
astonished 😲|flushed 😳|cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓|weary 😩|tired_face 😫
triumph 😤|rage 😡|angry 😠|shushing_face 🤫|saluting_face 🫡|melting_face 🫠|partying_face 🥳
nerd_face 🤓|face_with_monocle 🧐|robot_face 🤖|ghost 👻|skull 💀|see_no_evil 🙈|hear_no_evil 🙉
speak_no_evil 🙊|eyes 👀|brain 🧠|fire 🔥|sparkles ✨|star ⭐|star2 🌟|dizzy 💫|boom 💥|zap ⚡|100 💯
tada 🎉|confetti_ball 🎊|gift 🎁|trophy 🏆|medal 🏅|first_place_medal 🥇|rocket 🚀|bulb 💡|books 📚
book 📖|memo 📝|pencil2 ✏️|mag 🔍|calendar 📅|date 📆|clock1 🕐|hourglass ⌛|hourglass_flowing_sand ⏳
alarm_clock ⏰|bell 🔔|no_bell 🔕|pushpin 📌|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑|shield 🛡️
gear ⚙️|hammer_and_wrench 🛠️|wrench 🔧|bug 🐛|computer 💻|iphone 📱|email 📧|inbox_tray 📥
outbox_tray 📤|package 📦|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊
clipboard 📋|file_folder 📁|speech_balloon 💬|thought_balloon 💭|loudspeaker 📢|mega 📣|question ❓
grey_question ❔|exclamation ❗|warning ⚠️|no_entry ⛔|x ❌|white_check_mark ✅|heavy_check_mark ✔️
ballot_box_with_check ☑️|heavy_plus_sign ➕|heavy_minus_sign ➖|arrow_right ➡️|arrow_left ⬅️
arrow_up ⬆️|arrow_down ⬇️|repeat 🔁|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣
eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|red_circle 🔴|large_orange_circle 🟠
large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣
white_circle ⚪|black_circle ⚫|coffee ☕|tea 🍵|beer 🍺|pizza 🍕|cake 🍰|cookie 🍪|apple 🍎|croissant 🥐
bread 🍞|cheese_wedge 🧀|sunny ☀️|partly_sunny ⛅|rainbow 🌈|cloud ☁️|snowflake ❄️|umbrella ☔
seedling 🌱|herb 🌿|four_leaf_clover 🍀|deciduous_tree 🌳|cherry_blossom 🌸|sunflower 🌻|rose 🌹|dog 🐶
cat 🐱|unicorn_face 🦄|turtle 🐢|snail 🐌|owl 🦉|bee 🐝|butterfly 🦋|penguin 🐧|whale 🐳|earth_africa 🌍
fr 🇫🇷|gb 🇬🇧|us 🇺🇸|eu 🇪🇺|checkered_flag 🏁|dart 🎯|puzzle_piece 🧩|art 🎨|musical_note 🎵|guitar 🎸
soccer ⚽|runner 🏃|walking 🚶|raising_hand 🙋|shrug 🤷|facepalm 🤦|bow 🙇|technologist 🧑‍💻|teacher 🧑‍🏫
student 🧑‍🎓|mortar_board 🎓|school 🏫|house 🏠|office 🏢|recycle ♻️|infinity ♾️|crossed_fingers 🤞
raised_hand ✋|writing_hand ✍️|ear 👂|nose 👃|ok 🆗|new 🆕|sos 🆘|information_source ℹ️
"""

_PAIRS: Final = [pair.partition(" ") for pair in _TABLE.strip().replace("\n", "|").split("|")]

EMOJI: Final[dict[str, str]] = {name: drawing for name, _, drawing in _PAIRS}

_SAME: Final = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "red_heart": "heart",
    "thinking": "thinking_face",
    "hugs": "hugging_face",
    "robot": "robot_face",
    "unicorn": "unicorn_face",
}
_SKIN = re.compile(r"^(?P<base>.+)::skin-tone-[2-6]$")


def canonical(name: str) -> str | None:
    """Slack's own name for a reaction (`thumbsup` becomes `+1`), skin tone kept; None when there is no such emoji."""
    wanted = name.strip(":")
    toned = _SKIN.match(wanted)
    base = toned["base"] if toned else wanted
    base = _SAME.get(base, base)
    if base not in EMOJI:
        return None
    return base + wanted[len(toned["base"]) :] if toned else base


def drawn(name: str) -> str:
    """The character itself, for a page to show."""
    toned = _SKIN.match(name)
    return EMOJI.get(toned["base"] if toned else name, f":{name}:")
