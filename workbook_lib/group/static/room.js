// Keeps what is typed until the room has it, and notices when the room moves on. Without this script the pages work by
// presses alone. We ask again and again rather than keep a line open: a short request survives a weak network, a phone that
// sleeps and a network that holds streams back; an open line has to be noticed as dead and built anew.
// Where the room begins on its host: "" of its own address, a path on a Hub.
const ROOT = new URL(".", document.currentScript.src).pathname.slice(0, -1);
const EVERY = 4000;
const SLOWEST = 30000;
const KEPT = `compassion-room:${ROOT}`;

const main = () => document.getElementById("main");
const status = document.getElementById("status");
const say = (name) => { status.textContent = name ? status.dataset[name] : ""; };
let wait = EVERY;
let sending = false;
let left = null;

function place(box) {
  return KEPT + (main().dataset.person ?? "") + "/" + box.dataset.draft;
}

// A browser may refuse its storage; typing goes on all the same.
function store(work) {
  try { return work(localStorage); } catch { return null; }
}

function forgetAll() {
  store((kept) => Object.keys(kept).filter((k) => k.startsWith(KEPT)).forEach((k) => kept.removeItem(k)));
}

function ready() {
  const box = document.querySelector("textarea[data-draft]");
  if (box) {
    box.dataset.given = box.value;
    const kept = store((s) => s.getItem(place(box)));
    if (kept !== null && kept !== box.value) { box.value = kept; say("back"); }
  }
  if (document.querySelector("[data-over]")) forgetAll();
  const timer = document.getElementById("timer");
  left = timer?.dataset.left && !("paused" in timer.dataset) ? Date.now() + 1000 * Number(timer.dataset.left) : null;
}

// Words in the box that the room doesn't have.
function unsent() {
  const box = document.querySelector("textarea[data-draft]");
  return Boolean(box && box.value !== box.dataset.given);
}

function show(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("main");
  if (!next) return false;
  main().replaceWith(document.adoptNode(next));
  if (address) history.replaceState(null, "", address);
  ready();
  (main().querySelector("[role=alert], #kept") ?? main()).focus();
  return true;
}

// Older phones have no such signal; they wait as long as their browser does.
const soon = (ms) => AbortSignal.timeout?.(ms);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// One answer with one key: however often it is sent, it is kept once. We go on until the room has said so.
async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.set(button.name, button.value);
  const box = form.querySelector("textarea[data-draft]");
  const text = box.value;
  let again = 1500;
  sending = true;
  say("sending");
  for (;;) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, signal: soon(15000) });
      // A room never answers 404 to a form of its own: then a Hub's proxy is new and doesn't know its rooms yet.
      if (answer.status < 500 && answer.status !== 429 && answer.status !== 404) {
        const taken = answer.redirected && answer.ok;
        const typedOn = box.value !== text ? box.value : null;
        if (taken && typedOn === null) store((s) => s.removeItem(place(box)));
        else store((s) => s.setItem(place(box), box.value));
        const html = await answer.text();
        say(taken ? "kept" : "");
        sending = false;
        if (!show(html, taken ? answer.url : null)) say("here");
        return;
      }
    } catch { /* no network just now */ }
    say("waiting");
    await pause(again);
    again = Math.min(again * 1.6, SLOWEST);
    if (!form.isConnected) { sending = false; return; }
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-once]")) return;
  event.preventDefault();
  if (!sending) send(event.target, event.submitter);
});

document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches("textarea[data-draft]")) return;
  store((s) => s.setItem(place(box), box.value));
  say("here");
});

// Marks of a text are sent with each press, and again until the room has them; the newest ones stand.
let marks = null;
let marking = false;

async function sendMarks(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set(button ? "go" : "quiet", button ? button.value : "yes");
  const answer = await fetch(form.action, { method: "POST", body: fields, signal: soon(15000) });
  // As of an answer: a 404 is of a Hub's proxy that doesn't know its rooms yet.
  if (answer.status >= 500 || answer.status === 429 || answer.status === 404) throw new Error(String(answer.status));
  if (answer.status !== 204 && (button || !answer.ok)) show(await answer.text(), answer.redirected ? answer.url : null);
  return answer.ok;
}

async function keepMarks(form, button) {
  marks = { form, button: button ?? marks?.button };
  if (marking) return;
  marking = sending = true;
  for (let again = 1500; marks;) {
    const now = marks;
    marks = null;
    try {
      status.textContent = await sendMarks(now.form, now.button) ? now.form.dataset.kept : "";
    } catch {
      marks ??= now;
      status.textContent = now.form.dataset.waiting;
      await pause(again);
      again = Math.min(again * 1.6, SLOWEST);
    }
  }
  marking = sending = false;
}

document.addEventListener("change", (event) => {
  if (event.target.form?.matches("form[data-marks]")) keepMarks(event.target.form);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-marks]")) return;
  event.preventDefault();
  keepMarks(event.target, event.submitter ?? event.target.querySelector(".wb-main"));
});

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-goto]")?.dataset.goto;
  const sentence = name && document.querySelector(`[data-name="${CSS.escape(name)}"]`);
  if (!sentence) return;
  sentence.tabIndex = -1;
  sentence.focus();
});

async function look() {
  const here = main();
  if (!here.dataset.person || sending) return;
  const answer = await fetch(`${ROOT}/now`, { signal: soon(8000) });
  if (!answer.ok) throw new Error(String(answer.status));
  const now = await answer.json();
  if (now.here && typeof now.left === "number" && left !== null) left = Date.now() + 1000 * now.left;
  if (now.here && String(now.version) === here.dataset.version) return;
  // Whoever writes isn't interrupted: the page says that the room went on, and waits.
  const moved = document.getElementById("moved");
  if (moved && (unsent() || document.activeElement?.matches("textarea"))) { moved.hidden = false; return; }
  const room = `${ROOT}/room`;
  if (location.pathname !== room) return;
  const address = room + (here.querySelector("form[data-marks]") ? location.search : "");
  const page = await fetch(address);
  if (!sending && main() === here) show(await page.text(), address);
}

async function keepLooking() {
  for (;;) {
    await pause(wait * (0.8 + 0.4 * Math.random()));
    if (document.hidden) continue;
    try {
      await look();
      if (wait > EVERY && !sending) say("");
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 1.6, SLOWEST);
      if (!sending) say("offline");
    }
  }
}

setInterval(() => {
  const timer = document.getElementById("timer");
  if (left === null || !timer) return;
  const seconds = Math.max(0, Math.round((left - Date.now()) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  timer.textContent = timer.dataset.words.replace("{minutes}", clock);
}, 1000);

ready();
keepLooking();
