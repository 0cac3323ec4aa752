// Interactive elements: joins what the person does to what the app is told.
import { CHOSEN } from "./choices.js";
import { trouble } from "./dialogs.js";
import { freshId, h, icon, safeUrl } from "./dom.js";
import { TYPED } from "./fields.js";
import { openMenu } from "./menu.js";
import { confirmed, drawPlain, plainWords } from "./text.js";
import { say } from "./words.js";

const MAKERS = { ...TYPED, ...CHOSEN };

/** Tell the app, with the element marked busy meanwhile; what went wrong is said politely. */
async function tell(context, block, element, state, node) {
  node.setAttribute("aria-busy", "true");
  try {
    await context.act(block.block_id ?? "", element.action_id ?? "", state);
  } catch (error) {
    trouble(error.message);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

const keyOf = (block, element) => `${block.block_id ?? ""}\n${element.action_id ?? ""}`;

function button(element, block, context) {
  const press = async () => {
    if (node.getAttribute("aria-busy") || !(await confirmed(element.confirm))) return;
    const address = element.url ? safeUrl(element.url) : null;
    if (address) window.open(address, "_blank", "noopener,noreferrer");
    await tell(context, block, element, { type: "button", value: element.value }, node);
  };
  const style = ["primary", "danger"].includes(element.style) ? element.style : "";
  const label = element.accessibility_label ?? null;
  const node = h("button", { type: "button", class: `button ${style}`, "aria-label": label, data: { key: keyOf(block, element) }, on: { click: press } }, drawPlain(element.text));
  return node;
}

function overflow(element, block, context) {
  const choose = (choice) => async () => {
    if (!(await confirmed(element.confirm))) return;
    const address = choice.url ? safeUrl(choice.url) : null;
    if (address) window.open(address, "_blank", "noopener,noreferrer");
    await tell(context, block, element, { type: "overflow", selected_option: choice }, node);
  };
  const items = () => (element.options ?? []).map((choice) => ({
    label: plainWords(choice.text), hint: plainWords(choice.description), run: choose(choice),
  }));
  const node = h("button", {
    type: "button", class: "button overflow", "aria-label": say("more_options"), "aria-haspopup": "menu", "aria-expanded": "false",
    data: { key: keyOf(block, element) }, on: { click: () => openMenu(node, say("more_options"), items()) },
  }, icon("more"));
  return node;
}

/** What a field calls when it changes; `listens` says whether the app hears of it before the form is sent. */
function teller(element, block, context, listens, field) {
  const changed = async (revert) => {
    if (!listens) return;
    const { read, node } = field();
    if (!(await confirmed(element.confirm))) {
      revert?.();
      return;
    }
    await tell(context, block, element, read(), node);
  };
  changed.listens = listens;
  return changed;
}

/** Make a field and register it among the surface's fields, so that its value can be sent and kept. */
function makeField(element, block, context, { listens, optional }) {
  const key = keyOf(block, element);
  const held = {};
  const ask = (value) => context.options(block.block_id ?? "", element.action_id ?? "", value);
  const changed = teller(element, block, context, listens, () => held.field);
  const field = MAKERS[element.type](element, context.kept?.get(key), changed, ask);
  held.field = field;
  field.control.dataset.key = key;
  context.fields.push({ key, block_id: block.block_id ?? "", action_id: element.action_id ?? "", optional, read: field.read, check: field.check });
  return field;
}

/** An element of a section, an actions block or a context row. */
export function drawElement(element, block, context, label) {
  if (element.type === "button" || element.type === "workflow_button") return button(element, block, context);
  if (element.type === "overflow") return overflow(element, block, context);
  if (!Object.hasOwn(MAKERS, element.type)) return unknown(say("unknown_element", { type: element.type }));
  const field = makeField(element, block, context, { listens: true, optional: true });
  if (!field.control.getAttribute("aria-label")) field.control.setAttribute("aria-label", field.placeholder || label || say("your_choice"));
  return field.node;
}

/** An input block: label, field, hint, and a place for what is wrong with it. */
export function drawInput(block, context) {
  const element = block.element ?? {};
  if (!Object.hasOwn(MAKERS, element.type)) return unknown(say("unknown_element", { type: element.type }));
  const field = makeField(element, block, context, { listens: Boolean(block.dispatch_action), optional: Boolean(block.optional) });
  const labelId = freshId("label");
  const words = [drawPlain(block.label), block.optional ? h("span", { class: "optional" }, ` ${say("optional")}`) : null];
  const label = field.grouped ? h("div", { class: "label", id: labelId }, words) : h("label", { class: "label", id: labelId, for: field.control.id }, words);
  if (field.grouped) field.control.setAttribute("aria-labelledby", labelId);
  else field.control.removeAttribute("aria-label");
  const hint = block.hint ? h("p", { class: "hint", id: freshId("hint") }, drawPlain(block.hint)) : null;
  const error = h("p", { class: "field-error", id: freshId("error") });
  field.control.setAttribute("aria-describedby", [error.id, hint?.id].filter(Boolean).join(" "));
  if (!block.optional && !field.grouped) field.control.setAttribute("aria-required", "true");
  return h("div", { class: "input-block", data: { block: block.block_id ?? "" } }, label, field.node, error, hint);
}

export const unknown = (words) => h("p", { class: "unknown" }, words);

/** Show or clear what is wrong with the fields of `root`; `errors` maps block ids to words. The first wrong field gets the focus. */
export function showErrors(root, errors) {
  const left = new Map(Object.entries(errors));
  let first = null;
  for (const place of root.querySelectorAll(".input-block")) {
    const words = errors[place.dataset.block] ?? "";
    const control = place.querySelector("[data-key]");
    place.querySelector(".field-error").textContent = words;
    place.classList.toggle("wrong", Boolean(words));
    if (words) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (words && !first) first = control;
    left.delete(place.dataset.block);
  }
  const target = first?.matches("input, textarea, select") ? first : first?.querySelector("input");
  target?.focus();
  for (const words of left.values()) trouble(words);
}
