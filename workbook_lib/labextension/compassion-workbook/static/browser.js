// The workbook as a static site: no server, one kernel for all pages, and words kept in this browser.
import { addressOf, askedPath, inBrowser } from './config.js';
import { words } from './words.js';

const READY = 'from workbook_lib.browser import ready\nawait ready()';
let kept = true;

/** Open the page that the address asks for: here nobody else does. */
export async function openAsked(app) {
  if (!inBrowser) {
    return;
  }
  await app.restored;
  app.shell.mode = 'single-document';
  app.shell.collapseLeft();
  app.shell.collapseRight();
  await app.commands.execute('docmanager:open', { path: askedPath(), factory: 'Notebook' });
}

/** What opens a page beside `panel` in the kernel that is already there: another one takes half a minute. */
export function sameKernel(panel) {
  const kernel = inBrowser ? panel?.sessionContext.session?.kernel : undefined;
  return kernel ? { kernel: { id: kernel.id } } : {};
}

/** Let the address name the page in front, so that a reload and the Back button find it. */
export function nameInAddress(path) {
  if (inBrowser && path !== askedPath()) {
    history.pushState(null, '', addressOf(path));
  }
}

/**
 * Bring the journal before the first cell of `panel` runs. Resolves to what keeps the page from starting,
 * as words of a notice: undefined where nothing does.
 */
export async function bringJournal(panel) {
  const kernel = inBrowser ? panel.sessionContext.session?.kernel : undefined;
  if (!kernel) {
    return undefined;
  }
  void navigator.storage?.persist?.(); // Else a browser may clear it when it needs room.
  const reply = await kernel.requestExecute({ code: READY, silent: true, store_history: false }).done;
  const fault = reply.content.ename ?? ''; // This kernel gives the class as Python shows it.
  kept = !fault.includes('NotKeptError');
  return fault.includes('OpenElsewhereError') ? words.elsewhere : undefined;
}

/** What a page must say once it is open: undefined where its words are kept. */
export function notKept() {
  return kept ? undefined : words.notKept;
}

/**
 * Where there is no server, a draft waits in the browser's storage, where its editor has put it already.
 * Rejects where this browser has no such storage.
 */
export async function waitHere() {
  if (typeof localStorage.length !== 'number') {
    throw new Error('no storage');
  }
}
