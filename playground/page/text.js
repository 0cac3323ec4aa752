// Text objects of Block Kit.
import { ask } from "./dialogs.js";
import { h } from "./dom.js";
import { emojiText, withEmoji } from "./emoji.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { say } from "./words.js";

/** Draw a text object: plain text keeps its line ends and emoji, mrkdwn is formatted. */
export function drawText(object) {
  if (object?.type === "mrkdwn") return drawMrkdwn(object.text);
  return h("div", { class: "plain" }, drawPlain(object));
}

export const drawPlain = (object) => (object?.emoji === false ? [object.text ?? ""] : withEmoji(object?.text ?? ""));

/** A text object as one plain line, for labels and options. */
export const plainWords = (object) => emojiText(object?.text ?? "");

/** Ask what an element's `confirm` object asks; true at once when there is none. */
export async function confirmed(confirm) {
  if (!confirm) return true;
  return ask({
    title: plainWords(confirm.title) || say("sure"),
    body: drawText(confirm.text),
    yes: plainWords(confirm.confirm) || say("yes"),
    no: plainWords(confirm.deny) || say("cancel"),
    danger: confirm.style === "danger",
  });
}
