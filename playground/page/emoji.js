// The emoji short names people use most; any other name is shown as it is written, `:name:`.
import { h } from "./dom.js";

const FACES = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rolling_on_the_floor_laughing 🤣 sweat_smile 😅 slightly_smiling_face 🙂
upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 hugging_face 🤗 thinking_face 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒
face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 nerd_face 🤓 sunglasses 😎 confused 😕 worried 😟
slightly_frowning_face 🙁 open_mouth 😮 hushed 😯 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓
weary 😩 tired_face 😫 triumph 😤 rage 😡 angry 😠 exploding_head 🤯 partying_face 🥳 pleading_face 🥺 robot_face 🤖
see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊`;
const HANDS = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 v ✌️ crossed_fingers 🤞
point_up ☝️ point_right 👉 point_left 👈 point_down 👇 raised_hand ✋ hand ✋ fist ✊ facepunch 👊 handshake 🤝 writing_hand ✍️
open_hands 👐 heart_hands 🫶 eyes 👀 brain 🧠 ear 👂 bust_in_silhouette 👤 busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️
raising_hand 🙋 technologist 🧑‍💻 teacher 🧑‍🏫 student 🧑‍🎓`;
const SIGNS = `
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍 broken_heart 💔
sparkling_heart 💖 100 💯 star ⭐ star2 🌟 sparkles ✨ fire 🔥 boom 💥 zap ⚡ tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆
medal 🏅 sports_medal 🏅 first_place_medal 🥇 rocket 🚀 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬
thought_balloon 💭 left_speech_bubble 🗨️ question ❓ grey_question ❔ exclamation ❗ warning ⚠️ no_entry ⛔ no_entry_sign 🚫
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ leftwards_arrow_with_hook ↩️ arrows_counterclockwise 🔄
fast_forward ⏩ black_right_pointing_double_triangle_with_vertical_bar ⏭️ double_vertical_bar ⏸️ arrow_forward ▶️ information_source ℹ️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣ zzz 💤 recycle ♻️`;
const THINGS = `
books 📚 book 📖 open_book 📖 green_book 📗 blue_book 📘 orange_book 📙 notebook 📓 memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄
clipboard 📋 paperclip 📎 link 🔗 pushpin 📌 round_pushpin 📍 bookmark 🔖 label 🏷️ calendar 📅 date 📅 spiral_calendar_pad 🗓️
alarm_clock ⏰ stopwatch ⏱️ hourglass ⌛ hourglass_flowing_sand ⏳ clock9 🕘 watch ⌚ bar_chart 📊 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 computer 💻 iphone 📱 email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦
mag 🔍 lock 🔒 unlock 🔓 key 🔑 gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ scissors ✂️ wastebasket 🗑️ shield 🛡️ scales ⚖️ compass 🧭
dart 🎯 jigsaw 🧩 art 🎨 musical_note 🎵 headphones 🎧 microphone 🎤 studio_microphone 🎙️ camera 📷 movie_camera 🎥 clapper 🎬 tv 📺
framed_picture 🖼️ mortar_board 🎓 school 🏫 office 🏢 house 🏠 globe_with_meridians 🌐 earth_africa 🌍 flag-fr 🇫🇷 flag-gb 🇬🇧
coffee ☕ tea 🍵 croissant 🥐 cake 🍰 birthday 🎂 beers 🍻 apple 🍎 seedling 🌱 herb 🌿 four_leaf_clover 🍀 deciduous_tree 🌳
sunflower 🌻 cherry_blossom 🌸 sunny ☀️ cloud ☁️ rain_cloud 🌧️ rainbow 🌈 snowflake ❄️ crescent_moon 🌙 dog 🐶 cat 🐱 bee 🐝
butterfly 🦋 turtle 🐢 owl 🦉 bug 🐛 umbrella ☔ bike 🚲 train 🚆 airplane ✈️ ladder 🪜`;

const words = (text) => text.trim().split(/\s+/);
const pairs = (text) => words(text).flatMap((name, at, all) => (at % 2 ? [] : [[name, all[at + 1]]]));

export const GROUPS = [["Faces", pairs(FACES)], ["People", pairs(HANDS)], ["Signs", pairs(SIGNS)], ["Things", pairs(THINGS)]];
const BY_NAME = new Map(GROUPS.flatMap(([, list]) => list));
export const OFTEN = ["+1", "heart", "tada", "clap", "raised_hands", "bulb", "eyes", "white_check_mark"];

/** The character of a short name (its skin tone left out), or null. */
export function emojiFor(name) {
  return BY_NAME.get(String(name).replace(/::?skin-tone-\d:?$/, "")) ?? null;
}

export function drawEmoji(name, character = emojiFor(name)) {
  if (!character) return document.createTextNode(`:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, character);
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
