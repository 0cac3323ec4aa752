// The app's Home tab, beside the messages exchanged with it.
import * as api from "./api.js";
import { drawBlocks, keepFocus, stateOf } from "./blocks.js";
import { h } from "./dom.js";
import { store } from "./store.js";
import { say } from "./words.js";

export class Home {
  constructor() {
    this.node = h("div", { class: "scroller home", role: "tabpanel", id: "tab-panel", tabindex: "0", "aria-labelledby": "tab-home" }, h("p", { class: "empty" }, say("opening")));
  }

  /** Looking tells the app, which may publish before the answer comes: an empty answer does not undo that. */
  async open() {
    const { view } = await api.read("home");
    if (view || !this.published) this.show(view);
  }

  show(view) {
    this.published ||= Boolean(view);
    if (!view) {
      this.node.replaceChildren(h("p", { class: "empty" }, say("home_empty", { name: store.state.bot.name })));
      return;
    }
    const view_id = view.id;
    const context = {
      surface: "home", heading: 1, fields: [], kept: stateOf(view),
      act: (block_id, action_id, element) => api.act("click", { view_id, block_id, action_id, element }),
      options: (block_id, action_id, value) => api.act("options", { view_id, block_id, action_id, value }),
    };
    keepFocus(this.node.firstElementChild, () => {
      const blocks = drawBlocks(view.blocks, context);
      blocks.tabIndex = -1;
      this.node.replaceChildren(blocks);
      return blocks;
    });
  }
}

/** The two tabs of the conversation with the app. */
export function drawTabs(onTab) {
  const tab = (name, label) => h("button", {
    type: "button", role: "tab", class: "tab", id: `tab-${name}`, "aria-selected": String(store.tab === name), "aria-controls": "tab-panel",
    tabindex: store.tab === name ? "0" : "-1", on: { click: () => onTab(name) },
  }, label);
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": say("app_parts") }, tab("messages", say("messages")), tab("home", say("home")));
  list.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") onTab(store.tab === "home" ? "messages" : "home", true);
  });
  return list;
}
