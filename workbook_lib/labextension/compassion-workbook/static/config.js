// What the server says about the workbook. Read from the page itself, before Lab is there.
const element = document.getElementById('jupyter-config-data');
const page = element ? JSON.parse(element.textContent) : {};
const workbook = page.compassionWorkbook || { pages: {}, inbox: '', dataId: '' };

export const baseUrl = page.baseUrl || '/';
/** Whether this Lab was started by the workbook's own command, for the workbook alone. */
export const isLaunchedByUs = workbook.launched === true;
export const dataId = workbook.dataId;
/** Whether what is written in this sitting is erased at its end: then the browser keeps no word of it. */
export const leaveNothing = workbook.leaveNothing === true;
/** The words of the page's shell in the chosen language, by key; none where that is English. */
export const chosenWords = workbook.words || {};
/** The language those words are in. */
export const language = workbook.language || 'en';
export const saveUrl = new URL(baseUrl + workbook.inbox, location.href).href;

/** Whether a Hub runs this server, and starts it again when somebody comes. */
export const onHub = typeof page.hubPrefix === 'string';

/** Whether the workbook is a static site, and Python runs in this browser. */
export const inBrowser = workbook.kept === 'browser';

/** The path of the document the address bar asks for, '' where it asks for none. */
export function askedPath() {
  if (inBrowser) {
    return new URLSearchParams(location.search).get('path') ?? Object.keys(workbook.pages)[0];
  }
  return page.treePath || '';
}

/** The address of one of our pages on a static site. */
export function addressOf(path) {
  return `${location.pathname}?path=${encodeURIComponent(path)}`;
}

/** The sources of the code cells of a page of ours, undefined for every other path. */
export function shippedSources(path) {
  return Object.hasOwn(workbook.pages, path) ? workbook.pages[path] : undefined;
}

/** The path of the page called `name` ('02_five_questions'), undefined where there is none. */
export function pagePath(name) {
  return Object.keys(workbook.pages).find(path => path.split('/').pop() === `${name}.ipynb`);
}
