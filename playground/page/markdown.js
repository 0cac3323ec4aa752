// Standard Markdown as Slack's `markdown` block shows it: every heading level looks the same, images become links, HTML stays text.
import { h } from "./dom.js";
import { inline } from "./markdown_inline.js";
import { say } from "./words.js";

const BLANK = /^\s*$/;
const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)(.*)$/;
const CODE = /^ {4}/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const REFERENCE = /^ {0,3}\[([^\]]+)\]:[ \t]*<?([^\s>]+)>?(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$/;
const TASK = /^\[([ xX])\][ \t]+/;
const DEEPEST = 16; // quotes and lists deeper than this are shown as text

function fence(lines, at) {
  const [, indent, marks] = FENCE.exec(lines[at]);
  const close = new RegExp(`^ {0,3}\\${marks[0]}{${marks.length},}[ \\t]*$`);
  let end = at + 1;
  while (end < lines.length && !close.test(lines[end])) end += 1;
  const body = lines.slice(at + 1, end).map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ""));
  return [end + 1, h("pre", { tabindex: "0" }, h("code", {}, body.join("\n")))];
}

function indentedCode(lines, at) {
  let end = at;
  while (end < lines.length && (CODE.test(lines[end]) || BLANK.test(lines[end]))) end += 1;
  const body = lines.slice(at, end).map((line) => line.replace(CODE, ""));
  return [end, h("pre", { tabindex: "0" }, h("code", {}, body.join("\n").trimEnd()))];
}

/** Headings look alike; screen readers hear levels that never skip one. */
function heading(words, depth, context) {
  context.level = Math.min(depth + 1, context.level + 1, 6);
  return h("div", { class: "md-heading", role: "heading", "aria-level": context.level }, inline(words.trim(), context.refs));
}

const interrupts = (line) => FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || /^ {0,3}(?:[-*+]|1[.)]) +\S/.test(line);

function quote(lines, at, context, depth) {
  let end = at;
  while (end < lines.length && (QUOTE.test(lines[end]) || (end > at && !BLANK.test(lines[end]) && !interrupts(lines[end])))) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return [end, h("blockquote", {}, blocks(inside, context, depth + 1))];
}

/** Lines of one list item, its marker removed: [where the next one starts, lines, whether a blank line parts it]. */
function itemLines(lines, at) {
  const [, indent, marker, gap, rest] = ITEM.exec(lines[at]);
  const width = indent.length + marker.length + (rest && gap.length <= 4 ? gap.length : 1);
  const inside = [gap.length > 4 ? gap.slice(1) + rest : rest];
  const within = new RegExp(`^ {${width}}`);
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end];
    if (BLANK.test(line)) inside.push("");
    else if (within.test(line)) inside.push(line.slice(width));
    else if (inside.at(-1) !== "" && !interrupts(line) && !ITEM.test(line)) inside.push(line.trimStart());
    else break;
  }
  while (inside.length > 1 && inside.at(-1) === "") inside.pop();
  return [end, inside];
}

function listItem(inside, context, depth) {
  const task = TASK.exec(inside[0]);
  if (task) inside[0] = inside[0].slice(task[0].length);
  const nodes = blocks(inside, context, depth + 1);
  if (!task) return h("li", {}, nodes);
  const done = task[1] !== " ";
  const box = h("span", { class: "task-box", role: "img", "aria-label": say(done ? "done" : "to_do") }, done ? "☑" : "☐");
  return h("li", { class: "task" }, box, h("div", {}, nodes));
}

function list(lines, at, context, depth) {
  const first = ITEM.exec(lines[at])[2];
  const kind = first.at(-1);
  const items = [];
  let here = at;
  while (here < lines.length && ITEM.test(lines[here]) && !RULE.test(lines[here]) && ITEM.exec(lines[here])[2].at(-1) === kind) {
    const [next, inside] = itemLines(lines, here);
    items.push(listItem(inside, context, depth));
    here = next;
  }
  const ordered = /\d/.test(first);
  return [here, h(ordered ? "ol" : "ul", ordered && first !== `1${kind}` ? { start: parseInt(first, 10) } : {}, items)];
}

