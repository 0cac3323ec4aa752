// Choosing an emoji: the usual ones first, a search by name, everything the page knows below.
import { h } from "./dom.js";
import { GROUPS, OFTEN, emojiFor } from "./emoji.js";
import { openBox } from "./menu.js";

/** Open beside `anchor`; `onPick` gets the short name. */
export function pickEmoji(anchor, onPick) {
  const pick = (name) => () => {
    box.hidePopover();
    onPick(name);
  };
  const key = (name) => h("button", { type: "button", class: "emoji-key", "aria-label": name.replaceAll("_", " "), title: `:${name}:`, on: { click: pick(name) } }, emojiFor(name));
  const draw = (wanted) => {
    const fits = (name) => name.includes(wanted);
    const groups = wanted ? [["Found", GROUPS.flatMap(([, list]) => list.map(([name]) => name)).filter(fits)]]
      : [["Often used", OFTEN], ...GROUPS.map(([title, list]) => [title, list.map(([name]) => name)])];
    const rows = groups.map(([title, names]) => [h("p", { class: "emoji-title" }, title),
      names.length ? h("div", { class: "emoji-grid" }, names.map(key)) : h("p", { class: "hint" }, "No emoji of this name here.")]);
    list.replaceChildren(...rows.flat());
  };
  const search = h("input", {
    type: "search", class: "text-field", placeholder: "Search by name", "aria-label": "Search emoji by name",
    on: { input: () => draw(search.value.trim().toLowerCase().replaceAll(" ", "_").replaceAll(":", "")), keydown: (event) => event.key === "Enter" && list.querySelector("button")?.click() },
  });
  const list = h("div", { class: "emoji-list" });
  const box = h("div", { class: "box emoji-box", role: "dialog", "aria-label": "Choose an emoji" }, search, list);
  box.addEventListener("keydown", moveInGrid);
  draw("");
  openBox(box, anchor);
  search.focus();
}

const ROW = 8; // emoji on one row, as in the style sheet

function moveInGrid(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[event.key];
  if (!step || (event.target.matches("input") && event.key !== "ArrowDown")) return;
  const keys = [...event.currentTarget.querySelectorAll(".emoji-key")];
  const at = keys.indexOf(document.activeElement);
  event.preventDefault();
  keys[at < 0 ? 0 : Math.max(0, Math.min(keys.length - 1, at + step))]?.focus();
}
