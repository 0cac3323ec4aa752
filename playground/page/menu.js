// Small boxes that float beside a button: menus and the emoji picker. Esc or a click elsewhere closes them.
import { arrowKeys, h } from "./dom.js";

const GAP = 4; // pixels between the button and its box, and between the box and the window's edge

function place(box, anchor) {
  const spot = anchor.getBoundingClientRect();
  const below = spot.bottom + GAP + box.offsetHeight < innerHeight || spot.top < box.offsetHeight;
  const top = below ? spot.bottom + GAP : spot.top - GAP - box.offsetHeight;
  const left = Math.min(Math.max(GAP, spot.right - box.offsetWidth), innerWidth - box.offsetWidth - GAP);
  box.style.top = `${Math.max(GAP, Math.min(top, innerHeight - box.offsetHeight - GAP))}px`;
  box.style.left = `${Math.max(GAP, left)}px`;
}

/** Show `box` beside `anchor`; when it closes, focus goes back to the anchor if it was inside. */
export function openBox(box, anchor) {
  box.setAttribute("popover", "auto");
  (anchor.closest("dialog, main, aside, header.stage") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    box.remove();
  });
  box.showPopover();
  place(box, anchor);
}

/** A menu of `{label, hint, danger, run}`. */
export function openMenu(anchor, label, items) {
  const choose = (item) => () => {
    box.hidePopover();
    item.run();
  };
  const entries = items.map((item) => h("button",
    { type: "button", role: "menuitem", class: `menu-item${item.danger ? " danger" : ""}`, on: { click: choose(item) } },
    h("span", {}, item.label), item.hint ? h("small", {}, item.hint) : null));
  const box = h("div", { class: "box menu", role: "menu", "aria-label": label }, entries);
  arrowKeys(box, "[role=menuitem]");
  openBox(box, anchor);
  entries[0]?.focus();
  return box;
}
