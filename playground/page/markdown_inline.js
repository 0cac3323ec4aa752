// The words of standard Markdown: emphasis, code, links, escapes. Follows CommonMark's delimiter rules, plus ~~strike~~.
import { h, link } from "./dom.js";
import { drawEmoji, emojiFor } from "./emoji.js";
import { reference } from "./mrkdwn.js";
import { say } from "./words.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", hellip: "…", mdash: "—", ndash: "–" };
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SPACE = /\s/;

function codeSpan(text, at) {
  const ticks = /^`+/.exec(text.slice(at))[0];
  const close = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  close.lastIndex = at + ticks.length;
  const found = close.exec(text);
  if (!found) return [ticks.length, ticks];
  const inside = text.slice(at + ticks.length, found.index).replaceAll("\n", " ");
  const trimmed = /^ .*[^ ].* $|^ [^ ] $/.test(inside) ? inside.slice(1, -1) : inside;
  return [found.index + ticks.length - at, h("code", {}, trimmed)];
}

/** Index of the `]` that closes the `[` at `from`, or -1. */
function bracketEnd(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "`") {
      const [length] = codeSpan(text, at);
      at += length - 1;
    } else if (text[at] === "[") depth += 1;
    else if (text[at] === "]" && --depth === 0) return at;
  }
  return -1;
}

/** `(address "title")` right after a label: [length, address], or null. */
function destination(text, at) {
  const pointy = /^\(\s*<([^<>\n]*)>(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(text.slice(at));
  if (pointy) return [pointy[0].length, pointy[1]];
  const found = /^\(\s*((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(text.slice(at));
  return found ? [found[0].length, found[1].replace(/\\([!-/:-@[-`{-~])/g, "$1")] : null;
}

function bracket(text, at, refs) {
  const picture = text[at] === "!";
  const open = picture ? at + 1 : at;
  const close = bracketEnd(text, open);
  if (close < 0) return null;
  const label = text.slice(open + 1, close);
  let found = destination(text, close + 1);
  if (!found) {
    const full = /^\[([^\]]*)\]/.exec(text.slice(close + 1));
    const address = refs.get((full?.[1] || label).trim().toLowerCase());
    if (address === undefined) return null;
    found = [full?.[0].length ?? 0, address];
  }
  const words = picture ? label || say("image") : inline(label, refs);
  return [close + 1 + found[0] - at, link(found[1], words)];
}

function pointed(text, at) {
  const found = /^<([^<>\n]+)>/.exec(text.slice(at));
  if (!found) return null;
  const isReference = /^(?:[@#][A-Z0-9]+(?:\|.*)?|!(?:here|channel|everyone|date\^.*|subteam\^.*))$/.test(found[1]);
  const isAddress = /^(?:https?:|mailto:)\S+$/.test(found[1]);
  const isEmail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(found[1]);
  if (isEmail) return [found[0].length, link(`mailto:${found[1]}`, found[1])];
  return isReference || isAddress ? [found[0].length, reference(found[1])] : null;
}

function bareAddress(text, at) {
  if (/\w/.test(text[at - 1] ?? "")) return null;
  const found = /^https?:\/\/[^\s<>]+/.exec(text.slice(at));
  if (!found) return null;
  let address = found[0].replace(/[.,;:!?'"*_~]+$/, "");
  while (address.endsWith(")") && address.split(")").length > address.split("(").length) address = address.slice(0, -1);
  return [address.length, link(address, address)];
}

function entity(text, at) {
  const found = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/i.exec(text.slice(at));
  if (!found) return null;
  if (found[3]) return Object.hasOwn(ENTITIES, found[3]) ? [found[0].length, ENTITIES[found[3]]] : null;
  const code = found[1] ? Number(found[1]) : parseInt(found[2], 16);
  return [found[0].length, code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"];
}

function emoji(text, at) {
  const found = /^:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/.exec(text.slice(at));
  return found && emojiFor(found[1]) ? [found[0].length, drawEmoji(found[1])] : null;
}

function escape(text, at) {
  if (text[at + 1] === "\n") return [2, h("br")];
  return /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "") ? [2, text[at + 1]] : null;
}

const lineEnd = (text, at) => (/ {2,}$/.test(text.slice(Math.max(0, at - 40), at)) ? [1, h("br")] : [1, "\n"]);

const STARTS = {
  "\\": escape, "`": codeSpan, "[": bracket, "<": pointed, "&": entity, ":": emoji, h: bareAddress, "\n": lineEnd,
  "!": (text, at, refs) => (text[at + 1] === "[" ? bracket(text, at, refs) : null),
};

/** A run of * _ or ~ that may open or close emphasis (CommonMark 6.2). */
function delimiter(text, at) {
  const mark = text[at];
  let end = at;
  while (text[end] === mark) end += 1;
  const before = text[at - 1] ?? " ";
  const after = text[end] ?? " ";
  const left = !SPACE.test(after) && (!PUNCTUATION.test(after) || SPACE.test(before) || PUNCTUATION.test(before));
  const right = !SPACE.test(before) && (!PUNCTUATION.test(before) || SPACE.test(after) || PUNCTUATION.test(after));
  const inWord = mark === "_";
  const open = left && (!inWord || !right || PUNCTUATION.test(before));
  const close = right && (!inWord || !left || PUNCTUATION.test(after));
  return { mark, count: end - at, length: end - at, open, close };
}

const asNode = (part) => (part.mark ? part.mark.repeat(part.count) : part.node);

function pairs(opener, closer) {
  if (!opener.mark || opener.mark !== closer.mark || !opener.open || !opener.count) return false;
  if (closer.mark === "~") return opener.count === closer.count && closer.count <= 2;
  const both = opener.close || closer.open;
  const sum = opener.length + closer.length;
  return !(both && sum % 3 === 0 && (opener.length % 3 || closer.length % 3));
}

/** Pair the delimiters of `parts` in place, innermost first. */
function emphasise(parts) {
  for (let at = 0; at < parts.length; at += 1) {
    const closer = parts[at];
    if (!closer.mark || !closer.close || !closer.count) continue;
    let from = at - 1;
    while (from >= 0 && !pairs(parts[from], closer)) from -= 1;
    if (from < 0) continue;
    const opener = parts[from];
    const size = Math.min(2, opener.count, closer.count);
    const tag = closer.mark === "~" ? "del" : size === 2 ? "strong" : "em";
    const inside = parts.slice(from + 1, at).map(asNode);
    opener.count -= size;
    closer.count -= size;
    parts.splice(from + 1, at - from - 1, { node: h(tag, {}, inside) });
    at = from + 1; // stand just before the closer, which may close once more
  }
  return parts.map(asNode);
}

/** Draw one paragraph's text; `refs` maps lower-case names of `[name]: address` lines to addresses. */
export function inline(text, refs = new Map()) {
  const parts = [];
  let plain = "";
  const flush = () => {
    if (plain) parts.push({ node: plain });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = Object.hasOwn(STARTS, text[at]) ? STARTS[text[at]](text, at, refs) : null;
    if (found) {
      if (typeof found[1] === "string") plain += found[1];
      else {
        flush();
        parts.push({ node: found[1] });
      }
      at += found[0];
    } else if ("*_~".includes(text[at])) {
      flush();
      const run = delimiter(text, at);
      parts.push(run);
      at += run.length;
    } else plain += text[at++];
  }
  flush();
  return emphasise(parts);
}
