// Joins the parts: where we are (the address' hash), what the server says, what is on screen.
import * as api from "./api.js";
import { catchUp, openConversation, openHome, openList, seen } from "./conversation.js";
import { clearNotices, trouble } from "./dialogs.js";
import { announce } from "./dom.js";
import { dropViews, onView } from "./modal.js";
import { leaveThread, openThread, openThreadList, wireGuide } from "./panel.js";
import { drawSidebar, wireSidebar } from "./sidebar.js";
import { drawPeople, drawTime, lookAround, showClock, wirePeople } from "./stage.js";
import { channelName, currentChannel, isAppChannel, personName, store, takeState } from "./store.js";
import { setClock } from "./times.js";
import { say, sayAll, speak } from "./words.js";

const LOOK_EVERY = 10000; // ms between two looks at what waits for the other people
const LOOK_AFTER = 1200; // ms after something happened
let stopFollowing = () => {};
let looking = 0;
let wasCut = false;
let fellBetween = false; // something was told of a conversation while it was being read

const politely = (work) => (...given) => Promise.resolve(work(...given)).catch((error) => trouble(error.message));

function readHash() {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("=")) return { channel: hash, tab: "messages", thread: "" }; // a permalink's
  const parts = new URLSearchParams(hash);
  return { as: parts.get("as") || store.as, channel: parts.get("channel") ?? "", thread: parts.get("thread") ?? "", tab: parts.get("tab") ?? "messages" };
}

function writeHash() {
  const parts = new URLSearchParams({ as: store.as, channel: store.channel });
  if (store.tab === "home") parts.set("tab", "home");
  if (store.thread) parts.set("thread", store.thread);
  const wanted = `#${parts}`;
  if (location.hash !== wanted) history.pushState(null, "", wanted);
}

/** The conversation to show when `wanted` may not be this person's: the same one, their own with the app, or the first channel. */
function pickChannel(wanted, wasApp) {
  const own = store.channels.get(wanted);
  if (own) return own.id;
  const all = [...store.channels.values()].filter((channel) => !channel.is_archived);
  const found = (wasApp && all.find(isAppChannel)) || all.find((channel) => !channel.is_im && channel.is_member !== false) || all[0];
  return found?.id ?? "";
}

const openTab = (tab, withFocus) => {
  go({ tab, thread: "" }).then(() => withFocus && document.getElementById(`tab-${tab}`)?.focus());
};
const showThread = (ts) => go({ thread: ts });
const closeThread = () => {
  const ts = store.thread;
  go({ thread: "" }).then(() => openList()?.focusMessage(ts));
};
const openChannel = (channel) => go({ channel, tab: "messages", thread: "" });
const play = (as) => go({ as });

/** Go somewhere: any of as, channel, tab, thread; what is not given stays where it can. */
const go = politely(async (where) => {
  const target = { as: store.as, channel: store.channel, tab: store.tab, thread: store.thread, ...where };
  const isOther = target.as !== store.as || !store.state;
  const before = { channel: store.channel, tab: store.tab, thread: store.thread };
  if (isOther) await become(target);
  else store.channel = pickChannel(target.channel, false);
  store.tab = target.tab === "home" && isAppChannel(currentChannel()) ? "home" : "messages";
  const moved = isOther || before.channel !== store.channel || before.tab !== store.tab;
  store.thread = moved && !where.thread ? "" : target.thread;
  writeHash();
  if (!currentChannel()) return;
  if (moved) {
    clearNotices();
    drawSidebar(openChannel);
    fellBetween = false;
    await openConversation({ onThread: showThread, onTab: openTab });
    if (fellBetween) await catchUp();
  }
  if (store.thread && (moved || before.thread !== store.thread)) await openThread(closeThread);
  else if (!store.thread) leaveThread();
});

