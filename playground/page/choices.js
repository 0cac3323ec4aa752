// Fields where one or several options are chosen. Same shape as in fields.js: {node, control, read, check}.
import { freshId, h } from "./dom.js";
import { searched } from "./searched.js";
import { channelName, store } from "./store.js";
import { drawText, plainWords } from "./text.js";
import { say } from "./words.js";

const option = (text, value) => ({ text: { type: "plain_text", text }, value });
const people = () => [...store.people.values()].map((person) => option(person.name, person.id));
const channels = () => [...store.channels.values()].filter((channel) => !channel.is_im).map((channel) => option(channelName(channel), channel.id));
const conversations = () => [...store.channels.values()].map((channel) => option(channelName(channel), channel.id));

/** Where each kind of list finds its options, and where Slack keeps what was chosen; ids instead of options when `ids`. */
const SOURCES = {
  static: { options: null, key: "option", ids: false },
  users: { options: people, key: "user", ids: true },
  channels: { options: channels, key: "channel", ids: true },
  conversations: { options: conversations, key: "conversation", ids: true },
};

function groupsOf(element, source) {
  if (source.options) return [{ label: null, options: source.options() }];
  if (element.option_groups) return element.option_groups;
  return [{ label: null, options: element.options ?? [] }];
}

const words = (choice) => plainWords(choice.text) + (choice.description ? ` – ${plainWords(choice.description)}` : "");

function oneOf(kind) {
  const source = SOURCES[kind];
  return (element, kept, changed) => {
    const groups = groupsOf(element, source);
    const all = groups.flatMap((group) => group.options);
    const start = kept ? kept[`selected_${source.key}`] : element[`initial_${source.key}`];
    const startValue = source.ids ? start : start?.value;
    let number = -1;
    const draw = (choice) => h("option", { value: String((number += 1)) }, words(choice));
    const parts = groups.map((group) => (group.label ? h("optgroup", { label: plainWords(group.label) }, group.options.map(draw)) : group.options.map(draw)));
    const placeholder = plainWords(element.placeholder) || say("choose");
    const select = h("select", { id: freshId("field"), class: "select", autofocus: element.focus_on_load }, h("option", { value: "" }, placeholder), parts);
    const at = all.findIndex((choice) => choice.value === startValue);
    select.value = startValue === undefined || at < 0 ? "" : String(at);
    let before = select.value;
    select.addEventListener("change", () => changed(() => (select.value = before)).then(() => (before = select.value)));
    const chosen = () => (select.value === "" ? null : all[Number(select.value)]);
    return {
      node: h("span", { class: "select-frame" }, select),
      control: select,
      placeholder,
      read: () => ({ type: element.type, [`selected_${source.key}`]: source.ids ? (chosen()?.value ?? null) : chosen() }),
      check: (optional) => (chosen() || optional ? null : say("required")),
    };
  };
}

function severalOf(kind) {
  const source = SOURCES[kind];
  return (element, kept, changed) => {
    const groups = groupsOf(element, source);
    const all = groups.flatMap((group) => group.options);
    const start = kept ? kept[`selected_${source.key}s`] : element[`initial_${source.key}s`];
    const started = source.ids ? all.filter((choice) => start?.includes(choice.value)) : (start ?? []);
    const matching = async (typed) => groups.map((group) => ({
      label: group.label, options: group.options.filter((choice) => words(choice).toLowerCase().includes(typed.toLowerCase())),
    }));
    return searched(element, { started, matching, changed, most: element.max_selected_items ?? Infinity, minimum: 0, read: (chosen) => ({
      type: element.type, [`selected_${source.key}s`]: source.ids ? chosen.map((choice) => choice.value) : chosen,
    }) });
  };
}

/** Lists whose options the app gives as the person types. */
function external(several) {
  return (element, kept, changed, ask) => {
    const key = several ? "options" : "option";
    const start = kept ? kept[`selected_${key}`] : element[`initial_${key}`];
    const matching = async (typed) => {
      const answer = await ask(typed);
      return answer.option_groups ?? [{ label: null, options: answer.options ?? [] }];
    };
    return searched(element, {
      started: [start ?? []].flat(), matching, changed, most: several ? (element.max_selected_items ?? Infinity) : 1,
      minimum: element.min_query_length ?? 3,
      read: (chosen) => ({ type: element.type, [`selected_${key}`]: several ? chosen : (chosen[0] ?? null) }),
    });
  };
}

function ticks(kind) {
  return (element, kept, changed) => {
    const many = kind === "checkbox";
    const start = many ? (kept ? kept.selected_options : element.initial_options) : [(kept ? kept.selected_option : element.initial_option) ?? []].flat();
    const group = freshId("choice");
    const inputs = (element.options ?? []).map((choice) => {
      const isOn = (start ?? []).some((picked) => picked.value === choice.value);
      return h("input", { type: kind, name: group, checked: isOn, "aria-describedby": choice.description ? freshId("choice-note") : null });
    });
    let before = inputs.map((input) => input.checked);
    const revert = () => inputs.forEach((input, at) => (input.checked = before[at]));
    const settle = () => (before = inputs.map((input) => input.checked));
    const rows = (element.options ?? []).map((choice, at) => h("div", { class: "tick" },
      h("label", {}, inputs[at], drawText(choice.text)),
      choice.description ? h("div", { class: "tick-note", id: inputs[at].getAttribute("aria-describedby") }, drawText(choice.description)) : null));
    const node = h("div", { class: "ticks", role: many ? "group" : "radiogroup", on: { change: () => changed(revert).then(settle) } }, rows);
    const chosen = () => (element.options ?? []).filter((_, at) => inputs[at].checked);
    return {
      node,
      control: node,
      grouped: true,
      read: () => (many ? { type: element.type, selected_options: chosen() } : { type: element.type, selected_option: chosen()[0] ?? null }),
      check: (optional) => (chosen().length || optional ? null : say("required")),
    };
  };
}

export const CHOSEN = {
  static_select: oneOf("static"),
  users_select: oneOf("users"),
  channels_select: oneOf("channels"),
  conversations_select: oneOf("conversations"),
  multi_static_select: severalOf("static"),
  multi_users_select: severalOf("users"),
  multi_channels_select: severalOf("channels"),
  multi_conversations_select: severalOf("conversations"),
  external_select: external(false),
  multi_external_select: external(true),
  radio_buttons: ticks("radio"),
  checkboxes: ticks("checkbox"),
};
