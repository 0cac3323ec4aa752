// Slack's half, drawn by the playground's own code; only what surrounds a form or a home page is drawn here.
import { drawBlocks } from "playground/blocks.js";
import { h } from "playground/dom.js";
import { drawMessage } from "playground/message.js";
import { store } from "playground/store.js";
import { plainWords } from "playground/text.js";
import { say } from "playground/words.js";

const SENT_AT = "1795508940.000100"; // 24 November 2026, 9:29 in Paris

const context = (surface) => ({ surface, heading: 2, fields: [], act: async () => {}, options: async () => ({}) });

const ELSEWHERE = "https://files.example/kept"; // where Slack would keep a file that was given to it

const whereSlackKeepsIt = (block) => (block.slack_file ? { ...block, slack_file: undefined, image_url: ELSEWHERE } : block);

/** The playground asks nothing of other sites, so it links to pictures; here a frame stands where Slack shows one. */
function frameInsteadOf(link) {
  link.replaceWith(h("div", { class: "picture-frame", role: "img" }, link.textContent));
}

function message(body) {
  const files = (body.files ?? []).map((file) => ({ title: file.title, mimetype: "audio", url: ELSEWHERE }));
  const drawn = drawMessage("", { name: store.bot.name, user: "", is_bot: true, ts: SENT_AT, blocks: body.blocks.map(whereSlackKeepsIt), files });
  drawn.querySelector(".toolbar")?.remove();
  drawn.querySelectorAll(".image .picture-elsewhere").forEach(frameInsteadOf);
  return drawn;
}

function messages(bodies) {
  const [first, ...rest] = bodies.map(message);
  return [h("ol", { class: "messages" }, first), rest.length ? h("p", { class: "in-thread" }, `↳ ${say("thread")}`) : null, h("ol", { class: "messages" }, rest)];
}

function form([view]) {
  const button = (words, kind) => h("button", { type: "button", class: `button ${kind}` }, plainWords(words));
  return h("div", { class: "modal-form" }, h("header", { class: "modal-header" }, h("h2", {}, plainWords(view.title))),
    h("div", { class: "modal-body" }, drawBlocks(view.blocks, context("modal"))),
    h("footer", { class: "dialog-buttons" }, button(view.close, ""), button(view.submit, "primary")));
}

const SHAPES = { messages, form, home: ([view]) => h("div", { class: "home" }, drawBlocks(view.blocks, context("home"))) };

/** Draw what Slack is sent. */
export const drawSlack = (shape, bodies) => SHAPES[shape](bodies);
