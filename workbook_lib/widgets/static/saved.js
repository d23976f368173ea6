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

  say(name, state, at) {
    this.states.set(name, state);
    if (at) this.at = new Date(at);
    for (const watcher of this.watchers) watcher(this.shown());
  }

  shown() {
    const worst = ORDER.find((state) => [...this.states.values()].includes(state)) ?? (this.at ? "saved" : "rest");
    const time = this.at?.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) ?? "";
    return { text: (this.words[worst] ?? "").replace("{time}", time), trouble: worst === "trouble" };
  }
}
