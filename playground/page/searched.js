// A list searched by typing: what was chosen stands before the field, the matching options under it.
import { freshId, h, icon } from "./dom.js";
import { plainWords } from "./text.js";
import { say } from "./words.js";

const PAUSE = 200; // ms without typing before the options are asked for

/**
 * `started` options chosen at first, `matching(typed)` promises groups of options, at most `most` are chosen,
 * nothing is asked before `minimum` characters, `read(chosen)` is Slack's state, `changed(revert)` tells the app.
 */
export function searched(element, { started, matching, changed, most, minimum, read }) {
  const field = new Searched(element, { started: [...started], matching, changed, most, minimum });
  return {
    node: field.node,
    control: field.input,
    placeholder: field.placeholder,
    read: () => read(field.chosen),
    check: (optional) => (field.chosen.length || optional ? null : say("required")),
  };
}

class Searched {
  constructor(element, how) {
    this.how = how;
    this.chosen = how.started;
    this.told = [...how.started];
    this.asked = 0;
    this.placeholder = plainWords(element.placeholder) || say("search_choose");
    const listId = freshId("options");
    this.list = h("div", { class: "options", role: "listbox", id: listId, hidden: true, "aria-label": this.placeholder, "aria-multiselectable": how.most > 1 ? "true" : null });
    this.input = h("input", {
      id: freshId("field"), class: "text-field", type: "text", role: "combobox", autocomplete: "off", placeholder: this.placeholder,
      "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", autofocus: element.focus_on_load,
      on: { input: () => this.later(), focus: () => this.search(), keydown: (event) => this.key(event) },
    });
    this.chips = h("span", { class: "chips" });
    this.node = h("div", { class: "searched", on: { focusout: (event) => this.left(event) } }, this.chips, this.input, this.list);
    this.drawChips();
  }

  drawChips() {
    const remove = (choice) => () => {
      this.chosen = this.chosen.filter((other) => other.value !== choice.value);
      this.drawChips();
      this.input.focus();
      if (this.how.most === 1) this.tell();
    };
    this.chips.replaceChildren(...this.chosen.map((choice) => {
      const name = plainWords(choice.text);
      return h("button", { type: "button", class: "chip", "aria-label": say("remove", { name }), on: { click: remove(choice) } }, name, icon("close"));
    }));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE);
  }

  async search() {
    const typed = this.input.value.trim();
    if (typed.length < this.how.minimum) {
      this.note(say("type_more", { count: this.how.minimum }));
      return;
    }
    const turn = (this.asked += 1);
    try {
      const groups = await this.how.matching(typed);
      if (turn === this.asked && this.node.contains(document.activeElement)) this.show(groups);
    } catch (error) {
      this.note(error.message);
    }
  }

  note(words) {
    this.open(h("p", { class: "options-note", role: "option", "aria-disabled": "true" }, words));
  }

  show(groups) {
    const draw = (choice) => {
      const isOn = this.chosen.some((picked) => picked.value === choice.value);
      return h("div", { class: "option", role: "option", id: freshId("option"), "aria-selected": String(isOn),
        on: { pointerdown: (event) => event.preventDefault(), click: () => this.choose(choice) } },
      plainWords(choice.text), choice.description ? h("small", {}, plainWords(choice.description)) : null);
    };
    const filled = groups.filter((group) => group.options.length);
    if (!filled.length) return this.note(say("nothing_found"));
    return this.open(...filled.map((group) => (group.label
      ? h("div", { role: "group", "aria-label": plainWords(group.label) }, h("p", { class: "options-note", "aria-hidden": "true" }, plainWords(group.label)), group.options.map(draw))
      : group.options.map(draw))).flat());
  }

  open(...nodes) {
    this.list.replaceChildren(...nodes);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.asked += 1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const options = [...this.list.querySelectorAll(".option")];
    const at = options.findIndex((node) => node.classList.contains("active"));
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      options[at]?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.search();
      const next = options[Math.max(0, Math.min(options.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))];
      options.forEach((node) => node.classList.toggle("active", node === next));
      next?.scrollIntoView({ block: "nearest" });
      if (next) this.input.setAttribute("aria-activedescendant", next.id);
    }
  }

  choose(choice) {
    const isOn = this.chosen.some((picked) => picked.value === choice.value);
    const others = this.chosen.filter((picked) => picked.value !== choice.value);
    if (this.how.most === 1) this.chosen = [choice];
    else if (isOn) this.chosen = others;
    else if (this.chosen.length < this.how.most) this.chosen = [...others, choice];
    else return this.note(say("chosen_most", { count: this.how.most }));
    this.input.value = "";
    this.drawChips();
    this.close();
    if (this.how.most === 1) this.tell();
    return undefined;
  }

  /** A list of several is told once, when the person leaves it, as Slack does. */
  left(event) {
    if (this.node.contains(event.relatedTarget)) return;
    this.close();
    if (this.how.most > 1) this.tell();
  }

  tell() {
    const key = (choices) => JSON.stringify(choices.map((choice) => choice.value));
    if (key(this.chosen) === key(this.told)) return;
    const before = this.told;
    this.told = [...this.chosen];
    this.how.changed(() => {
      this.chosen = this.told = before;
      this.drawChips();
    });
  }
}
