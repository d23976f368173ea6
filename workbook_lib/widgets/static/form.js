// A form: parts from Python, drawn and kept in step; drafts and presses on their way back.
import { element, focusOn, reconcile } from "./nodes.js";
import { buildEditor } from "./editor.js";
import { savedInThisWindow } from "./saved.js";

const PATIENCE = 8000;
let count = 0;

// transport: {send(message, buffers), listen(callback) -> stop, inbox() -> save(item, {keepalive}) or null}
export function mountForm(root, { page, key, writer, words, parts, transport }) {
  root.classList.add("wb-form");
  root.dataset.page = page;
  const body = element("div", { class: "wb-body" });
  const live = element("div", { class: "wb-live", role: "status", "aria-live": "polite" });
  const trouble = element("div", { class: "wb-box wb-trouble-box", role: "alert", hidden: true });
  root.replaceChildren(body, trouble, live);

  const nodes = new Map();
  const pending = new Map();
  const saved = savedInThisWindow(words);
  const context = {
    prefix: `wb${++count}-${writer.slice(0, 8)}`,
    words,
    saved,
    drafts: new Map(),
    texts: new Map(),
    link: (slot, of) => ({ send: transport.send, inbox: transport.inbox, key, page: of || page, writer, slot }),
    editor: (part) => buildEditor(part, context),
    press,
    upload: (part, buffer) => transport.send({ type: "upload", part }, [buffer]),
    choose: (part, value) => transport.send({ type: "choose", part, value }),
    tick: (part, value, on) => transport.send({ type: "tick", part, value, on }),
  };

  // Stands on the form from a press until its answer is drawn and focus is where it belongs.
  const waits = () => root.toggleAttribute("data-waiting", pending.size > 0);

  function flushAll() {
    for (const draft of context.drafts.values()) draft.flush();
  }

  function press(name, part, button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    flushAll();
    const number = ++count;
    const from = document.activeElement;
    button.setAttribute("aria-disabled", "true");
    const timer = setTimeout(() => tell(words.not_answering), PATIENCE);
    pending.set(number, {
      over() {
        clearTimeout(timer);
        button.removeAttribute("aria-disabled");
      },
      // Whoever went on to another box or button since is not called back.
      wentOn() {
        const now = document.activeElement;
        return now !== from && Boolean(now?.closest(".wb-form"));
      },
    });
    waits();
    transport.send({ type: "press", name, part, number });
  }

  function tell(message) {
    for (const one of pending.values()) one.over();
    pending.clear();
    waits();
    trouble.textContent = message;
    trouble.hidden = !message;
  }

  const draftOf = ({ page: of, slot }) =>
    context.drafts.get(["", ...slot].join("/")) ?? context.drafts.get([of, ...slot].join("/"));

  const HEARD = {
    stored: (message) => draftOf(message)?.stored(message),
    refused: (message) => {
      draftOf(message)?.refused();
      tell(message.why);
    },
    done(message) {
      const one = pending.get(message.number);
      one?.over();
      pending.delete(message.number);
      trouble.hidden = true;
      if (message.announce) live.textContent = message.announce;
      if (!message.focus) return waits();
      requestAnimationFrame(() => {
        if (!one?.wentOn()) focusOn(root, message.focus);
        waits();
      });
    },
    trouble: (message) => tell(message.why),
    reload: async () => {
      await Promise.all([...context.drafts.values()].map((draft) => draft.leave()));
      location.reload();
    },
    erased: () => window.dispatchEvent(new CustomEvent("workbook:erased", { detail: key })),
  };
  const stop = transport.listen((message) => HEARD[message.type]?.(message));

  const leave = (event) => {
    const safe = Promise.all([...context.drafts.values()].map((draft) => draft.leave()));
    event?.detail?.waitUntil?.(safe);
  };
  const hidden = () => document.visibilityState === "hidden" && leave();
  const erased = (event) => {
    if (event.detail !== key) return;
    for (const draft of context.drafts.values()) draft.erased();
    location.reload();
  };
  window.addEventListener("workbook:erased", erased);
  window.addEventListener("workbook:leave", leave);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", hidden);

  const draw = (next) => reconcile(body, next, nodes, context);
  draw(parts);
  return {
    draw,
    close() {
      window.removeEventListener("workbook:erased", erased);
      window.removeEventListener("workbook:leave", leave);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hidden);
      stop();
      for (const entry of nodes.values()) entry.close?.();
    },
  };
}
