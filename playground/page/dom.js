// Building blocks of the page. Data from the server only ever becomes text nodes and checked attributes, never markup.

const OPENED_OUTSIDE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Make an element. `on` holds listeners, `data` data-attributes; null, undefined and false attributes are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ICONS = {
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-7-6 15-3-6z",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  reply: "M5 5h14v10h-8l-4 4v-4H5z",
  face: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 10v.01M15 10v.01M8.5 14.5c2 2.4 5 2.4 7 0",
  eye: "M3 12c4-7 14-7 18 0-4 7-14 7-18 0M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  pin: "M9 3h6l-1 7 3 3v2H7v-2l3-3zM12 15v6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  down: "M12 5v13M6 12l6 6 6-6",
};

/** A small line drawing, hidden from screen readers: the button around it carries the words. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, listener, attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: listener }, ...attributes }, icon(name));
}

/** The address when it is absolute and of a kind a chat client opens, else null (javascript:, data:, relative ones). */
export function safeUrl(address) {
  try {
    const url = new URL(String(address));
    return OPENED_OUTSIDE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link when the address is safe, else the same words without a link. */
export function link(address, ...children) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The address as a path of this server, or null: the page asks nothing from anyone else. */
export function ownUrl(address) {
  try {
    const url = new URL(String(address), location.origin);
    return url.origin === location.origin ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

/** Bring `parent` to hold exactly `wanted`, moving as little as possible so that focus and playing media stay. */
export function patchChildren(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

/** Arrow keys, Home and End move between `selector` inside `container`. */
export function arrowKeys(container, selector, keys = { ArrowDown: 1, ArrowUp: -1 }) {
  container.addEventListener("keydown", (event) => {
    const step = keys[event.key];
    const toEdge = event.key === "Home" || event.key === "End";
    const current = document.activeElement;
    if ((!step && !toEdge) || !current?.matches(selector)) return;
    const items = [...container.querySelectorAll(selector)].filter((item) => item.offsetParent !== null);
    const at = items.indexOf(current) + (step ?? 0);
    const next = toEdge ? items.at(event.key === "Home" ? 0 : -1) : items[Math.max(0, Math.min(items.length - 1, at))];
    event.preventDefault();
    next?.focus();
  });
}

/** Say something to screen readers only; the newest words replace the older ones. */
export function announce(words) {
  document.getElementById("announcer").replaceChildren(h("p", {}, words));
}

let lastId = 0;
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
