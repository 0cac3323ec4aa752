// What is not Slack's: whom one plays, and the playground's clock. The strip at the top.
import * as api from "./api.js";
import { trouble } from "./dialogs.js";
import { arrowKeys, h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { avatar, humans, store } from "./store.js";
import { clockText, setClock } from "./times.js";
import { say } from "./words.js";

const waiting = new Map(); // unread direct messages of the other people, by id

function face(person, onPlay) {
  const isMe = person.id === store.as;
  const count = isMe ? 0 : (waiting.get(person.id) ?? 0);
  const hidden = (words) => h("span", { class: "visually-hidden" }, words);
  const badge = count ? [hidden(", "), h("span", { class: "badge" }, count), hidden(` ${say("unread_direct", { count })}`)] : null;
  const title = person.title ? [hidden(", "), h("span", { class: "person-title" }, person.title)] : null;
  return h("button", { type: "button", class: "person", "aria-pressed": String(isMe), title: [person.name, person.title].filter(Boolean).join(", "), data: { person: person.id }, on: { click: () => onPlay(person.id) } },
    avatar(person, "small"), h("span", { class: "person-words" }, h("span", { class: "person-name" }, person.name), title), badge);
}

/** Those with a part to play, which their title tells, stand on the strip; the others are in a menu. Without titles all stand there. */
function castAndOthers() {
  const all = humans();
  const hasPart = (person) => person.title || person.id === store.as;
  return all.some((person) => person.title) ? [all.filter(hasPart), all.filter((person) => !hasPart(person))] : [all, []];
}

function othersButton(others, onPlay) {
  if (!others.length) return null;
  const items = others.map((person) => ({ label: person.name, run: () => onPlay(person.id) }));
  const button = h("button", { type: "button", class: "person others", "aria-haspopup": "menu", "aria-expanded": "false", data: { person: "others" }, on: { click: () => openMenu(button, say("others_menu"), items) } },
    `+${others.length}`, h("span", { class: "others-word" }, ` ${say("others")}`));
  return button;
}

export function drawPeople(onPlay) {
  const place = document.getElementById("people");
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.person : null;
  const [cast, others] = castAndOthers();
  place.replaceChildren(...[h("span", { class: "stage-label", "aria-hidden": "true" }, say("you_are")), ...cast.map((person) => face(person, onPlay)), othersButton(others, onPlay)].filter(Boolean));
  if (focused) place.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

export function wirePeople() {
  arrowKeys(document.getElementById("people"), ".person", { ArrowRight: 1, ArrowLeft: -1 });
}

/** Ask, for those with a part to play, how many direct messages wait for them. */
export async function lookAround(onPlay) {
  const others = castAndOthers()[0].filter((person) => person.id !== store.as);
  const states = await Promise.all(others.map((person) => api.read("state", { as: person.id }).catch(() => null)));
  const before = JSON.stringify([...waiting]);
  states.forEach((state, at) => {
    const direct = (state?.channels ?? []).filter((channel) => channel.is_im);
    waiting.set(others[at].id, direct.reduce((sum, channel) => sum + (channel.unread || 0), 0));
  });
  if (JSON.stringify([...waiting]) !== before) drawPeople(onPlay);
}

function setBusy(place, busy) {
  if (busy) place.setAttribute("aria-busy", "true");
  else place.removeAttribute("aria-busy");
  place.querySelectorAll("button").forEach((button) => (button.disabled = busy));
}

/** Move the time by one of the controls; `button` shows that it is under way. */
async function move(control, button, afterwards) {
  const place = document.getElementById("time");
  setBusy(place, true);
  button.classList.add("working");
  try {
    const answer = await api.act("control", { id: control.id });
    if (answer.clock) setClock(answer.clock);
  } catch (error) {
    trouble(error.message);
  } finally {
    setBusy(place, false);
    button.classList.remove("working");
    button.focus();
    showClock();
    afterwards();
  }
}

function controlButton(control, afterwards) {
  const hintId = `hint-${control.id}`;
  const hint = control.hint ? h("span", { class: "visually-hidden", id: hintId, "aria-hidden": "true" }, control.hint) : null;
  const button = h("button", { type: "button", class: "stage-button control", title: control.hint, "aria-describedby": hint && hintId, on: { click: () => move(control, button, afterwards) } }, control.label, hint);
  return button;
}

/** The clock and the buttons that move it, in a menu where the screen is narrow. `afterwards()` runs when one has done its work. */
export function drawTime(afterwards) {
  const place = document.getElementById("time");
  const controls = store.state.controls ?? [];
  if (store.state.clock) setClock(store.state.clock);
  place.hidden = !controls.length && !store.state.clock;
  const items = controls.map((control) => ({ label: control.label, hint: control.hint, run: () => move(control, menu, afterwards) }));
  const menu = h("button", { type: "button", class: "stage-button time-menu", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => openMenu(menu, say("time_menu"), items) } }, say("time_button"));
  place.replaceChildren(h("span", { class: "clock" }, icon("clock"), h("time", { id: "clock" })), ...controls.map((control) => controlButton(control, afterwards)), ...(controls.length ? [menu] : []));
  showClock();
}

export function showClock() {
  const clock = document.getElementById("clock");
  if (clock) clock.textContent = clockText();
}
