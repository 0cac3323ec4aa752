// One message: who, when, what, and what can be done with it.
import * as api from "./api.js";
import { drawBlocks } from "./blocks.js";
import { ask, notice, trouble } from "./dialogs.js";
import { h, icon, iconButton, ownUrl } from "./dom.js";
import { drawEmoji, emojiLabel } from "./emoji.js";
import { pickEmoji } from "./emoji_picker.js";
import { openMenu } from "./menu.js";
import { drawMrkdwn, editable } from "./mrkdwn.js";
import { avatar, personName, store } from "./store.js";
import { dateOf, dayText, fullTime, timeOf } from "./times.js";
import { locale, say } from "./words.js";

/** Something that happened rather than something said: an arrival, a deleted message. */
export const isEvent = (message) => /^(?:channel|group)_|^tombstone$/.test(message.subtype ?? "");

const politely = (promise) => promise.catch((error) => trouble(error.message));

function blockContext(channel, message) {
  const where = { channel, ts: message.ts };
  const fields = [];
  return {
    surface: "message", heading: 1, fields,
    act: (block_id, action_id, element) => api.act("click", { ...where, block_id, action_id, element }),
    options: (block_id, action_id, value) => api.act("options", { ...where, block_id, action_id, value }),
  };
}

function fileCard(file) {
  const address = ownUrl(file.url);
  const words = file.alt_txt || file.title || file.name;
  const kind = (file.mimetype ?? "").split("/")[0];
  if (address && kind === "image") return h("figure", { class: "image" }, h("figcaption", {}, file.title || file.name), h("img", { class: "large", src: address, alt: words, loading: "lazy" }));
  if (address && (kind === "video" || kind === "audio")) return h("figure", { class: "video" }, h("figcaption", {}, file.title || file.name), h(kind, { controls: true, preload: "metadata", src: address, "aria-label": words }));
  const name = h("span", {}, h("strong", {}, file.title || file.name), h("small", {}, file.mimetype || say("file")));
  return address ? h("a", { class: "file-card", href: address, download: file.name }, icon("file"), name) : h("p", { class: "file-card" }, icon("file"), name);
}

/** Names of those who reacted, the person played first. */
function reactors(users) {
  const names = [...users].sort((one, other) => (other === store.as) - (one === store.as)).map((id) => (id === store.as ? say("you") : personName(id)));
  return new Intl.ListFormat(locale()).format(names);
}

export function react(channel, ts, name, on) {
  return politely(api.act("react", { channel, ts, name, on }));
}

function reactionRow(channel, message) {
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.users.length);
  if (!reactions.length) return null;
  const draw = (reaction) => {
    const mine = reaction.users.includes(store.as);
    const who = reactors(reaction.users);
    const label = say("reaction", { emoji: emojiLabel(reaction.name, reaction.emoji || undefined), count: reaction.users.length, who });
    return h("button", {
      type: "button", class: "reaction", "aria-pressed": String(mine), "aria-label": label, title: say("reacted", { who, name: reaction.name }),
      data: { key: `reaction:${reaction.name}` }, on: { click: () => react(channel, message.ts, reaction.name, !mine) },
    }, drawEmoji(reaction.name, reaction.emoji || undefined), h("span", { class: "count" }, reaction.users.length));
  };
  const add = h("button", { type: "button", class: "reaction add", "aria-label": say("add_reaction"), "aria-expanded": "false", on: { click: () => pickEmoji(add, (name) => react(channel, message.ts, name, true)) } }, icon("face"));
  return h("div", { class: "reactions" }, reactions.map(draw), add);
}

function repliesRow(message, onThread) {
  if (!message.reply_count || !onThread) return null;
  const words = say("replies", { count: message.reply_count });
  return h("button", { type: "button", class: "replies", data: { key: "replies" }, on: { click: () => onThread(message.ts) } }, icon("reply"), words);
}

async function remove(channel, message) {
  const yes = await ask({ title: say("delete_title"), body: say("delete_body"), yes: say("delete_yes"), no: say("delete_no"), danger: true });
  if (yes) await politely(api.act("delete", { channel, ts: message.ts }));
}

