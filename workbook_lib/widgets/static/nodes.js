// Parts (see parts.py) to DOM nodes. A node lives as long as its part's id does, so nothing that a learner
// reads, types or focuses is ever replaced under their hands.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const BUILDERS = { html: buildHtml, choices: buildChoices, ticks: buildTicks, when: buildWhen, actions: buildActions, saved: buildSaved, group: buildGroup, upload: buildUpload };

// context: {prefix, editor(part) -> {node, update}, press(name, part), choose(part, value), tick(part, value, on), saved}
export function reconcile(container, parts, live, context) {
  const kept = new Set(parts.map((part) => part.kind + ":" + part.id));
  for (const [key, entry] of live) {
    if (!kept.has(key)) {
      entry.close?.();
      entry.node.remove();
      live.delete(key);
    }
  }
  let before = null;
  for (const part of parts) {
    const key = part.kind + ":" + part.id;
    let entry = live.get(key);
    if (!entry) {
      entry = (part.kind === "editor" ? context.editor : BUILDERS[part.kind])(part, context);
      live.set(key, entry);
    }
    entry.update(part);
    const wanted = before ? before.nextSibling : container.firstChild;
    if (entry.node !== wanted) container.insertBefore(entry.node, wanted);
    before = entry.node;
  }
}

function buildHtml(part, context) {
  const node = element("div", { class: "wb-html", "data-part": part.id });
  let shown = null;
  node.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-press]");
    if (pressed) return context.press(pressed.dataset.press, part.id, pressed);
    const copied = event.target.closest("[data-copy]");
    if (copied) return copy(copied);
    if (event.target.closest("[data-fill]")) return fillScreen(node.closest(".wb-form"));
    const goto = event.target.closest("[data-goto]");
    if (goto) focusOn(node.closest(".wb-form"), goto.dataset.goto);
  });
  return {
    node,
    update(next) {
      if (next.html !== shown) node.innerHTML = shown = next.html;
    },
  };
}

// Where the browser keeps the clipboard closed, the words are selected for the keyboard instead.
async function copy(button) {
  const said = button.dataset.said ?? (button.dataset.said = button.textContent);
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    const shown = [...button.closest(".wb-html").querySelectorAll("p")].find((p) => p.textContent === button.dataset.copy);
    if (shown) getSelection().selectAllChildren(shown);
    return;
  }
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = said), 4000);
}

// For a projector. The form goes on as it is, larger.
function fillScreen(form) {
  if (document.fullscreenElement) document.exitFullscreen();
  else form.requestFullscreen?.();
}

