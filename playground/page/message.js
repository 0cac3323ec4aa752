// One message: who, when, what, and what can be done with it.
import * as api from "./api.js";
import { drawBlocks } from "./blocks.js";
import { ask, notice, trouble } from "./dialogs.js";
import { h, icon, iconButton, ownUrl } from "./dom.js";
import { drawEmoji } from "./emoji.js";
import { pickEmoji } from "./emoji_picker.js";
import { openMenu } from "./menu.js";
import { drawMrkdwn, editable } from "./mrkdwn.js";
import { avatar, personName, store } from "./store.js";
import { dateOf, dayText, fullTime, timeOf } from "./times.js";

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
  const name = h("span", {}, h("strong", {}, file.title || file.name), h("small", {}, file.mimetype || "file"));
  return address ? h("a", { class: "file-card", href: address, download: file.name }, icon("file"), name) : h("p", { class: "file-card" }, icon("file"), name);
}

/** Names of those who reacted, the person played first, as "you". */
function reactors(users) {
  const names = [...users].sort((one, other) => (other === store.as) - (one === store.as)).map((id) => (id === store.as ? "you" : personName(id)));
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

export function react(channel, ts, name, on) {
  return politely(api.act("react", { channel, ts, name, on }));
}

function reactionRow(channel, message) {
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.users.length);
  if (!reactions.length) return null;
  const draw = (reaction) => {
    const mine = reaction.users.includes(store.as);
    const label = `${reaction.name.replaceAll("_", " ")}: ${reaction.users.length}, ${reactors(reaction.users)}`;
    return h("button", {
      type: "button", class: "reaction", "aria-pressed": String(mine), "aria-label": label, title: `${reactors(reaction.users)} reacted with :${reaction.name}:`,
      data: { key: `reaction:${reaction.name}` }, on: { click: () => react(channel, message.ts, reaction.name, !mine) },
    }, drawEmoji(reaction.name, reaction.emoji || undefined), h("span", { class: "count" }, reaction.users.length));
  };
  const add = h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction", "aria-expanded": "false", on: { click: () => pickEmoji(add, (name) => react(channel, message.ts, name, true)) } }, icon("face"));
  return h("div", { class: "reactions" }, reactions.map(draw), add);
}

function repliesRow(message, onThread) {
  if (!message.reply_count || !onThread) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h("button", { type: "button", class: "replies", data: { key: "replies" }, on: { click: () => onThread(message.ts) } }, icon("reply"), words);
}

async function remove(channel, message) {
  const yes = await ask({ title: "Delete this message?", body: "It disappears for everyone.", yes: "Delete", no: "Keep it", danger: true });
  if (yes) await politely(api.act("delete", { channel, ts: message.ts }));
}

function shortcut(channel, message, callback_id) {
  notice("Asked the app.", "info");
  return politely(api.act("shortcut", { channel, ts: message.ts, callback_id }));
}

function menuItems(channel, message, edit) {
  const items = (store.state?.shortcuts ?? []).map((one) => ({ label: one.name, hint: personName(store.state.bot.id), run: () => shortcut(channel, message, one.callback_id) }));
  if (message.user === store.as) {
    items.push({ label: "Edit message", run: edit }, { label: "Delete message…", danger: true, run: () => remove(channel, message) });
  }
  return items;
}

function toolbar(channel, message, { onThread, edit }) {
  if (message.ephemeral || isEvent(message)) return null;
  const face = iconButton("face", "Add a reaction", () => pickEmoji(face, (name) => react(channel, message.ts, name, true)), { "aria-expanded": "false" });
  const reply = onThread ? iconButton("reply", "Reply in thread", () => onThread(message.thread_ts ?? message.ts)) : null;
  const items = menuItems(channel, message, edit);
  const more = items.length ? iconButton("more", "More actions", () => openMenu(more, "More actions", menuItems(channel, message, edit)), { "aria-haspopup": "menu", "aria-expanded": "false" }) : null;
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" }, face, reply, more);
}

function editor(channel, message, done) {
  const box = h("textarea", { class: "text-field", rows: "3", "aria-label": "Edit your message" });
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
  const buttons = h("div", { class: "edit-buttons" }, h("button", { type: "button", class: "button", on: { click: done } }, "Cancel"), h("button", { type: "button", class: "button primary", on: { click: save } }, "Save"));
  return h("div", { class: "editor" }, box, buttons);
}

function body(channel, message) {
  const content = message.blocks?.length ? drawBlocks(message.blocks, blockContext(channel, message)) : drawMrkdwn(message.text);
  if (message.edited) content.append(h("span", { class: "edited" }, " (edited)"));
  return h("div", { class: "message-body" }, content, (message.files ?? []).map(fileCard));
}

/** Draw a message as a list item; `onThread(ts)` is left out inside a thread. */
export function drawMessage(channel, message, onThread) {
  const author = store.people.get(message.user) ?? { name: message.name };
  const name = message.name || author.name || "Someone";
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
  const head = h("div", { class: "message-head" }, h("strong", { class: "author" }, name), message.is_bot ? h("span", { class: "app-tag" }, "APP") : null,
    h("time", { datetime: dateOf(message.ts).toISOString(), title: fullTime(message.ts) }, timeOf(message.ts)));
  const row = h("li", { class: `message${message.ephemeral ? " ephemeral" : ""}${isEvent(message) ? " event" : ""}`, tabindex: "-1", data: { ts: message.ts } },
    avatar({ name, color: author.color }), h("span", { class: "side-time", "aria-hidden": "true", title: fullTime(message.ts) }, timeOf(message.ts)),
    h("div", { class: "message-main" },
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
      head, content, reactionRow(channel, message), repliesRow(message, onThread)),
    toolbar(channel, message, { onThread, edit }));
  return row;
}

export const dayDivider = (ts) => h("li", { class: "day", role: "presentation" }, h("span", {}, dayText(ts)));
