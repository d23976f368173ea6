// A labelled box to write in, tied to one draft.
import { element } from "./nodes.js";
import { Draft } from "./drafts.js";

const LONGEST = 200_000;

// context: {prefix, link(slot), saved, words, texts}
export function buildEditor(part, context) {
  const id = `${context.prefix}-${part.id}`;
  const place = [part.page, ...part.slot].join("/"); // the same box in another case is another draft
  const label = element("label", { for: id, class: "wb-label" });
  const help = element("p", { id: `${id}-help`, class: "wb-help" });
  const box = element("textarea", { id, "data-name": part.id, "aria-describedby": `${id}-help`, spellcheck: String(!part.code), autocomplete: "off", dir: part.code ? "ltr" : "auto" });
  if (part.code) box.classList.add("wb-code");
  const trouble = element("p", { class: "wb-box", role: "alert", hidden: true });
  const title = part.heading ? element("h3", {}, label) : label;
  const node = element("div", { class: "wb-editor", "data-part": part.id }, title, help, box, trouble);

  const draft = new Draft(context.link(part.slot, part.page), part.revision, (state, at) => context.saved.say(place, state, at));
  context.drafts.set(place, draft);
  let setBy = part.set_by;
  let sends = part.sends;
  let good = (box.value = context.texts.get(place) ?? part.text);

  const typed = () => {
    if (box.value.length > LONGEST) {
      trouble.textContent = context.words.too_long;
      trouble.hidden = false;
      box.value = good;
      return;
    }
    trouble.hidden = true;
    good = box.value.isWellFormed?.() === false ? box.value.toWellFormed() : box.value;
    if (good !== box.value) box.value = good;
    context.texts.set(place, good);
    grow(box);
    draft.typed(good);
  };
  box.addEventListener("input", typed);
  box.addEventListener("blur", () => draft.flush());
  box.addEventListener("keydown", (event) => {
    if (!sends || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    box.closest(".wb-form").querySelector(`button[data-name="${CSS.escape(sends)}"]`)?.click();
  });

  const [newest, ...older] = draft.leftovers(good);
  older.reverse().forEach((kept) => draft.handOver(kept));
  if (newest) {
    good = box.value = newest.text;
    context.texts.set(place, good);
    draft.resume(newest);
  }
  requestAnimationFrame(() => grow(box));

  return {
    node,
    update(next) {
      label.textContent = next.label;
      help.textContent = next.help;
      help.hidden = !next.help;
      box.rows = next.rows;
      sends = next.sends;
      if (next.set_by > setBy) {
        setBy = next.set_by;
        good = box.value = next.text;
        context.texts.set(place, good);
        draft.revision = next.revision;
        grow(box);
      }
    },
    close() {
      draft.leave();
      context.drafts.delete(place);
    },
  };
}

// Grows with its text and never shrinks while one types, so that nothing below moves up and down.
function grow(box) {
  if (box.scrollHeight > box.clientHeight) box.style.minHeight = `${Math.min(box.scrollHeight + 4, 640)}px`;
}