export function focusOn(root, name) {
  const named = root?.querySelector(`[data-name="${CSS.escape(name)}"]`);
  if (!named) return;
  const target = named.matches("fieldset") ? named.querySelector("input:checked, input") : named;
  if (!target.hasAttribute("tabindex") && !target.matches("button, a, input, textarea")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function buildChoices(part, context) {
  const legend = element("legend");
  const list = element("div", { class: "wb-options" });
  const node = element("fieldset", { class: "wb-choices", "data-part": part.id, "data-name": part.id }, legend, list);
  let drawn = "";
  list.addEventListener("change", (event) => context.choose(part.id, event.target.value));
  return {
    node,
    update(next) {
      legend.textContent = next.legend;
      const wanted = JSON.stringify(next.options);
      if (wanted !== drawn) {
        drawn = wanted;
        list.replaceChildren(...next.options.map((option) => input("radio", option, `${context.prefix}-${part.id}`)));
      }
      for (const input of list.querySelectorAll("input")) input.checked = input.value === next.value;
    },
  };
}

function input(type, option, name) {
  const box = element("input", { type, name, value: option.value });
  return element("label", { class: "wb-option" }, box, element("span", {}, option.label));
}

function buildTicks(part, context) {
  const legend = element("legend");
  const list = element("div", { class: "wb-ticks" });
  const node = element("fieldset", { class: "wb-choices", "data-part": part.id, "data-name": part.id }, legend, list);
  const live = new Map();
  list.addEventListener("change", (event) => context.tick(part.id, event.target.value, event.target.checked));
  return {
    node,
    update(next) {
      legend.textContent = next.legend;
      const wanted = new Set(next.options.map((option) => option.value));
      for (const [value, label] of live) {
        if (!wanted.has(value)) {
          label.remove();
          live.delete(value);
        }
      }
      next.options.forEach((option, place) => {
        if (!live.has(option.value)) live.set(option.value, input("checkbox", option, `${context.prefix}-${part.id}`));
        const label = live.get(option.value);
        label.lastChild.textContent = option.label;
        label.firstChild.checked = next.values.includes(option.value);
        if (list.children[place] !== label) list.insertBefore(label, list.children[place] ?? null);
      });
    },
  };
}

// The browser knows the learner's time zone by its name; the computer that runs the pages may stand elsewhere.
function buildWhen(part, context) {
  const id = `${context.prefix}-${part.id}`;
  const legend = element("legend");
  const help = element("p", { id: `${id}-help`, class: "wb-help" });
  const [day, time] = ["date", "time"].map((type) =>
    element("input", { type, id: `${id}-${type}`, "data-name": type === "date" ? part.id : `${part.id}-time`, "aria-describedby": `${id}-help` }),
  );
  const [dayLabel, timeLabel] = [day, time].map((box) => element("label", { for: box.id, class: "wb-label" }));
  const fields = element("div", { class: "wb-when" }, element("div", {}, dayLabel, day), element("div", {}, timeLabel, time));
  const node = element("fieldset", { class: "wb-choices", "data-part": part.id }, legend, help, fields);
  node.addEventListener("change", () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    context.choose(part.id, day.value && time.value ? `${day.value}T${time.value}[${zone}]` : "");
  });
  let shown = null;
  return {
    node,
    update(next) {
      legend.textContent = next.legend;
      help.textContent = next.help;
      dayLabel.textContent = next.day;
      timeLabel.textContent = next.time;
      if (next.value === shown) return;
      shown = next.value;
      if (shown) [day.value, time.value] = shown.split("T");
    },
  };
}

function buildActions(part, context) {
  const node = element("div", { class: "wb-actions", "data-part": part.id });
  const live = new Map();
  return {
    node,
    update(next) {
      const names = new Set(next.buttons.map((b) => b.name));
      for (const [name, button] of live) {
        if (!names.has(name)) {
          button.remove();
          live.delete(name);
        }
      }
      next.buttons.forEach((b, place) => {
        let button = live.get(b.name);
        if (!button) {
          button = element("button", { type: "button", "data-name": b.name });
          button.addEventListener("click", () => context.press(b.name, part.id, button));
          live.set(b.name, button);
        }
        button.className = b.main ? "wb-button wb-main" : "wb-button";
        if (button.textContent !== b.label) button.textContent = b.label;
        if (node.children[place] !== button) node.insertBefore(button, node.children[place] ?? null);
      });
    },
  };
}

function buildSaved(part, context) {
  const node = element("p", { class: "wb-saved", "data-part": part.id });
  context.saved.start(part.at);
  const stop = context.saved.watch((state) => {
    node.textContent = state.text;
    node.classList.toggle("wb-trouble", state.trouble);
  });
  return { node, update() {}, close: stop };
}

function buildUpload(part, context) {
  const id = `${context.prefix}-${part.id}`;
  const input = element("input", { type: "file", id, accept: part.accept, "data-name": part.id, "aria-describedby": `${id}-help` });
  const label = element("label", { for: id, class: "wb-label" });
  const help = element("p", { id: `${id}-help`, class: "wb-help" });
  const trouble = element("p", { class: "wb-box", role: "alert", hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const big = part.most > 0 && file?.size > part.most;
    trouble.textContent = big ? part.too_big : "";
    trouble.hidden = !big;
    if (file && !big) context.upload(part.id, await file.arrayBuffer());
    input.value = "";
  });
  return {
    node: element("div", { class: "wb-upload", "data-part": part.id }, label, help, input, trouble),
    update(next) {
      label.textContent = next.label;
      help.textContent = next.help;
    },
  };
}

// In a group that looks "quick", the key of an option's value chooses it and goes on to the next question.
function quick(event) {
  // From the text itself, where one is after it was read, a key marks the first question.
  const asked = event.target.closest("article") ? event.currentTarget.querySelector("fieldset") : event.target.closest("fieldset");
  if (!asked || event.ctrlKey || event.metaKey || event.altKey) return;
  const option = [...asked.querySelectorAll("input")].find((input) => input.value === event.key);
  if (!option) return;
  event.preventDefault();
  if (!option.checked) option.click();
  const all = [...event.currentTarget.querySelectorAll("fieldset, .wb-main")];
  const next = all[all.indexOf(asked) + 1];
  const target = next?.matches("fieldset") ? next.querySelector("input:checked, input") : next;
  target?.focus({ preventScroll: true });
  (next ?? asked).scrollIntoView({ block: "nearest" });
}

function buildGroup(part, context) {
  const node = element("section", { "data-part": part.id });
  const live = new Map();
  if (part.look === "quick") node.addEventListener("keydown", quick);
  return {
    node,
    update(next) {
      node.className = `wb-group wb-${next.look}`;
      if (next.label) node.setAttribute("aria-label", next.label);
      if (next.look === "log") node.setAttribute("role", "log");
      reconcile(node, next.parts, live, context);
    },
    close() {
      for (const entry of live.values()) entry.close?.();
    },
  };
}
