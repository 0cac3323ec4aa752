// `rich_text` blocks: what Slack's own composer makes, and what apps may send.
import { h, link } from "./dom.js";
import { drawEmoji } from "./emoji.js";
import { channelMention, mention } from "./mrkdwn.js";
import { slackDate } from "./times.js";

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "del"], ["underline", "u"], ["code", "code"]];

const KINDS = {
  text: (part) => lines(part.text ?? ""),
  link: (part) => link(part.url, part.text || part.url),
  emoji: (part) => drawEmoji(part.name),
  user: (part) => mention(part.user_id),
  channel: (part) => channelMention(part.channel_id),
  usergroup: (part) => h("span", { class: "mention" }, `@${part.usergroup_id}`),
  broadcast: (part) => h("span", { class: "mention mention-me" }, `@${part.range}`),
  date: (part) => h("span", {}, slackDate(part.timestamp, part.format) ?? part.fallback ?? ""),
  color: (part) => h("code", {}, part.value),
};

function lines(text) {
  return text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));
}

function draw(part) {
  const kind = Object.hasOwn(KINDS, part.type) ? KINDS[part.type] : () => part.text ?? "";
  return STYLES.filter(([style]) => part.style?.[style]).reduce((inside, [, tag]) => h(tag, {}, inside), [kind(part)].flat());
}

function listBlock(block) {
  const attributes = { class: `rich-indent-${Math.min(8, block.indent ?? 0)}`, start: block.offset ? block.offset + 1 : null };
  return h(block.style === "ordered" ? "ol" : "ul", attributes, (block.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map(draw))));
}

const SECTIONS = {
  rich_text_section: (block) => h("div", { class: "rich-line" }, (block.elements ?? []).map(draw)),
  rich_text_list: listBlock,
  rich_text_quote: (block) => h("blockquote", {}, (block.elements ?? []).map(draw)),
  rich_text_preformatted: (block) => h("pre", { tabindex: "0" }, h("code", {}, (block.elements ?? []).map((part) => part.text ?? part.url ?? ""))),
};

export function drawRichText(block) {
  const parts = (block.elements ?? []).filter((part) => Object.hasOwn(SECTIONS, part.type));
  return h("div", { class: "mrkdwn rich-text" }, parts.map((part) => SECTIONS[part.type](part)));
}
