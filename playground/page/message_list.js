// A list of messages that keeps up with what happens: adds, changes, removes, and moves as little as possible.
import { keepFocus } from "./blocks.js";
import { arrowKeys, h, icon, patchChildren } from "./dom.js";
import { dayDivider, drawMessage, isEvent } from "./message.js";
import { dayKey } from "./times.js";
import { say } from "./words.js";

const TOGETHER = 5 * 60; // seconds within which messages of one person stand under one name
const NEAR_END = 80; // pixels from the bottom within which new messages are scrolled into view

export class MessageList {
  /** `onThread(ts)` opens a thread; `onEarlier()` brings older messages; `label` names the region. */
  constructor({ label, onThread, onEarlier, before }) {
    this.onThread = onThread;
    this.messages = new Map();
    this.rows = new Map();
    this.days = new Map();
    this.list = h("ol", { class: "messages", role: "list" });
    this.earlier = h("button", { type: "button", class: "button earlier", hidden: true, on: { click: () => onEarlier?.() } }, say("earlier"));
    this.jump = h("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd() } }, icon("down"), say("new_messages"));
    this.scroller = h("div", { class: "scroller", role: "region", "aria-label": label, tabindex: "0", on: { scroll: () => this.scrolled() } }, this.earlier, before, this.list);
    this.node = h("div", { class: "message-list" }, this.scroller, this.jump);
    arrowKeys(this.list, ".message");
    this.scroller.addEventListener("keydown", (event) => this.enter(event));
    this.follows = true;
    this.lastTop = 0;
    const stay = new ResizeObserver(() => this.follows && this.toEnd());
    stay.observe(this.scroller);
    stay.observe(this.list);
  }

  /** The end stays in view when something grows (an image that has come, a panel that opens), until the person scrolls up. */
  scrolled() {
    const { scrollTop } = this.scroller;
    if (this.atEnd()) {
      this.follows = true;
      this.jump.hidden = true;
    } else if (scrollTop < this.lastTop) this.follows = false;
    this.lastTop = scrollTop;
  }

  /** From the region itself, an arrow goes to the last message. */
  enter(event) {
    if (event.target !== this.scroller || event.key !== "ArrowUp") return;
    event.preventDefault();
    this.list.querySelector(".message:last-of-type")?.focus();
  }

  show(channel, messages, hasMore = false) {
    this.channel = channel;
    this.messages = new Map(messages.map((message) => [message.ts, message]));
    this.rows.clear();
    this.earlier.hidden = !hasMore;
    this.draw();
    this.toEnd();
  }

  /** Older messages, put before the others; what is on screen stays where it is. */
  addEarlier(messages, hasMore) {
    const height = this.scroller.scrollHeight;
    for (const message of messages) this.messages.set(message.ts, message);
    this.earlier.hidden = !hasMore;
    this.draw();
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
  }

  has(ts) {
    return this.messages.has(ts);
  }

  /** Add or replace one message. */
  put(message) {
    const isNew = !this.messages.has(message.ts);
    this.messages.set(message.ts, { ...this.messages.get(message.ts), ...message });
    this.redraw(message.ts);
    if (this.follows) this.toEnd();
    else if (isNew) this.jump.hidden = false;
  }

  change(ts, changes) {
    const message = this.messages.get(ts);
    if (message) this.put({ ...message, ...changes });
  }

  remove(ts) {
    const row = this.rows.get(ts);
    if (row?.contains(document.activeElement)) this.scroller.focus();
    this.messages.delete(ts);
    this.rows.delete(ts);
    this.draw();
  }

  redraw(ts) {
    keepFocus(this.rows.get(ts), () => {
      this.rows.delete(ts);
      this.draw();
      return this.rows.get(ts);
    });
  }

  row(message) {
    if (!this.rows.has(message.ts)) this.rows.set(message.ts, drawMessage(this.channel, message, this.onThread));
    return this.rows.get(message.ts);
  }

  day(ts) {
    const key = dayKey(ts);
    if (!this.days.has(key)) this.days.set(key, dayDivider(ts));
    return this.days.get(key);
  }

  draw() {
    const nodes = [];
    let last = null;
    for (const message of [...this.messages.values()].sort((one, other) => Number(one.ts) - Number(other.ts))) {
      const newDay = !last || dayKey(last.ts) !== dayKey(message.ts);
      if (newDay) nodes.push(this.day(message.ts));
      const row = this.row(message);
      row.classList.toggle("compact", !newDay && follows(last, message));
      nodes.push(row);
      last = message;
    }
    if (!nodes.length) nodes.push(h("li", { class: "empty" }, say("no_messages")));
    patchChildren(this.list, nodes);
  }

  atEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.follows = true;
    this.jump.hidden = true;
  }

  focusMessage(ts) {
    this.rows.get(ts)?.focus();
  }
}

function follows(last, message) {
  const alike = last.user === message.user && last.name === message.name && Boolean(last.ephemeral) === Boolean(message.ephemeral);
  return alike && !isEvent(last) && !isEvent(message) && !message.ephemeral && Number(message.ts) - Number(last.ts) < TOGETHER;
}