function shortcut(channel, message, callback_id) {
  notice(say("asked"), "info");
  return politely(api.act("shortcut", { channel, ts: message.ts, callback_id }));
}

function menuItems(channel, message, edit) {
  const items = (store.state?.shortcuts ?? []).map((one) => ({ label: one.name, hint: personName(store.state.bot.id), run: () => shortcut(channel, message, one.callback_id) }));
  if (message.user === store.as) {
    items.push({ label: say("edit"), run: edit }, { label: say("delete_item"), danger: true, run: () => remove(channel, message) });
  }
  return items;
}

function toolbar(channel, message, { onThread, edit }) {
  if (message.ephemeral || isEvent(message)) return null;
  const face = iconButton("face", say("add_reaction"), () => pickEmoji(face, (name) => react(channel, message.ts, name, true)), { "aria-expanded": "false" });
  const reply = onThread ? iconButton("reply", say("reply_in_thread"), () => onThread(message.thread_ts ?? message.ts)) : null;
  const items = menuItems(channel, message, edit);
  const more = items.length ? iconButton("more", say("more_actions"), () => openMenu(more, say("more_actions"), menuItems(channel, message, edit)), { "aria-haspopup": "menu", "aria-expanded": "false" }) : null;
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": say("actions") }, face, reply, more);
}

function editor(channel, message, done) {
  const box = h("textarea", { class: "text-field", rows: "3", "aria-label": say("edit_label") });
  box.value = editable(message.text ?? "");
  const save = async () => {
    await politely(api.act("edit", { channel, ts: message.ts, text: box.value }));
    done();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  const buttons = h("div", { class: "edit-buttons" }, h("button", { type: "button", class: "button", on: { click: done } }, say("cancel")), h("button", { type: "button", class: "button primary", on: { click: save } }, say("save")));
  return h("div", { class: "editor" }, box, buttons);
}

/** What happened is told in the page's language; what was said keeps its own. */
function words(message) {
  if (message.subtype === "tombstone") return say("was_deleted");
  if (message.subtype === "channel_join") return say("has_joined", { who: `<@${message.user}>` });
  return message.text;
}

function body(channel, message) {
  const content = message.blocks?.length ? drawBlocks(message.blocks, blockContext(channel, message)) : drawMrkdwn(words(message));
  if (message.edited) content.append(h("span", { class: "edited" }, ` ${say("edited")}`));
  return h("div", { class: "message-body" }, content, (message.files ?? []).map(fileCard));
}

/** Draw a message as a list item; `onThread(ts)` is left out inside a thread. */
export function drawMessage(channel, message, onThread) {
  const author = store.people.get(message.user) ?? { name: message.name };
  const name = message.name || author.name || say("someone");
  const content = body(channel, message);
  const stopEditing = () => {
    row.querySelector(".editor")?.replaceWith(content);
    row.focus();
  };
  const edit = () => {
    const form = editor(channel, message, stopEditing);
    content.replaceWith(form);
    form.querySelector("textarea").focus();
  };
  const head = h("div", { class: "message-head" }, h("strong", { class: "author" }, name), message.is_bot ? h("span", { class: "app-tag" }, say("app_tag")) : null,
    h("time", { datetime: dateOf(message.ts).toISOString(), title: fullTime(message.ts) }, timeOf(message.ts)));
  const row = h("li", { class: `message${message.ephemeral ? " ephemeral" : ""}${isEvent(message) ? " event" : ""}`, tabindex: "-1", data: { ts: message.ts } },
    avatar({ name, color: author.color }), h("span", { class: "side-time", "aria-hidden": "true", title: fullTime(message.ts) }, timeOf(message.ts)),
    h("div", { class: "message-main" },
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), say("only_you")) : null,
      message.pinned ? h("p", { class: "pinned" }, icon("pin"), say("pinned")) : null,
      head, content, reactionRow(channel, message), repliesRow(message, onThread)),
    toolbar(channel, message, { onThread, edit }));
  return row;
}

export const dayDivider = (ts) => h("li", { class: "day", role: "presentation" }, h("span", {}, dayText(ts)));
