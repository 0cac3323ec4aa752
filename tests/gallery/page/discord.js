// Discord's half: messages made of Components V2, and modals. Sizes follow Discord's own on a phone and on a desktop.
import { h } from "playground/dom.js";
import { drawForm } from "./discord_forms.js";
import { drawMarkdown } from "./discord_markdown.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

const children = (component, names) => (component.components ?? []).map((one) => draw(one, names));

function button({ style, label, disabled }) {
  return h("button", { type: "button", class: `d-button ${STYLES[style]}`, disabled }, h("span", { class: "d-button-label" }, label));
}

function select({ placeholder, options = [] }) {
  const chosen = options.find((option) => option.default);
  return h("div", { class: "d-select" }, h("span", {}, chosen?.label ?? placeholder ?? ""));
}

function section(component, names) {
  return h("div", { class: "d-section" }, h("div", { class: "d-section-words" }, children(component, names)), draw(component.accessory, names));
}

function picture({ media, description }) {
  return h("div", { class: "d-picture", role: "img", title: description ?? "" }, description || media.url);
}

const KINDS = {
  1: (row, names) => h("div", { class: "d-row" }, children(row, names)),
  2: button,
  3: select,
  5: select,
  9: section,
  10: (text, names) => drawMarkdown(text.content, names),
  11: (thumbnail) => h("div", { class: "d-thumbnail", role: "img" }, thumbnail.description ?? ""),
  12: (gallery) => h("div", { class: "d-gallery" }, gallery.items.map(picture)),
  13: (file) => h("div", { class: "d-file" }, h("span", { class: "d-file-name" }, `▶ ${file.file.url}`)),
  14: (line) => h("div", { class: `d-separator${line.divider === false ? "" : " d-line"}${line.spacing === 2 ? " d-wide" : ""}` }),
  17: (container, names) => h("div", { class: "d-container" }, children(container, names)),
};

/** One component; a kind that is not known says so instead of vanishing. */
function draw(component, names) {
  const kind = KINDS[component.type];
  return kind ? kind(component, names) : h("p", { class: "unknown" }, `A component of kind ${component.type}.`);
}

function message(body, names) {
  const head = h("div", { class: "d-head" }, h("span", { class: "d-author" }, "Portevoix"), h("span", { class: "d-app" }, "APP"), h("span", { class: "d-time" }, "09:29"));
  return h("div", { class: "d-message" }, h("span", { class: "d-avatar", "aria-hidden": "true" }, "P"), h("div", { class: "d-main" }, head, body.components.map((one) => draw(one, names))));
}

function messages([first, ...rest], names) {
  const thread = rest.length ? h("p", { class: "d-thread" }, "↳ ", h("strong", {}, first.thread)) : null;
  return [message(first, names), thread, rest.map((body) => message(body, names))];
}

/** Draw what Discord is sent. */
export const drawDiscord = (shape, bodies, names) => (shape === "form" ? drawForm(bodies[0], names) : messages(bodies, names));
