// Discord's own subset of Markdown: titles, small print, quotes, lists, code, bold, italic, underline, strike, spoilers, links, mentions.
import { h, link } from "playground/dom.js";

const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[^\sa-zA-Z0-9])`,
    String.raw`(?<ticks>\`{1,2})(?<code>(?:(?!\k<ticks>)[^\n]|\n(?!\n))+?)\k<ticks>`,
    String.raw`\[(?<name>(?:\\.|[^\]\\\n])+)\]\((?:<(?<framed>[^>\s]+)>|(?<target>[^()\s]+))\)`,
    String.raw`<(?<quiet>https?:\/\/[^>\s]+)>`,
    String.raw`<@!?(?<person>\w+)>`,
    String.raw`<#(?<channel>\w+)>`,
    String.raw`(?<bare>https?:\/\/[^\s<]+[^<.,:;"')\]\s])`,
    String.raw`\*\*\*(?<both>(?:\\.|[^\\])+?)\*\*\*`,
    String.raw`\*\*(?<bold>(?:\\.|[^\\])+?)\*\*(?!\*)`,
    String.raw`__(?<under>(?:\\.|[^\\])+?)__(?!_)`,
    String.raw`\*(?![\s*])(?<italic>(?:\\.|\*\*|[^\\*])+?)\*(?!\*)`,
    String.raw`\b_(?<slanted>(?:\\.|__|[^\\_])+?)_(?!\w)`,
    String.raw`~~(?<struck>(?:\\.|[^\\])+?)~~`,
    String.raw`\|\|(?<spoiler>(?:\\.|[^\\])+?)\|\|`,
  ].join("|"),
  "g",
);
const STYLED = { bold: "strong", under: "u", italic: "em", slanted: "em", struck: "s" };

function token(found, names) {
  if (found.escaped !== undefined) return found.escaped;
  if (found.code !== undefined) return h("code", {}, found.code.trim());
  if (found.name !== undefined) return link(found.framed ?? found.target, inline(found.name, names));
  if (found.quiet ?? found.bare) return link(found.quiet ?? found.bare, found.quiet ?? found.bare);
  if (found.person !== undefined) return h("span", { class: "d-mention" }, `@${names.people[found.person] ?? found.person}`);
  if (found.channel !== undefined) return h("span", { class: "d-mention" }, `#${names.channels[found.channel] ?? found.channel}`);
  if (found.both !== undefined) return h("strong", {}, h("em", {}, inline(found.both, names)));
  if (found.spoiler !== undefined) return h("span", { class: "d-spoiler" }, inline(found.spoiler, names));
  const [kind, tag] = Object.entries(STYLED).find(([name]) => found[name] !== undefined);
  return h(tag, {}, inline(found[kind], names));
}

function inline(text, names) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, found.index), token(found.groups, names));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== "");
}

const ITEM = /^(\s*)(?:([-*])|(\d+)[.)])\s+(.*)$/;

/** Lines of a list, the items of the items inside them. */
function list(lines, names) {
  const [, margin, bullet, number] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const [, space, , , words] = ITEM.exec(line) ?? [null, null, null, null, line];
    if (space !== null && space.length <= margin.length) items.push({ words: [words], inner: [] });
    else if (space === null && !items.at(-1).inner.length) items.at(-1).words.push(words.trim());
    else items.at(-1).inner.push(line);
  }
  const draw = ({ words, inner }) => h("li", {}, inline(words.join("\n"), names), inner.length ? list(inner, names) : null);
  return h(bullet ? "ul" : "ol", { start: bullet ? null : number }, items.map(draw));
}

const BLOCKS = [
  { kind: "title", test: /^(#{1,3})\s+(.+)$/, draw: (found, names) => h("div", { class: `d-h${found[1].length}` }, inline(found[2], names)) },
  { kind: "small", test: /^-#\s+(.+)$/, draw: (found, names) => h("div", { class: "d-small" }, inline(found[1], names)) },
];

/** How many lines from `at` on belong together as a quote or a list; 0 when none does. */
function run(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end], end > at)) end += 1;
  return end - at;
}

const isQuoted = (line) => /^>(?: |$)/.test(line);
const isListed = (line, inside) => ITEM.test(line) || (inside && /^\s{2,}\S/.test(line));

function paragraphs(text, names) {
  const lines = text.split("\n");
  const out = [];
  let plain = [];
  const flush = () => {
    if (plain.length) out.push(h("div", { class: "d-words" }, inline(plain.join("\n"), names)));
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const block = BLOCKS.map(({ test, draw }) => [test.exec(lines[at]), draw]).find(([found]) => found);
    const quoted = run(lines, at, isQuoted);
    const listed = run(lines, at, isListed);
    if (block || quoted || listed) flush();
    if (block) out.push(block[1](block[0], names));
    else if (quoted) out.push(h("blockquote", {}, paragraphs(lines.slice(at, at + quoted).map((line) => line.replace(/^> ?/, "")).join("\n"), names)));
    else if (listed) out.push(list(lines.slice(at, at + listed), names));
    else plain.push(lines[at]);
    at += quoted || listed || 1;
  }
  flush();
  return out;
}

/** Draw Discord's Markdown as nodes; `names` are those of people and channels, by id. */
export function drawMarkdown(text, names) {
  const parts = text.split(/```(?:\w+\n|\n)?([\s\S]+?)```/);
  return h("div", { class: "d-text" }, parts.map((part, at) => (at % 2 ? h("pre", {}, h("code", {}, part.replace(/\n$/, ""))) : paragraphs(part.replace(at ? /^\n/ : /^$/, "").replace(at < parts.length - 1 ? /\n$/ : /^$/, ""), names))));
}
