// Forms (modals): a stack of views, the last one on top.
import * as api from "./api.js";
import { drawBlocks, keepFocus, stateOf, valuesOf } from "./blocks.js";
import { trouble } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { showErrors } from "./elements.js";
import { plainWords } from "./text.js";
import { say } from "./words.js";

let stack = []; // [{view, fields, node}]
let dialog = null;
let opener = null;

const top = () => stack.at(-1);

function contextOf(entry) {
  const view_id = entry.view.id;
  return {
    surface: "modal", heading: 2, fields: entry.fields, kept: entry.kept,
    act: (block_id, action_id, element) => api.act("click", { view_id, block_id, action_id, element, values: valuesOf(entry.fields) }),
    options: (block_id, action_id, value) => api.act("options", { view_id, block_id, action_id, value }),
  };
}

function drawForm(entry) {
  const { view } = entry;
  const submit = view.submit ? h("button", { type: "submit", class: "button primary" }, plainWords(view.submit)) : null;
  const close = h("button", { type: "button", class: "button", on: { click: () => closeTop() } }, plainWords(view.close) || say("cancel"));
  const notices = h("div", { class: "dialog-notices", role: "alert" });
  const content = h("div", { class: "modal-body" }, notices, drawBlocks(view.blocks, contextOf(entry)));
  const back = stack.length > 1 ? iconButton("back", say("back"), () => closeTop()) : null;
  const title = h("h2", { id: "modal-title" }, plainWords(view.title));
  return h("form", { class: "modal-form", novalidate: true, tabindex: "-1", on: { submit: (event) => send(event, entry) } },
    h("header", { class: "modal-header" }, back, title, iconButton("close", say("close"), () => closeAll())),
    content, h("footer", { class: "dialog-buttons" }, close, submit));
}

/** What is typed now, to be kept through a redraw where block and action are the same. */
const typedIn = (entry) => new Map(entry.fields.map((field) => [field.key, field.read()]));

/** A view with what was filled in so far: what the server remembers, then what is typed here. */
function makeEntry(view, typed = []) {
  return { view, fields: [], kept: new Map([...stateOf(view), ...typed]) };
}

/** Draw the view on top; opens the dialog when it was closed, closes it when nothing is left. */
function draw() {
  if (!stack.length) {
    dialog?.close();
    return;
  }
  if (!dialog) {
    opener = document.activeElement;
    dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      closeTop();
    });
    dialog.addEventListener("close", forget);
    document.body.append(dialog);
  }
  const entry = top();
  if (entry.node) entry.kept = typedIn(entry);
  entry.fields.length = 0;
  entry.node = keepFocus(dialog.firstElementChild, () => {
    const form = drawForm(entry);
    dialog.replaceChildren(form);
    return form;
  });
  if (!dialog.open) {
    dialog.showModal();
    const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input, textarea, select, button)") ?? entry.node;
    first.focus();
  }
}

function forget() {
  dialog.remove();
  dialog = null;
  stack = [];
  opener?.isConnected && opener.focus();
  opener = null;
}

/** The person leaves the view on top, or `all`. The server says what is left; without it they close all the same. */
async function leave(all) {
  const entry = top();
  if (!entry) return;
  try {
    await api.act("close", { view_id: entry.view.id, all });
  } catch (error) {
    stack = all ? [] : stack.filter((other) => other !== entry);
    draw();
    trouble(error.message);
  }
}

const closeTop = () => leave(false);
const closeAll = () => leave(true);

/** What the page itself can see is wrong, as Slack's own client does before sending. */
function wrongFields(entry) {
  const wrong = {};
  for (const field of entry.fields) {
    const words = field.check(field.optional);
    if (words) wrong[field.block_id] ??= words;
  }
  return wrong;
}

async function send(event, entry) {
  event.preventDefault();
  const form = entry.node;
  if (form.getAttribute("aria-busy")) return;
  form.querySelector(".dialog-notices").replaceChildren();
  const wrong = wrongFields(entry);
  showErrors(form, wrong);
  if (Object.keys(wrong).length) return;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await api.act("submit", { view_id: entry.view.id, values: valuesOf(entry.fields) });
    if (answer.errors) showErrors(form, answer.errors); // anything else comes on the live line
  } catch (error) {
    trouble(error.message);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function update(view) {
  const at = stack.findIndex((entry) => entry.view.id === view.id);
  if (at < 0) return false;
  stack[at] = makeEntry(view, typedIn(stack[at]));
  return at === stack.length - 1;
}

/** What the server says about views: opened, pushed on top, changed, closed but for the `left` ones at the bottom. */
export function onView(event) {
  if (event.type === "view_open") stack = [makeEntry(event.view)];
  else if (event.type === "view_push") stack.push(makeEntry(event.view));
  else if (event.type === "view_close") stack = stack.slice(0, event.left);
  else if (!update(event.view)) return;
  draw();
}

/** Drop the forms without telling anyone: another person is being played now. */
export function dropViews() {
  stack = [];
  draw();
}
