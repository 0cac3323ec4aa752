// Slack's own light mark-up ("mrkdwn"): *bold* _italic_ ~strike~ `code`, quotes, <links>, <@people>, <#channels>, <!dates>, :emoji:.
import { h, link, safeUrl } from "./dom.js";
import { drawEmoji, emojiFor } from "./emoji.js";
import { personName, store } from "./store.js";
import { slackDate } from "./times.js";

const TAGS = { "*": "strong", _: "em", "~": "del" };
const TOKEN = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:|\bhttps?:\/\/[^\s<>|]+/y;
const WORD = /[\p{L}\p{N}]/u;

export const unescapeText = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Kept text as its author typed it: mentions by name, plain addresses, no escapes. */
export function editable(text) {
  const typed = text.replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${personName(id)}`)
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1").replace(/<((?:https?|mailto):[^|>]*)(?:\|[^>]*)?>/g, "$1");
  return unescapeText(typed);
}

export function mention(id) {
  const isMe = id === store.as ? " mention-me" : "";
  return h("span", { class: `mention${isMe}` }, `@${personName(id)}`);
}

export function channelMention(id, label) {
  const known = store.channels.get(id);
  const name = `#${known?.name ?? label ?? id}`;
  if (!known) return h("span", { class: "mention" }, name);
  return h("a", { class: "mention", href: `#as=${encodeURIComponent(store.as)}&channel=${encodeURIComponent(id)}` }, name);
}

function special(body, label) {
  const [kind, ...rest] = body.split("^");
  if (kind === "date") {
    const words = slackDate(rest[0], unescapeText(rest[1] ?? "")) ?? label ?? "";
    return rest[2] ? link(unescapeText(rest[2]), words) : h("span", { title: label }, words);
  }
  const words = kind === "subteam" ? (label ?? rest[0]) : `@${kind}`;
  return h("span", { class: "mention mention-me" }, words);
}

/** What lies between < and >: a person, a channel, a special word or an address, with an optional |label. */
export function reference(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeText(inside.slice(bar + 1));
  if (/^@[A-Z0-9]+$/.test(target)) return mention(target.slice(1));
  if (/^#[A-Z0-9]+$/.test(target)) return channelMention(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  const address = unescapeText(target);
  if (!safeUrl(address)) return document.createTextNode(`<${unescapeText(inside)}>`);
  return link(address, label ?? address.replace(/^(mailto|tel):/, ""));
}

function bareAddress(found) {
  const address = found.replace(/(?:[.,;:!?)\]'"*_~]|&gt;|&quot;)+$/, "");
  return [address.length, link(unescapeText(address), unescapeText(address))];
}

function token(found) {
  const [whole, code, inside, emoji] = found;
  if (code !== undefined) return [whole.length, h("code", {}, unescapeText(code))];
  if (inside !== undefined) return [whole.length, reference(inside)];
  if (emoji !== undefined) return emojiFor(emoji) ? [whole.length, drawEmoji(emoji)] : null;
  return bareAddress(whole);
}

/** Where the run opened at `from` closes on its line, or -1; code and <references> in between are stepped over. */
function closing(text, from) {
  const mark = text[from];
  for (let at = from + 1; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === mark && at > from + 1 && !/\s/.test(text[at - 1]) && !WORD.test(text[at + 1] ?? " ")) return at;
    TOKEN.lastIndex = at;
    const found = text[at] === "`" || text[at] === "<" ? TOKEN.exec(text) : null;
    if (found) at += found[0].length - 1;
  }
  return -1;
}

function opens(text, at) {
  return Object.hasOwn(TAGS, text[at]) && !WORD.test(text[at - 1] ?? " ") && text[at + 1] !== text[at] && !/\s/.test(text[at + 1] ?? " ");
}

/** One stretch of text as a list of nodes. */
function inline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(unescapeText(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const drawn = found && token(found);
    const end = !drawn && opens(text, at) ? closing(text, at) : -1;
    if (drawn) {
      flush();
      nodes.push(drawn[1]);
      at += drawn[0];
    } else if (end > 0) {
      flush();
      nodes.push(h(TAGS[text[at]], {}, inline(text.slice(at + 1, end))));
      at = end + 1;
    } else if (text[at] === "\n") {
      flush();
      nodes.push(h("br"));
      at += 1;
    } else plain += text[at++];
  }
  flush();
  return nodes;
}

const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

/** Lines between code blocks: runs of quoted lines become one quote, the others keep their line ends. */
function paragraphs(text) {
  const lines = text.split("\n");
  const out = [];
  for (let at = 0; at < lines.length; ) {
    const start = at;
    if (QUOTE_REST.test(lines[at])) {
      const rest = lines.slice(at).join("\n").replace(QUOTE_REST, "");
      return [...out, h("blockquote", {}, inline(rest))];
    }
    const quoted = QUOTE.test(lines[at]);
    while (at < lines.length && QUOTE.test(lines[at]) === quoted && !(at > start && QUOTE_REST.test(lines[at]))) at += 1;
    const run = lines.slice(start, at).map((line) => (quoted ? line.replace(QUOTE, "") : line));
    out.push(quoted ? h("blockquote", {}, inline(run.join("\n"))) : inline(run.join("\n")));
  }
  return out;
}

/** Draw mrkdwn as nodes. */
export function drawMrkdwn(text) {
  const parts = String(text ?? "").split(/```\n?([\s\S]+?)\n?```/);
  const drawn = parts.map((part, at) => {
    if (at % 2) return h("pre", { tabindex: "0" }, h("code", {}, unescapeText(part)));
    const afterCode = at > 0 ? part.replace(/^\n/, "") : part;
    const words = at < parts.length - 1 ? afterCode.replace(/\n$/, "") : afterCode;
    return words ? paragraphs(words) : [];
  });
  return h("div", { class: "mrkdwn" }, drawn);
}
