// What the page's own scripts get from the shell: a way to keep a draft without a kernel.
import { waitHere } from './browser.js';
import { dataId, inBrowser, leaveNothing, saveUrl } from './config.js';

/** Put `window.compassionWorkbook` in place, and tell editors when the window is left. */
export function bridge() {
  window.compassionWorkbook = Object.freeze({ dataId, leaveNothing, saveUrl, save: inBrowser ? waitHere : save });
  window.addEventListener('pagehide', () => void tellLeaving());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      void tellLeaving();
    }
  });
}

/**
 * Put one draft (plain JSON) into the server's inbox. Resolves once it is on disk.
 * With `keepalive` the request outlives the page; browsers then take 64 KiB at most.
 */
async function save(draft, { keepalive = false } = {}) {
  const reply = await fetch(saveUrl, {
    method: 'PUT',
    keepalive,
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'X-XSRFToken': xsrf() },
    body: JSON.stringify(draft),
  });
  if (!reply.ok) {
    const { message = reply.statusText } = await reply.json().catch(() => ({}));
    throw new Error(message);
  }
}

function xsrf() {
  return document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/)?.[1] ?? '';
}

/**
 * Tell every editor that the page is being left: `workbook:leave` on the window. An editor that needs
 * time hands a promise to `event.detail.waitUntil`. Resolves when all are done, after 2 s at the latest.
 */
export async function tellLeaving() {
  const waits = [];
  const detail = { waitUntil: promise => waits.push(promise) };
  window.dispatchEvent(new CustomEvent('workbook:leave', { detail }));
  await atMost(2000, Promise.allSettled(waits));
}

/** Resolve with `promise`, or after `ms` milliseconds. */
export function atMost(ms, promise) {
  return Promise.race([promise, new Promise(resolve => setTimeout(resolve, ms))]);
}
