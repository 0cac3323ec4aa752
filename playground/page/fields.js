// Fields that are typed into. Each maker gives {node, control, read, set, check}: `read()` is Slack's state of the element.
import * as api from "./api.js";
import { freshId, h } from "./dom.js";
import { plainWords } from "./text.js";
import { fromField, toField } from "./times.js";
import { say } from "./words.js";

const PLAUSIBLE_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function counter(input, most) {
  const note = h("p", { class: "counter", "aria-live": "polite" });
  const update = () => {
    const left = most - input.value.length;
    note.textContent = left > most / 5 ? "" : left >= 0 ? say("left", { count: left }) : say("too_many", { count: -left });
    note.classList.toggle("over", left < 0);
  };
  input.addEventListener("input", update);
  update();
  return note;
}

function lengthError(element, value) {
  if (element.min_length && value.length < element.min_length) return say("too_short", { count: element.min_length });
  if (element.max_length && value.length > element.max_length) return say("too_long", { count: element.max_length });
  return null;
}

/** Slack tells the app about typed text on Enter, on each character, or not at all. */
function tellWhileTyping(input, element, changed) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_character_entered")) input.addEventListener("input", () => changed());
  if (!when.includes("on_enter_pressed")) return;
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (changed.listens) event.preventDefault();
    changed();
  });
}

function typed(element, start, changed, attributes, check) {
  const several = element.multiline || element.type === "rich_text_input";
  const input = h(several ? "textarea" : "input", {
    id: freshId("field"), class: "text-field", placeholder: plainWords(element.placeholder) || null,
    rows: several ? "4" : null, autocomplete: "off", autofocus: element.focus_on_load, ...attributes,
  });
  input.value = start ?? "";
  tellWhileTyping(input, element, changed);
  const note = element.max_length ? counter(input, element.max_length) : null;
  return {
    node: h("div", { class: "field" }, input, note),
    control: input,
    text: () => input.value,
    read: () => ({ type: element.type, value: input.value === "" ? null : input.value }),
    check: (optional) => (input.value.trim() === "" && input.validity.valid ? (optional ? null : say("required")) : check(input)),
  };
}

function plainText(element, kept, changed) {
  return typed(element, kept ? kept.value : element.initial_value, changed, { type: element.multiline ? null : "text" }, (input) => lengthError(element, input.value));
}

function numberError(element, input) {
  const value = Number(input.value);
  if (input.validity.badInput || Number.isNaN(value)) return say("number");
  if (!element.is_decimal_allowed && !Number.isInteger(value)) return say("whole_number");
  if (element.min_value !== undefined && value < Number(element.min_value)) return say("number_least", { least: element.min_value });
  if (element.max_value !== undefined && value > Number(element.max_value)) return say("number_most", { most: element.max_value });
  return null;
}

function numberField(element, kept, changed) {
  const attributes = { type: "number", step: element.is_decimal_allowed ? "any" : "1", inputmode: "decimal" };
  return typed(element, kept ? kept.value : element.initial_value, changed, attributes, (input) => numberError(element, input));
}

function email(element, kept, changed) {
  const check = (input) => (PLAUSIBLE_EMAIL.test(input.value.trim()) ? null : say("email"));
  return typed(element, kept ? kept.value : element.initial_value, changed, { type: "email" }, check);
}

function address(element, kept, changed) {
  const check = (input) => (/^https?:\/\/\S+\.\S+/i.test(input.value.trim()) ? null : say("address"));
  return typed(element, kept ? kept.value : element.initial_value, changed, { type: "url" }, check);
}

const richWords = (value) => (value?.elements ?? []).flatMap((part) => part.elements ?? []).map((part) => part.text ?? "").join("");

function richText(element, kept, changed) {
  const field = typed(element, richWords(kept ? kept.rich_text_value : element.initial_value), changed, {}, () => null);
  const section = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
  return { ...field, read: () => ({ type: element.type, rich_text_value: field.text() ? section(field.text()) : null }) };
}

/** A date or a time: `key` is where Slack keeps the choice, `encode` and `decode` go between that and the browser's field. */
function moment(element, kept, changed, { kind, key, initial, encode = (value) => value, decode = (value) => value }) {
  const start = kept ? kept[key] : element[initial];
  const label = plainWords(element.placeholder);
  const input = h("input", { id: freshId("field"), type: kind, class: "text-field moment", "aria-label": label || null, autofocus: element.focus_on_load });
  input.value = start ? decode(start) : "";
  let before = input.value;
  input.addEventListener("change", () => {
    changed(() => (input.value = before)).then(() => (before = input.value));
  });
  return {
    node: h("div", { class: "field" }, input),
    control: input,
    read: () => ({ type: element.type, [key]: input.value ? encode(input.value) : null }),
    check: (optional) => (input.value || optional ? null : say("required")),
  };
}

const DATE = { kind: "date", key: "selected_date", initial: "initial_date" };
const TIME = { kind: "time", key: "selected_time", initial: "initial_time" };
const DATE_TIME = {
  kind: "datetime-local", key: "selected_date_time", initial: "initial_date_time",
  encode: fromField, decode: toField,
};

function files(element, kept, changed) {
  const accept = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const input = h("input", { id: freshId("field"), type: "file", multiple: (element.max_files ?? 10) > 1, accept: accept || null });
  const note = h("p", { class: "hint", "aria-live": "polite" });
  let chosen = kept?.files ?? [];
  let sending = false;
  const tell = (words) => (note.textContent = words ?? chosen.map((file) => file.name).join(", "));
  input.addEventListener("change", async () => {
    const files = [...input.files];
    sending = true;
    tell(say("sending"));
    try {
      chosen = await Promise.all(files.map(async (file) => ({ id: (await api.act("hand_over", { name: file.name, content: await base64(file) })).id, name: file.name })));
      tell();
    } catch (error) {
      chosen = [];
      tell(error.message);
    }
    sending = false;
    changed();
  });
  tell();
  return {
    node: h("div", { class: "field" }, input, note),
    control: input,
    read: () => ({ type: element.type, files: chosen }),
    check: (optional) => (sending ? say("still_sending") : chosen.length || optional ? null : say("required")),
  };
}

async function base64(file) {
  let signs = "";
  for (const byte of new Uint8Array(await file.arrayBuffer())) signs += String.fromCharCode(byte);
  return btoa(signs);
}

export const TYPED = {
  plain_text_input: plainText,
  number_input: numberField,
  email_text_input: email,
  url_text_input: address,
  rich_text_input: richText,
  datepicker: (element, kept, changed) => moment(element, kept, changed, DATE),
  timepicker: (element, kept, changed) => moment(element, kept, changed, TIME),
  datetimepicker: (element, kept, changed) => moment(element, kept, changed, DATE_TIME),
  file_input: files,
};