function cells(line) {
  const inside = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines, at, context) {
  const titles = cells(lines[at]);
  const sides = cells(lines[at + 1]).map((rule) => (rule.endsWith(":") ? (rule.startsWith(":") ? "middle" : "end") : "start"));
  const draw = (tag, row) => titles.map((_, column) => {
    const attributes = tag === "th" ? { scope: "col", class: `cell-${sides[column]}` } : { class: `cell-${sides[column]}` };
    return h(tag, attributes, inline(row[column] ?? "", context.refs));
  });
  let end = at + 2;
  while (end < lines.length && !BLANK.test(lines[end]) && !interrupts(lines[end])) end += 1;
  const body = lines.slice(at + 2, end).map((line) => h("tr", {}, draw("td", cells(line))));
  const head = h("thead", {}, h("tr", {}, draw("th", titles)));
  return [end, h("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": say("table") }, h("table", {}, head, h("tbody", {}, body)))];
}

const startsTable = (lines, at) =>
  lines[at].includes("|") && TABLE_RULE.test(lines[at + 1] ?? "") && cells(lines[at]).length === cells(lines[at + 1]).length;

function paragraph(lines, at, context) {
  let end = at;
  while (end < lines.length && !BLANK.test(lines[end]) && (end === at || !interrupts(lines[end]))) {
    if (end > at && UNDERLINE.test(lines[end])) break;
    end += 1;
  }
  const words = lines.slice(at, end).map((line) => line.trimStart()).join("\n").trimEnd();
  const underline = lines[end] ?? "";
  if (UNDERLINE.test(underline)) return [end + 1, heading(words, underline.trim()[0] === "=" ? 1 : 2, context)];
  return [end, h("p", {}, inline(words, context.refs))];
}

function oneBlock(lines, at, context, depth) {
  const line = lines[at];
  if (depth > DEEPEST) return paragraph(lines, at, context);
  if (FENCE.test(line)) return fence(lines, at);
  if (CODE.test(line)) return indentedCode(lines, at);
  const title = HEADING.exec(line);
  if (title) return [at + 1, heading(title[2] ?? "", title[1].length, context)];
  if (RULE.test(line)) return [at + 1, h("hr")];
  if (QUOTE.test(line)) return quote(lines, at, context, depth);
  if (ITEM.test(line)) return list(lines, at, context, depth);
  if (startsTable(lines, at)) return table(lines, at, context);
  return paragraph(lines, at, context);
}

function blocks(lines, context, depth) {
  const nodes = [];
  for (let at = 0; at < lines.length; ) {
    if (BLANK.test(lines[at])) at += 1;
    else {
      const [next, node] = oneBlock(lines, at, context, depth);
      nodes.push(node);
      at = Math.max(next, at + 1);
    }
  }
  return nodes;
}

/** Keep the `[name]: address` lines that stand outside code, and take them out of the text. */
function takeReferences(lines, refs) {
  let open = null;
  return lines.filter((line) => {
    const mark = FENCE.exec(line)?.[2];
    if (mark) open = open === null ? mark : mark[0] === open[0] && mark.length >= open.length ? null : open;
    const found = open === null ? REFERENCE.exec(line) : null;
    if (found) refs.set(found[1].trim().toLowerCase(), found[2]);
    return !found;
  });
}

/** Draw Markdown; headings start below `level`. */
export function drawMarkdown(text, level = 1) {
  const context = { level, refs: new Map() };
  const lines = String(text ?? "").replace(/\r\n?/g, "\n").split("\n").map((line) => line.replace(/^[ \t]+/, (lead) => lead.replaceAll("\t", "    ")));
  return h("div", { class: "markdown" }, blocks(takeReferences(lines, context.refs), context, 0));
}
