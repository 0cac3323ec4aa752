// Where one writes: Enter sends, Shift+Enter starts a line, "/" brings the app's commands and "@" the people.
import { freshId, h, iconButton } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { pickEmoji } from "./emoji_picker.js";
import { store } from "./store.js";
import { say } from "./words.js";

const drafts = new Map();

function commandHints(text) {
  if (!/^\/\S*$/.test(text)) return [];
  return (store.state?.commands ?? []).filter((one) => one.command.startsWith(text.toLowerCase())).map((one) => ({
    title: one.command, usage: one.usage_hint, note: one.description, insert: `${one.command} `, from: 0,
  }));
}

function peopleHints(text, caret) {
  const found = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, caret));
  if (!found) return [];
  const typed = found[1].toLowerCase();
  return [...store.people.values()].filter((person) => person.name?.toLowerCase().startsWith(typed)).slice(0, 6).map((person) => ({
    title: `@${person.name}`, note: person.title, insert: `@${person.name} `, from: caret - found[1].length - 1,
  }));
}

export class Composer {
  /** `send(text)` resolves to false when the text was not taken and must stay; `draft` names where it is kept meanwhile. */
  constructor({ label, send, draft, commands }) {
    this.send = send;
    this.draft = draft;
    this.commands = commands;
    this.hints = [];
    this.at = -1;
    const listId = freshId("hints");
    this.list = h("div", { class: "hints", role: "listbox", id: listId, "aria-label": say("suggestions"), hidden: true });
    this.box = h("textarea", {
      class: "composer-box", rows: "1", "aria-label": label, placeholder: label,
      "aria-haspopup": "listbox", "aria-controls": listId, "aria-autocomplete": "list",
      on: { input: () => this.typed(), keydown: (event) => this.key(event), blur: () => this.hide() },
    });
    const face = iconButton("face", say("add_emoji"), () => pickEmoji(face, (name) => this.insert(emojiFor(name))), { "aria-expanded": "false" });
    this.button = iconButton("send", say("send"), () => this.submit());
    this.node = h("div", { class: "composer" }, this.list, this.box, h("div", { class: "composer-tools" }, face, this.button));
    this.box.value = drafts.get(draft) ?? "";
    requestAnimationFrame(() => this.grow());
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, innerHeight / 3)}px`;
    this.button.classList.toggle("ready", this.box.value.trim() !== "");
  }

  insert(words) {
    const { selectionStart, selectionEnd } = this.box;
    this.box.setRangeText(words, selectionStart, selectionEnd, "end");
    this.box.focus();
    this.typed();
  }

  typed() {
    drafts.set(this.draft, this.box.value);
    this.grow();
    const text = this.box.value;
    const found = this.commands ? commandHints(text) : [];
    this.hints = found.length ? found : peopleHints(text, this.box.selectionStart);
    this.at = this.hints.length ? 0 : -1;
    this.drawHints();
  }

  drawHints() {
    const draw = (hint, at) => h("div", {
      class: `hint-row${at === this.at ? " active" : ""}`, role: "option", id: `${this.list.id}-${at}`, "aria-selected": String(at === this.at),
      on: { pointerdown: (event) => { event.preventDefault(); this.take(at); } },
    }, h("span", { class: "hint-title" }, hint.title, hint.usage ? h("code", {}, hint.usage) : null), hint.note ? h("small", {}, hint.note) : null);
    this.list.replaceChildren(...this.hints.map(draw));
    this.list.hidden = !this.hints.length;
    if (this.at >= 0) this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.box.removeAttribute("aria-activedescendant");
    this.list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.hints = [];
    this.at = -1;
    this.drawHints();
  }

  take(at) {
    const hint = this.hints[at];
    this.box.setRangeText(hint.insert, hint.from, this.box.selectionStart, "end");
    this.hide();
    this.typed();
    this.hide();
  }

  key(event) {
    if (event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (this.hints.length && moves[event.key]) {
      event.preventDefault();
      this.at = (this.at + moves[event.key] + this.hints.length) % this.hints.length;
      this.drawHints();
    } else if (this.hints.length && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (this.hints.length && (event.key === "Tab" || (event.key === "Enter" && !this.isWhole()))) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  /** A command already typed in full is sent by Enter rather than completed. */
  isWhole() {
    return this.hints[this.at]?.title === this.box.value.trim();
  }

  async submit() {
    const typed = this.box.value;
    if (!typed.trim()) return;
    this.box.value = "";
    this.typed();
    const kept = await this.send(typed.trim());
    if (kept !== false || this.box.value) return;
    this.box.value = typed;
    this.typed();
    this.hide();
  }

  focus() {
    this.box.focus();
  }
}
