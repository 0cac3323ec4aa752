// Block Kit, block by block. `context` says where the blocks stand and how to reach the app:
// {surface, heading, fields, kept, act(blockId, actionId, state), options(blockId, actionId, typed)}.
import { h, icon, link, ownUrl, safeUrl } from "./dom.js";
import { drawElement, drawInput, unknown } from "./elements.js";
import { drawMarkdown } from "./markdown.js";
import { drawRichText } from "./rich_text.js";
import { drawPlain, drawText, plainWords } from "./text.js";
import { say } from "./words.js";

/** A picture of this server is drawn; one from elsewhere is a link, so that the page never calls anyone. */
export function picture(address, words, shape) {
  const own = address ? ownUrl(address) : null;
  if (own) return h("img", { class: shape, src: own, alt: words ?? "", loading: "lazy" });
  const label = words || say("image");
  return shape === "small" ? h("span", { class: "picture-small", title: label }, label) : h("p", { class: "picture-elsewhere" }, say("image_at"), " ", link(address, label), elsewhere(address));
}

function elsewhere(address) {
  const url = safeUrl(address);
  return url ? h("small", {}, ` (${new URL(url).hostname})`) : null;
}

const imageAddress = (block) => block.image_url ?? (block.slack_file?.id ? `/play/file/${encodeURIComponent(block.slack_file.id)}` : block.slack_file?.url);

function header(block, context) {
  context.heading = 2;
  return h("div", { class: "block-header", role: "heading", "aria-level": "2" }, drawPlain(block.text));
}

function section(block, context) {
  const fields = block.fields?.length ? h("div", { class: "section-fields" }, block.fields.map((field) => drawText(field))) : null;
  const body = h("div", { class: "section-body" }, block.text ? drawText(block.text) : null, fields);
  if (!block.accessory) return h("div", { class: "section" }, body);
  const label = plainWords(block.text).slice(0, 120);
  const isImage = block.accessory.type === "image";
  const side = isImage ? picture(imageAddress(block.accessory), block.accessory.alt_text, "thumbnail") : drawElement(block.accessory, block, context, label);
  const wide = ["checkboxes", "radio_buttons"].includes(block.accessory.type) ? " stacked" : "";
  return h("div", { class: `section${wide}` }, body, h("div", { class: "section-side" }, side));
}

function contextRow(block) {
  const draw = (element) => (element.type === "image" ? picture(imageAddress(element), element.alt_text, "small") : drawText(element));
  return h("div", { class: "context" }, (block.elements ?? []).map(draw));
}

function image(block) {
  const title = block.title ? h("figcaption", {}, drawPlain(block.title)) : null;
  return h("figure", { class: "image" }, title, picture(imageAddress(block), block.alt_text, "large"));
}

function video(block) {
  const title = block.title_url ? link(block.title_url, drawPlain(block.title)) : h("span", {}, drawPlain(block.title));
  const own = block.video_url ? ownUrl(block.video_url) : null;
  const player = own ? h("video", { controls: true, preload: "metadata", src: own, "aria-label": block.alt_text }) : h("p", {}, say("video_at"), " ", link(block.video_url, block.alt_text || say("video_open")), elsewhere(block.video_url));
  const from = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return h("figure", { class: "video" }, h("figcaption", {}, h("strong", {}, title), from ? h("small", {}, from) : null), player, block.description ? drawText(block.description) : null);
}

function file(block) {
  return h("p", { class: "file-card" }, icon("file"), h("span", {}, say("file_named", { id: block.external_id ?? "" })));
}

function cell(content) {
  if (content?.type === "rich_text") return drawRichText(content);
  return String(content?.text ?? content?.value ?? "");
}

function table(block) {
  const side = (at) => `cell-${{ center: "middle", right: "end" }[block.column_settings?.[at]?.align] ?? "start"}`;
  const [first, ...rest] = block.rows ?? [];
  const row = (tag, cells) => h("tr", {}, (cells ?? []).map((content, at) => h(tag, { class: side(at), scope: tag === "th" ? "col" : null }, cell(content))));
  return h("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": say("table") }, h("table", {}, h("thead", {}, row("th", first)), h("tbody", {}, rest.map((cells) => row("td", cells)))));
}

const DRAWERS = {
  header,
  section,
  image,
  video,
  file,
  table,
  context: contextRow,
  divider: () => h("hr"),
  markdown: (block, context) => drawMarkdown(block.text, context.heading),
  rich_text: (block) => drawRichText(block),
  actions: (block, context) => h("div", { class: "actions" }, (block.elements ?? []).map((element) => drawElement(element, block, context))),
  input: drawInput,
};

/** Draw blocks; a kind that is not known says so instead of vanishing. */
export function drawBlocks(blocks, context) {
  const draw = (block) => (Object.hasOwn(DRAWERS, block.type) ? DRAWERS[block.type](block, context) : unknown(say("unknown_block", { type: block.type })));
  return h("div", { class: "blocks" }, (blocks ?? []).map(draw));
}

/** Values of the fields as Slack's `state.values`: {block_id: {action_id: state}}. */
export function valuesOf(fields) {
  const values = {};
  for (const field of fields) (values[field.block_id] ??= {})[field.action_id] = field.read();
  return values;
}

/** What a view's fields hold according to the server, by the key of each field. */
export function stateOf(view) {
  const blocks = Object.entries(view.state?.values ?? {});
  return new Map(blocks.flatMap(([block, held]) => Object.entries(held).map(([action, state]) => [`${block}\n${action}`, state])));
}

/** After a redraw: focus the element with the same key as the one that had it, if there was one. */
export function keepFocus(before, redraw) {
  const key = before?.contains(document.activeElement) ? (document.activeElement.dataset.key ?? "") : null;
  const after = redraw();
  if (key === null) return after;
  const same = key ? [...after.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key) : null;
  (same ?? after).focus({ preventScroll: true });
  return after;
}
