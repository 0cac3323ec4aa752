// Channels, people and the app, with what is unread. A drawer on a narrow screen.
import { arrowKeys, h, icon, iconButton } from "./dom.js";
import { avatar, channelName, isAppChannel, store } from "./store.js";
import { say } from "./words.js";

const NARROW = matchMedia("(max-width: 900px)");

function row(channel, onOpen) {
  const isOn = channel.id === store.channel;
  const sign = channel.is_im ? avatar(store.people.get(channel.with), "tiny") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const name = channel.is_im ? channelName(channel) : channel.name;
  const unread = channel.unread > 0 ? h("span", { class: "badge" }, channel.unread, h("span", { class: "visually-hidden" }, ` ${say("unread", { count: channel.unread })}`)) : null;
  const state = `${channel.unread ? " unread" : ""}${channel.is_member === false ? " outside" : ""}`;
  return h("li", {}, h("button", { type: "button", class: `channel${state}`, "aria-current": isOn ? "page" : null, data: { channel: channel.id }, on: { click: () => onOpen(channel.id) } }, sign, h("span", { class: "channel-name" }, name), unread));
}

function group(title, channels, onOpen) {
  if (!channels.length) return null;
  return h("section", {}, h("h2", {}, title), h("ul", { role: "list" }, channels.map((channel) => row(channel, onOpen))));
}

export function drawSidebar(onOpen) {
  const nav = document.getElementById("sidebar");
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  const all = [...store.channels.values()].filter((channel) => !channel.is_archived);
  const team = h("div", { class: "team" }, h("strong", {}, store.state.team.name), iconButton("close", say("close_list"), closeSidebar, { id: "close-sidebar" }));
  const direct = all.filter((channel) => channel.is_im && !isAppChannel(channel));
  const open = (id) => {
    closeSidebar();
    onOpen(id);
  };
  nav.replaceChildren(...[team, group(say("channels"), all.filter((channel) => !channel.is_im), open), group(say("direct_messages"), direct, open), group(say("apps"), all.filter(isAppChannel), open)].filter(Boolean));
  if (focused) nav.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

function setOpen(open) {
  const button = document.getElementById("open-sidebar");
  document.getElementById("sidebar").classList.toggle("open", open);
  document.getElementById("app").classList.toggle("with-drawer", open);
  button.setAttribute("aria-expanded", String(open));
}

function closeSidebar() {
  const nav = document.getElementById("sidebar");
  const hadFocus = nav.contains(document.activeElement);
  setOpen(false);
  if (hadFocus && NARROW.matches) document.getElementById("open-sidebar").focus();
}

export function wireSidebar() {
  const button = document.getElementById("open-sidebar");
  const nav = document.getElementById("sidebar");
  button.append(icon("menu"));
  button.addEventListener("click", () => {
    setOpen(!nav.classList.contains("open"));
    nav.querySelector("[aria-current], .channel")?.focus();
  });
  nav.addEventListener("keydown", (event) => event.key === "Escape" && closeSidebar());
  nav.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !nav.contains(relatedTarget) && setOpen(false));
  document.addEventListener("pointerdown", (event) => {
    if (nav.classList.contains("open") && !nav.contains(event.target) && !button.contains(event.target)) setOpen(false);
  });
  arrowKeys(nav, ".channel");
}
