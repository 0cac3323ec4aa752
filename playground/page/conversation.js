// The middle of the page: one conversation, its messages and where one writes.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { trouble } from "./dialogs.js";
import { h } from "./dom.js";
import { Home, drawTabs } from "./home.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { MessageList } from "./message_list.js";
import { avatar, channelName, currentChannel, isAppChannel, store } from "./store.js";
import { say } from "./words.js";

let list = null;
let home = null;

export const openList = () => list;
export const openHome = () => home;

function drawHeader(channel, onTab) {
  const title = h("h1", { tabindex: "-1" }, channelName(channel));
  const topic = channel.topic ? h("p", { class: "topic" }, drawMrkdwn(channel.topic)) : null;
  const person = channel.is_im ? store.people.get(channel.with) : null;
  const role = person?.title ? h("p", { class: "topic" }, person.title) : null;
  document.getElementById("channel-header").replaceChildren(...[person ? avatar(person, "small") : null, title, topic ?? role, isAppChannel(channel) ? drawTabs(onTab) : null].filter(Boolean));
}

async function slash(channel, text) {
  const [command] = text.split(/\s+/);
  const known = (store.state.commands ?? []).some((one) => one.command === command);
  if (!known) {
    trouble(say("no_command", { command }));
    return false;
  }
  await api.act("slash", { channel, command, text: text.slice(command.length).trim() }); // what fails is told on the live line
  return true;
}

const sender = (channel) => async (text) => {
  try {
    if (text.startsWith("/") && /^\/[^\s/]+(\s|$)/.test(text)) return await slash(channel, text);
    await api.act("post", { channel, text });
    openList()?.toEnd();
    return true;
  } catch (error) {
    trouble(error.message);
    return false;
  }
};

function drawComposer(channel) {
  const place = document.getElementById("composer-place");
  if (channel.is_archived || channel.is_member === false) {
    place.replaceChildren(h("p", { class: "composer-note" }, channel.is_archived ? say("archived") : say("not_inside", { place: channelName(channel) })));
    return;
  }
  const composer = new Composer({ label: say("message_to", { place: channelName(channel) }), send: sender(channel.id), draft: `${store.as} ${channel.id}`, commands: true });
  place.replaceChildren(composer.node);
}

/** Show the conversation in `store.channel`, on the tab in `store.tab`. */
export async function openConversation({ onThread, onTab }) {
  const channel = currentChannel();
  const surface = document.getElementById("surface");
  const place = document.getElementById("composer-place");
  list = null;
  home = null;
  drawHeader(channel, onTab);
  document.title = `${channelName(channel)} · ${store.state.team.name}`;
  if (store.tab === "home") {
    home = new Home();
    place.replaceChildren();
    surface.replaceChildren(home.node);
    await home.open();
    return;
  }
  await openMessages(channel, onThread, surface);
}

async function openMessages(channel, onThread, surface) {
  const { as } = store;
  const isHere = () => store.as === as && store.channel === channel.id && store.tab === "messages";
  const shown = new MessageList({ label: say("messages_in", { place: channelName(channel) }), onThread, onEarlier: () => earlier(shown, channel.id) });
  if (isAppChannel(channel)) shown.node.setAttribute("id", "tab-panel");
  const { messages, has_more } = await api.read("messages", { channel: channel.id });
  if (!isHere()) return;
  list = shown;
  surface.replaceChildren(shown.node);
  drawComposer(channel);
  shown.show(channel.id, messages, has_more);
  await seen();
}

async function earlier(shown, channel) {
  const before = [...shown.messages.values()].filter((message) => !message.ephemeral).map((message) => message.ts).sort()[0];
  const { messages, has_more } = await api.read("messages", { channel, before });
  shown.addEarlier(messages, has_more);
}

/** Tell that the person looks at the conversation: nothing in it is unread any more. `still`: it was open already. */
export async function seen(still = false) {
  const channel = currentChannel();
  if (!channel || document.visibilityState !== "visible") return;
  await api.act("open", { channel: channel.id, still });
}

/** After the live line was cut: what was missed. */
export async function catchUp() {
  if (home) return home.open();
  if (!list) return undefined;
  const { messages, has_more } = await api.read("messages", { channel: store.channel });
  const known = new Set(messages.map((message) => message.ts));
  const oldest = messages[0]?.ts ?? "0";
  for (const ts of [...list.messages.keys()]) if (!known.has(ts) && Number(ts) > Number(oldest)) list.remove(ts);
  if (list.messages.size === 0) list.show(store.channel, messages, has_more);
  for (const message of messages) if (JSON.stringify(list.messages.get(message.ts)) !== JSON.stringify(message)) list.put(message);
  return undefined;
}
