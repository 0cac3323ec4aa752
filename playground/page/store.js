// What the page knows of the workspace for the person being played, and small questions asked of it.
import { h } from "./dom.js";

export const store = {
  as: "", // whose eyes we see through
  channel: "", // conversation on screen
  tab: "messages", // "messages" or "home", in the conversation with the app
  thread: "", // ts of the thread in the side panel
  state: null, // last answer of /play/state
  people: new Map(),
  channels: new Map(),
};

export function takeState(state) {
  store.state = state;
  store.as = state.me.id;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.people.set(state.me.id, { ...store.people.get(state.me.id), ...state.me });
  store.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
}

export const personName = (id) => store.people.get(id)?.name ?? String(id);
export const currentChannel = () => store.channels.get(store.channel);
export const humans = () => [...store.people.values()].filter((person) => !person.is_bot);
export const isAppChannel = (channel) => Boolean(channel?.is_im && channel.with === store.state?.bot?.id);

/** "#feedback" or the name of the other person. */
export function channelName(channel) {
  if (!channel) return "";
  return channel.is_im ? personName(channel.with ?? channel.name) : `#${channel.name}`;
}

const COLOR = /^#?([0-9a-f]{6})$/i;

/** White or near-black, whichever reads better on this colour (WCAG relative luminance). */
function inkOn(hex) {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#16181d" : "#ffffff";
}

/** The square with a person's initial, in their colour. */
export function avatar(person, extra = "") {
  const initial = [...(person?.name ?? "?").trim()][0]?.toUpperCase() ?? "?";
  const face = h("span", { class: `avatar ${extra}`, "aria-hidden": "true" }, initial);
  const color = COLOR.exec(person?.color ?? "");
  if (color) {
    face.style.backgroundColor = `#${color[1]}`;
    face.style.color = inkOn(color[1]);
  }
  return face;
}
