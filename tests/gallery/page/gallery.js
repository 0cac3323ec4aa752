// The page: a list of features, each example with its four drawings and what it takes of what is allowed.
import { h } from "playground/dom.js";
import { store, takeState } from "playground/store.js";
import { setClock } from "playground/times.js";
import { speak } from "playground/words.js";
import { drawDiscord } from "./discord.js";
import { drawSlack } from "./slack.js";

const DRAWERS = { slack: drawSlack, discord: drawDiscord };
const USUAL = { slack: "light", discord: "dark" };
const NAMES = { slack: "Slack", discord: "Discord", fr: "français", en: "English" };
const NEARLY = 0.9; // of what is allowed

const told = JSON.parse(document.getElementById("told").textContent);
const slug = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-");

function knowEveryone() {
  const known = (named) => Object.entries(named).map(([id, name]) => ({ id, name }));
  takeState({ me: { id: "", name: "" }, people: known(told.people), channels: known(told.channels) });
  store.bot = { name: "Portevoix", color: "#0b5f87" };
  setClock("2026-11-24T09:30:00+01:00");
}

function measure({ what, used, allowed }) {
  const state = used > allowed ? "over" : used > NEARLY * allowed ? "near" : "";
  return h("span", { class: `measure ${state}` }, `${what} ${used}/${allowed}`);
}

function draw(drawing) {
  const { platform, language, shape, bodies } = drawing;
  speak(language); // Slack's own words
  const inside = h("div", { class: `drawing ${platform}`, lang: language, data: { theme: USUAL[platform], platform } }, DRAWERS[platform](shape, bodies, told));
  return h("figure", { class: "frame" }, h("figcaption", {}, h("strong", {}, `${NAMES[platform]}, ${NAMES[language]}`), drawing.measures.map(measure)), inside);
}

function drawExample(example) {
  const id = `${example.feature}-${slug(example.name)}`;
  return h("section", { class: "example", id, data: { feature: example.feature } },
    h("h3", {}, h("a", { href: `#${id}` }, `${example.feature}: ${example.name}`)), h("div", { class: "row" }, example.drawings.map(draw)));
}

function wire(id, change) {
  const select = document.getElementById(id);
  select.addEventListener("change", () => change(select.value));
}

function showTheme(theme) {
  for (const one of document.querySelectorAll(".drawing")) one.dataset.theme = theme || USUAL[one.dataset.platform];
}

function showAll() {
  const place = document.getElementById("gallery");
  const features = Map.groupBy(told.examples, (example) => example.feature);
  for (const [feature, examples] of features) {
    document.getElementById("features").append(h("a", { href: `#${feature}` }, `${feature} (${examples.length})`));
    place.append(h("h2", { id: feature }, feature), ...examples.map(drawExample));
  }
  document.body.dataset.drawn = String(told.examples.length);
}

knowEveryone();
showAll();
wire("theme", showTheme);
wire("width", (width) => (document.body.dataset.width = width));
