// Whether everything in this window is stored: one state for all its forms, shown in one quiet place.

const ORDER = ["trouble", "saving", "set_aside", "saved"];

export function savedInThisWindow(words) {
  return (globalThis.__compassionSaved ??= new Saved(words));
}

class Saved {
  constructor(words) {
    this.words = words;
    this.states = new Map();
    this.watchers = new Set();
    this.at = null;
  }

  watch(watcher) {
    this.watchers.add(watcher);
    watcher(this.shown());
    return () => this.watchers.delete(watcher);
  }

  // What a page shows on opening: when its words were last stored.
  start(at) {
    if (at && !this.at) this.before = new Date(at);
  }

  say(name, state, at) {
    this.states.set(name, state);
    if (at) this.at = new Date(at);
    for (const watcher of this.watchers) watcher(this.shown());
  }

  shown() {
    const worst = ORDER.find((state) => [...this.states.values()].includes(state)) ?? (this.at ? "saved" : "rest");
    if (worst === "rest" && this.before) {
      return { text: this.words.restored.replace("{time}", clock(this.before)), trouble: false };
    }
    const time = this.at ? clock(this.at) : "";
    return { text: (this.words[worst] ?? "").replace("{time}", time), trouble: worst === "trouble" };
  }
}

// The hour alone for today, with the day for what is older.
function clock(when) {
  const hour = { hour: "2-digit", minute: "2-digit" };
  const today = when.toDateString() === new Date().toDateString();
  return today ? when.toLocaleTimeString([], hour) : when.toLocaleString([], { ...hour, day: "numeric", month: "short" });
}
