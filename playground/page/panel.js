// The panel on the right: a thread, or what to try. The thread comes first; closing it brings the guide back if it was open.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { trouble } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { drawMarkdown } from "./markdown.js";
import { MessageList } from "./message_list.js";
import { channelName, store } from "./store.js";
import { say } from "./words.js";

const REMEMBERED = "playground.guide"; // sessionStorage: "closed" once the guide was closed
let guideOpen = false;
let threadList = null;

const panel = () => document.getElementById("panel");
const isThread = () => Boolean(store.thread);

function frame(title, close, ...content) {
  panel().replaceChildren(h("header", { class: "panel-header" }, h("h2", {}, title), iconButton("close", say("close"), close)), ...content);
  panel().setAttribute("aria-label", title);
  panel().hidden = false;
}

function drawPanel() {
  document.getElementById("open-guide").setAttribute("aria-expanded", String(guideOpen && !isThread()));
  document.getElementById("app").classList.toggle("with-panel", isThread() || guideOpen);
  if (isThread()) return;
  if (guideOpen) frame(say("what_to_try"), () => setGuide(false), h("div", { class: "guide", tabindex: "0", role: "region", "aria-label": say("guide") }, drawMarkdown(store.state.guide, 2)));
  else panel().hidden = true;
}

function setGuide(open) {
  guideOpen = open;
  sessionStorage.setItem(REMEMBERED, open ? "open" : "closed");
  drawPanel();
  if (!open) document.getElementById("open-guide").focus();
}

/** Show the button of the guide when there is one, and the guide itself the first time. */
export function wireGuide(closeThread) {
  const button = document.getElementById("open-guide");
  button.hidden = !store.state.guide;
  guideOpen = Boolean(store.state.guide) && sessionStorage.getItem(REMEMBERED) !== "closed";
  button.onclick = () => {
    const wasThread = isThread();
    if (wasThread) closeThread();
    setGuide(wasThread || !guideOpen);
  };
  drawPanel();
}

export async function openThread(close) {
  const { channel, thread } = store;
  const list = new MessageList({ label: say("thread") });
  const send = async (text) => {
    if (text.startsWith("/") && text.split(/\s/)[0].length > 1) {
      trouble(say("not_in_threads", { command: text.split(/\s/)[0] }));
      return false;
    }
    try {
      await api.act("post", { channel, text, thread_ts: thread });
      return true;
    } catch (error) {
      trouble(error.message);
      return false;
    }
  };
  const composer = new Composer({ label: say("reply"), send, draft: `${store.as} ${channel} ${thread}`, commands: false });
  try {
    const { messages } = await api.read("thread", { channel, ts: thread });
    if (store.thread !== thread || store.channel !== channel) return;
    threadList = list;
    const place = h("small", {}, channelName(store.channels.get(channel)));
    frame(say("thread"), close, h("p", { class: "panel-place" }, place), list.node, composer.node);
    panel().onkeydown = (event) => event.key === "Escape" && isThread() && close();
    list.show(channel, messages);
    drawPanel();
    composer.focus();
  } catch (error) {
    trouble(error.message);
    close();
  }
}

export function leaveThread() {
  threadList = null;
  panel().onkeydown = null;
  panel().replaceChildren();
  drawPanel();
}

export const openThreadList = () => (isThread() ? threadList : null);
