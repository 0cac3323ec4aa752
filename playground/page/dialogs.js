// Questions that need an answer before anything happens, and short notices that need none.
import { h, iconButton } from "./dom.js";
import { say } from "./words.js";

/** Ask; `true` when the person confirms. Esc and the other button mean no. */
export function ask({ title, body, yes, no, danger = false }) {
  const { promise, resolve } = Promise.withResolvers?.() ?? withResolvers();
  const opener = document.activeElement;
  const finish = (answer) => () => dialog.close(answer);
  const confirm = h("button", { type: "button", class: `button ${danger ? "danger-filled" : "primary"}`, on: { click: finish("yes") } }, yes);
  const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-title" },
    h("h2", { id: "ask-title" }, title),
    h("div", { class: "ask-body" }, body),
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "button", on: { click: finish("no") } }, no), confirm));
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
    resolve(dialog.returnValue === "yes");
  });
  document.body.append(dialog);
  dialog.showModal();
  confirm.focus();
  return promise;
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const SHOWN_AT_MOST = 3;

const PASSING = 6000; // ms a word that needs no attention stays

/** Say something politely, inside the open form when there is one. Troubles stay until dismissed or left behind. */
export function notice(words, kind = "info") {
  const open = [...document.querySelectorAll("dialog[open] .dialog-notices")].at(-1);
  const already = [...document.querySelectorAll(".notice p")].find((shown) => shown.textContent === words);
  already?.parentElement.remove();
  const place = open ?? document.getElementById("notices");
  const card = h("div", { class: `notice ${kind}` }, h("p", {}, words), iconButton("close", say("dismiss"), () => card.remove()));
  place.append(card);
  while (place.children.length > SHOWN_AT_MOST) place.firstElementChild.remove();
  if (kind === "info") setTimeout(() => card.remove(), PASSING);
}

export const clearNotices = () => document.getElementById("notices").replaceChildren();
export const trouble = (words) => notice(words, "trouble");
