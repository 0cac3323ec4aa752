// Choosing an emoji: the usual ones first, a search by name, everything the page knows below.
import { h } from "./dom.js";
import { GROUPS, OFTEN, emojiFor, emojiLabel } from "./emoji.js";
import { openBox } from "./menu.js";
import { say } from "./words.js";

/** Open beside `anchor`; `onPick` gets the short name. */
export function pickEmoji(anchor, onPick) {
  const pick = (name) => () => {
    box.hidePopover();
    onPick(name);
  };
  const key = (name) => h("button", { type: "button", class: "emoji-key", "aria-label": emojiLabel(name), title: `:${name}:`, on: { click: pick(name) } }, emojiFor(name));
  const draw = (wanted) => {
    const fits = (name) => name.includes(wanted);
    const groups = wanted ? [["emoji_found", GROUPS.flatMap(([, list]) => list.map(([name]) => name)).filter(fits)]]
      : [["emoji_often", OFTEN], ...GROUPS.map(([title, list]) => [title, list.map(([name]) => name)])];
    const rows = groups.map(([title, names]) => [h("p", { class: "emoji-title" }, say(title)),
      names.length ? h("div", { class: "emoji-grid" }, names.map(key)) : h("p", { class: "hint" }, say("no_emoji"))]);
    list.replaceChildren(...rows.flat());
  };
  const search = h("input", {
    type: "search", class: "text-field", placeholder: say("search_emoji"), "aria-label": say("search_emoji_label"),
    on: { input: () => draw(search.value.trim().toLowerCase().replaceAll(" ", "_").replaceAll(":", "")), keydown: (event) => event.key === "Enter" && list.querySelector("button")?.click() },
  });
  const list = h("div", { class: "emoji-list" });
  const box = h("div", { class: "box emoji-box", role: "dialog", "aria-label": say("choose_emoji") }, search, list);
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
