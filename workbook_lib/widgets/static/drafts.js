// One draft's way from the keyboard to the journal, losing nothing on the way:
//   every keystroke -> the browser's storage, until somebody has confirmed it
//   at most every SEND_EVERY ms, also while typing goes on, and on leaving the field -> the kernel, which answers
//   no answer within WAIT ms (kernel busy, dead or restarting) -> the server's inbox, which the journal takes in later
const SEND_EVERY = 400;
const WAIT = 1200;
const KEPT = "compassion-workbook:draft:";
// A sitting that leaves nothing: browsers write sessionStorage to the disk too, a variable they don't.
const windowOnly = Object.create(null);

function storage() {
  return globalThis.compassionWorkbook?.leaveNothing ? windowOnly : localStorage;
}

export class Draft {
  // link: {send(message), inbox() -> save(item, {keepalive}) or null, key, page, writer, slot}
  constructor(link, revision, say) {
    this.link = link;
    this.revision = revision;
    this.say = say;
    this.seq = 0;
    this.confirmed = 0;
    this.sent = 0;
    this.aside = 0;
    this.text = null;
    this.timer = null;
    this.waiting = null;
    this.handed = new Map();
    this.earlier = null; // whose unconfirmed words are being handed over, after a reload
    this.place = KEPT + [link.key, link.page, ...link.slot].map(encodeURIComponent).join("/") + "/";
  }

  // What the browser still holds from before a reload, newest first, if the journal doesn't have it.
  leftovers(text) {
    const found = [];
    for (const name of storedNames(this.place)) {
      const kept = readStored(name);
      if (!kept || kept.text === text) forgetStored(name);
      else found.push({ ...kept, name });
    }
    return found.sort((a, b) => b.seq - a.seq);
  }

  // Hand over what was left: under its own writer and base, so that it isn't taken for somebody else's.
  resume(kept) {
    this.earlier = kept;
    this.text = kept.text;
    this.seq = Math.max(kept.seq + 1, Date.now());
    this.flush();
  }

  // Words of yet another earlier editor: they become a kept version in the journal, not this editor's text.
  handOver(kept) {
    this.handed.set(kept.seq, kept.name);
    const { page, slot } = this.link;
    this.link.send({ type: "draft", page, slot, text: kept.text, base: kept.base, seq: kept.seq, writer: kept.writer });
  }

  typed(text) {
    this.text = text;
    this.seq = Math.max(this.seq + 1, Date.now());
    this.keep();
    this.say("saving");
    if (this.timer === null) this.timer = setTimeout(() => this.flush(), SEND_EVERY);
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.seq === this.sent) return;
    this.sent = this.seq;
    this.link.send({ type: "draft", page: this.link.page, slot: this.link.slot, ...this.body() });
    this.await(this.seq);
  }

  body() {
    const writer = this.earlier?.writer ?? this.link.writer;
    return { text: this.text, base: this.earlier?.base ?? this.revision, seq: this.seq, writer };
  }

  await(seq) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.confirmed < seq && this.toInbox(), WAIT);
  }

  stored(message) {
    this.revision = message.revision;
    if (this.handed.has(message.seq)) {
      forgetStored(this.handed.get(message.seq));
      this.handed.delete(message.seq);
      return;
    }
    this.confirmed = Math.max(this.confirmed, message.seq);
    if (this.confirmed >= this.seq) {
      clearTimeout(this.waiting);
      forgetStored(this.place + this.link.writer);
      if (this.earlier) forgetStored(this.earlier.name);
      this.earlier = null;
      this.say("saved", message.at);
    }
  }

  refused() {
    clearTimeout(this.waiting);
    this.say("trouble");
  }

  // Leaving the page: nothing may wait for a timer any more. Resolves when the words are somewhere safe.
  leave() {
    if (this.seq === this.confirmed || this.text === null) return Promise.resolve();
    this.flush();
    return this.toInbox(true);
  }

  async toInbox(leaving = false) {
    const save = this.link.inbox();
    if (!save) return this.say("trouble");
    if (this.aside === this.seq) return;
    const seq = (this.aside = this.seq);
    const [scenario, prompt] = this.link.slot;
    const item = { page: this.link.page, scenario, prompt, ...this.body(), typed_at: Date.now() };
    // A browser refuses to keep a request alive past the page when its body is over 64 KiB.
    const keepalive = leaving && JSON.stringify(item).length < 20_000;
    try {
      await save(item, { keepalive });
      if (this.confirmed < seq) this.say(seq === this.seq ? "set_aside" : "saving", new Date().toISOString());
    } catch {
      this.aside = 0;
      if (this.confirmed < seq) this.say("trouble");
    }
  }

  // Everything was deleted: nothing of this journal stays in the browser, and this editor saves no more.
  erased() {
    clearTimeout(this.timer);
    clearTimeout(this.waiting);
    this.text = null;
    this.seq = this.sent = this.confirmed;
    storedNames(KEPT + encodeURIComponent(this.link.key) + "/").forEach(forgetStored);
  }

  keep() {
    try {
      storage()[this.place + this.link.writer] = JSON.stringify(this.body());
    } catch {
      // Full or switched off: the kernel and the inbox still take the words.
    }
  }
}

function storedNames(place) {
  try {
    return Object.keys(storage()).filter((name) => name.startsWith(place));
  } catch {
    return [];
  }
}

function readStored(name) {
  try {
    const kept = JSON.parse(storage()[name]);
    return typeof kept?.text === "string" && typeof kept.writer === "string" ? kept : null;
  } catch {
    return null;
  }
}

function forgetStored(name) {
  try {
    delete storage()[name];
  } catch {
    // Storage is switched off: nothing was kept.
  }
}
