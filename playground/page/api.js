// The page's only way to the server.
import { store } from "./store.js";
import { say } from "./words.js";

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error(say("no_answer"));
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || say("bad_answer", { status: response.status }));
  return body;
}

/** Read something as the person being played. */
export function read(what, query = {}) {
  const as = query.as ?? store.as;
  const parts = new URLSearchParams({ ...(as ? { as } : {}), ...query });
  return answer(fetch(`/play/${what}?${parts}`));
}

/** Do something as the person being played. */
export function act(what, body = {}) {
  const told = JSON.stringify({ as: store.as, ...body });
  return answer(fetch(`/play/${what}`, { method: "POST", headers: { "content-type": "application/json" }, body: told }));
}

const AGAIN_AFTER = 2000; // ms before a refused live connection is tried again

const OPEN_WITHIN = 1500; // ms after which the page is drawn without a live connection

/**
 * Follow what happens, as `as`; `onState(true|false)` tells when the line is there. Returns a function that stops, and
 * a promise of the line being open: what is read after that misses nothing that comes.
 */
export function follow(as, onEvent, onState) {
  let source;
  let timer;
  let opened;
  const isOpen = new Promise((resolve) => {
    opened = resolve;
    setTimeout(resolve, OPEN_WITHIN);
  });
  const open = () => {
    source = new EventSource(`/play/live?as=${encodeURIComponent(as)}`);
    source.onopen = () => {
      opened();
      onState(true);
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      onState(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_AFTER);
    };
  };
  open();
  const stop = () => {
    clearTimeout(timer);
    source.close();
  };
  return [stop, isOpen];
}
