// The emoji short names people use most; any other name is shown as it is written, `:name:`.
import { h } from "./dom.js";
import { speaks } from "./words.js";

const FACES = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rolling_on_the_floor_laughing 🤣 sweat_smile 😅 slightly_smiling_face 🙂
upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 hugging_face 🤗 thinking_face 🤔
neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔
sleepy 😪 sleeping 😴 nerd_face 🤓 sunglasses 😎 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 astonished 😲
flushed 😳 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 triumph 😤 rage 😡 angry 😠 exploding_head 🤯
partying_face 🥳 robot_face 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊`;
const HANDS = `
+1 👍 -1 👎 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 v ✌️ crossed_fingers 🤞 point_up ☝️ point_right 👉
point_left 👈 point_down 👇 raised_hand ✋ handshake 🤝 writing_hand ✍️ eyes 👀 brain 🧠 ear 👂 raising_hand 🙋 technologist 🧑‍💻
teacher 🧑‍🏫 student 🧑‍🎓`;
const SIGNS = `
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍 broken_heart 💔
sparkling_heart 💖 100 💯 star ⭐ star2 🌟 sparkles ✨ fire 🔥 boom 💥 zap ⚡ tada 🎉 confetti_ball 🎊 gift 🎁 trophy 🏆 medal 🏅
first_place_medal 🥇 rocket 🚀 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 question ❓
grey_question ❔ exclamation ❗ warning ⚠️ no_entry ⛔ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌
heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ information_source ℹ️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪
black_circle ⚫ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣
recycle ♻️`;
const THINGS = `
books 📚 book 📖 memo 📝 pencil2 ✏️ clipboard 📋 paperclip 📎 link 🔗 pushpin 📌 calendar 📅 date 📅 alarm_clock ⏰ hourglass ⌛
hourglass_flowing_sand ⏳ bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 computer 💻 iphone 📱 email 📧
inbox_tray 📥 outbox_tray 📤 package 📦 mag 🔍 lock 🔒 unlock 🔓 key 🔑 gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ shield 🛡️ dart 🎯 art 🎨
musical_note 🎵 mortar_board 🎓 school 🏫 office 🏢 house 🏠 earth_africa 🌍 coffee ☕ tea 🍵 croissant 🥐 cake 🍰 apple 🍎 seedling 🌱
herb 🌿 four_leaf_clover 🍀 deciduous_tree 🌳 sunflower 🌻 cherry_blossom 🌸 sunny ☀️ cloud ☁️ rainbow 🌈 snowflake ❄️ dog 🐶 cat 🐱
bee 🐝 butterfly 🦋 turtle 🐢 owl 🦉 bug 🐛 umbrella ☔`;
// Other names of the same, and characters that are drawn in texts but not offered as reactions.
const ALSO = `
stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 hushed 😯 pleading_face 🥺 thumbsup 👍 thumbsdown 👎 hand ✋ fist ✊ facepunch 👊
open_hands 👐 heart_hands 🫶 bust_in_silhouette 👤 busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️ balloon 🎈 sports_medal 🏅
left_speech_bubble 🗨️ no_entry_sign 🚫 negative_squared_cross_mark ❎ leftwards_arrow_with_hook ↩️ arrows_counterclockwise 🔄
fast_forward ⏩ black_right_pointing_double_triangle_with_vertical_bar ⏭️ double_vertical_bar ⏸️ arrow_forward ▶️ zzz 💤
open_book 📖 green_book 📗 blue_book 📘 orange_book 📙 notebook 📓 pencil 📝 page_facing_up 📄 round_pushpin 📍 bookmark 🔖 label 🏷️
spiral_calendar_pad 🗓️ stopwatch ⏱️ clock9 🕘 watch ⌚ envelope ✉️ incoming_envelope 📨 scissors ✂️ wastebasket 🗑️ scales ⚖️
compass 🧭 jigsaw 🧩 headphones 🎧 microphone 🎤 studio_microphone 🎙️ camera 📷 movie_camera 🎥 clapper 🎬 tv 📺 framed_picture 🖼️
globe_with_meridians 🌐 flag-fr 🇫🇷 flag-gb 🇬🇧 birthday 🎂 beers 🍻 rain_cloud 🌧️ crescent_moon 🌙 bike 🚲 train 🚆 airplane ✈️
ladder 🪜`;

const words = (text) => text.trim().split(/\s+/);
const pairs = (text) => words(text).flatMap((name, at, all) => (at % 2 ? [] : [[name, all[at + 1]]]));

export const GROUPS = [["emoji_faces", pairs(FACES)], ["emoji_people", pairs(HANDS)], ["emoji_signs", pairs(SIGNS)], ["emoji_things", pairs(THINGS)]];
const BY_NAME = new Map([...GROUPS.flatMap(([, list]) => list), ...pairs(ALSO)]);
export const OFTEN = ["+1", "heart", "tada", "clap", "raised_hands", "bulb", "eyes", "white_check_mark"];

/** The character of a short name (its skin tone left out), or null. */
export function emojiFor(name) {
  return BY_NAME.get(String(name).replace(/::?skin-tone-\d:?$/, "")) ?? null;
}

/** An emoji for screen readers: they read the character in their own language, the short name is English. */
export const emojiLabel = (name, character = emojiFor(name)) => (speaks("en") || !character ? name.replaceAll("_", " ") : character);

export function drawEmoji(name, character = emojiFor(name)) {
  if (!character) return document.createTextNode(`:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": emojiLabel(name, character), title: `:${name}:` }, character);
}

/** Text with its `:names:` drawn: a list of strings and elements. */
export function withEmoji(text) {
  const out = [];
  let from = 0;
  for (const found of String(text).matchAll(/:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/g)) {
    if (!emojiFor(found[1])) continue;
    out.push(text.slice(from, found.index), drawEmoji(found[1]));
    from = found.index + found[0].length;
  }
  out.push(String(text).slice(from));
  return out.filter((part) => part !== "");
}

/** The same as plain text, for places that hold no elements (options of a list, titles). */
export const emojiText = (text) => String(text ?? "").replace(/:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/g, (whole, name) => emojiFor(name) ?? whole);