/** See through the eyes of `target.as`. */
async function become(target) {
  const wasApp = isAppChannel(currentChannel());
  takeState(await api.read("state", target.as ? { as: target.as } : {}));
  speak(store.state.language);
  sayAll(document);
  store.channel = pickChannel(target.channel, wasApp);
  dropViews();
  stopFollowing();
  const [stop, isOpen] = api.follow(store.as, politely(onNews), politely(onLine));
  stopFollowing = stop;
  drawPeople(play);
  drawTime(refresh);
  wireGuide(closeThread);
  lookSoon();
  await isOpen;
}

/** Read again what concerns the whole page: unread counts, commands, the others. */
const refresh = politely(async () => {
  takeState(await api.read("state"));
  drawSidebar(openChannel);
  drawPeople(play);
  lookSoon();
});

function lookSoon(after = LOOK_AFTER) {
  clearTimeout(looking);
  looking = setTimeout(async () => {
    if (document.visibilityState === "visible") await lookAround(play).catch(() => {});
    lookSoon(LOOK_EVERY);
  }, after);
}

/** The live line came back or was lost. */
async function onLine(isThere) {
  const place = document.getElementById("link-state");
  place.hidden = isThere;
  place.textContent = isThere ? "" : say("reconnecting");
  if (isThere && wasCut) {
    await refresh();
    await catchUp();
    if (store.thread) await openThread(closeThread);
  }
  wasCut = !isThere;
}

function listsFor(event) {
  if (event.channel !== store.channel) return [];
  if (!openList()) fellBetween = true;
  return [openList(), openThreadList()].filter(Boolean);
}

function belongs(list, message) {
  const inThread = message.thread_ts && message.thread_ts !== message.ts;
  if (list === openThreadList()) return message.thread_ts === store.thread || message.ts === store.thread;
  return !inThread || message.subtype === "thread_broadcast";
}

function onMessage(event) {
  const { message } = event;
  for (const list of listsFor(event)) if (belongs(list, message)) list.put(message);
  if (event.channel !== store.channel) return undefined;
  const who = message.name || personName(message.user);
  if (message.user !== store.as) announce(message.ephemeral ? say("privately", { name: who }) : say("new_from", { name: who }));
  return seen(true);
}

function onChanged(event) {
  for (const list of listsFor(event)) if (list.has(event.message.ts)) list.put(event.message);
}

function onChannel({ channel }) {
  store.channels.set(channel.id, { ...store.channels.get(channel.id), ...channel });
  drawSidebar(openChannel);
  const isOpen = channel.id === store.channel && document.visibilityState === "visible";
  if (!isOpen && channel.unread && channel.is_im) announce(say("new_from", { name: channelName(channel) }));
}

const NEWS = {
  message: onMessage,
  ephemeral: onMessage,
  changed: onChanged,
  ephemeral_changed: onChanged,
  deleted: (event) => listsFor(event).forEach((list) => list.remove(event.ts)),
  ephemeral_deleted: (event) => listsFor(event).forEach((list) => list.remove(event.ts)),
  reaction: (event) => listsFor(event).forEach((list) => list.change(event.ts, { reactions: event.reactions })),
  view_open: onView,
  view_update: onView,
  view_push: onView,
  view_close: onView,
  home: (event) => openHome()?.show(event.view),
  channel: onChannel,
  trouble: (event) => trouble(event.text),
  clock: (event) => {
    setClock(event.clock);
    showClock();
  },
};

async function onNews(event) {
  lookSoon();
  if (Object.hasOwn(NEWS, event.type)) await NEWS[event.type](event);
}

const look = politely(() => seen(true));

function wire() {
  wireSidebar();
  wirePeople();
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    (document.querySelector("#surface .scroller") ?? document.getElementById("conversation")).focus();
  });
  addEventListener("hashchange", () => go(readHash()));
  document.addEventListener("visibilitychange", () => store.state && look());
  setInterval(showClock, 15000);
}

wire();
go(readHash());
