// Discord's modals: labels with their description, and what is filled in.
import { h } from "playground/dom.js";

const LONG = 2;
const SHOWN_AT_MOST = 8; // options of a list
const SENDING = { fr: ["Annuler", "Envoyer"], en: ["Cancel", "Submit"] };
const CHOOSE = { fr: "Fais un choix", en: "Make a selection" };
const DROP = { fr: "Dépose un fichier ici ou parcours", en: "Drop file here or browse" };

function typed({ style, value, placeholder, max_length }) {
  const left = style === LONG && max_length ? h("span", { class: "d-left" }, max_length - (value ?? "").length) : null;
  return h("div", { class: `d-input${style === LONG ? " d-long" : ""}` }, value ? h("span", {}, value) : h("span", { class: "d-placeholder" }, placeholder ?? ""), left);
}

const words = (said) => h("span", { class: "d-own", data: said });

function chosen({ options, placeholder }) {
  const one = (options ?? []).find((option) => option.default);
  return h("div", { class: "d-input d-select" }, one ? h("span", {}, one.label) : placeholder ? h("span", { class: "d-placeholder" }, placeholder) : words(CHOOSE));
}

/** What the list holds, which a click would open. */
function listed({ options }) {
  if (!options) return null;
  const hidden = options.length - SHOWN_AT_MOST;
  return h("ul", { class: "d-options" }, options.slice(0, SHOWN_AT_MOST).map((option) => h("li", {}, option.label)), hidden > 0 ? h("li", {}, `… + ${hidden}`) : null);
}

function people({ default_values, max_values }, names) {
  const some = (default_values ?? []).map((one) => h("span", { class: "d-mention" }, `@${names.people[one.id] ?? one.id}`));
  return h("div", { class: "d-input d-select", title: `≤ ${max_values}` }, some.length ? some : words(CHOOSE));
}

const KINDS = {
  3: (field) => [chosen(field), listed(field)],
  4: typed,
  5: people,
  19: () => h("div", { class: "d-drop" }, words(DROP)),
};

function label(one, names) {
  const kind = KINDS[one.component.type];
  const star = one.component.required === false ? null : h("span", { class: "d-required" }, " *");
  return h("div", { class: "d-label" }, h("div", { class: "d-label-words" }, one.label, star), one.description ? h("div", { class: "d-description" }, one.description) : null,
    kind ? kind(one.component, names) : h("p", { class: "unknown" }, `A field of kind ${one.component.type}.`));
}

/** Draw a modal. The words of its buttons are Discord's own. */
export function drawForm(modal, names) {
  const said = (at) => words({ fr: SENDING.fr[at], en: SENDING.en[at] });
  return h("div", { class: "d-modal" }, h("h2", { class: "d-title" }, modal.title), modal.components.map((one) => label(one, names)),
    h("div", { class: "d-modal-buttons" }, h("button", { type: "button", class: "d-button secondary" }, said(0)), h("button", { type: "button", class: "d-button primary" }, said(1))));
}
