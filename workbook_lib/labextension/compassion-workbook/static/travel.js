// From page to page in one window, one page alive at a time.
import { atMost, tellLeaving } from './bridge.js';
import { nameInAddress, sameKernel } from './browser.js';
import { askedPath, inBrowser, pagePath } from './config.js';
import { showCover, uncover } from './cover.js';
import { showsAsPage } from './view.js';

/** Follow links to our pages, and the Back button, inside Lab: much quicker than loading Lab again. */
export function followLinks(app, tracker) {
  window.addEventListener('popstate', () => {
    const path = inBrowser ? askedPath() : pagePath(pageName(location.pathname));
    if (path && path !== tracker.currentWidget?.context.localPath) {
      void go(app, tracker, path);
    }
  });
  window.addEventListener('click', event => {
    const path = targetPage(event);
    if (path) {
      event.preventDefault();
      event.stopImmediatePropagation();
      void go(app, tracker, path);
    }
  }, true);
}

function targetPage(event) {
  const link = event.target.closest?.('.workbook-page a[href]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  return pagePath(link.dataset.workbookPage ?? pageName(new URL(link.href, location.href).pathname));
}

/** '02_five_questions' for an address that ends in 02_five_questions.ipynb, '' for every other. */
function pageName(pathname) {
  return decodeURIComponent(pathname).match(/([^/]+)\.ipynb$/)?.[1] ?? '';
}

async function go(app, tracker, path) {
  showCover();
  try {
    await tellLeaving();
    const kernel = sameKernel(tracker.currentWidget);
    if (inBrowser) {
      // Of the connections to one kernel, the first alone hears of its widgets: the old page's must be gone.
      await closeOthers(tracker);
    }
    await app.commands.execute('docmanager:open', { path, factory: 'Notebook', ...kernel });
    nameInAddress(path);
  } catch (fault) {
    uncover();
    throw fault;
  }
}

/** Close every other page that is shown as a page, and its kernel, once its words are on their way. */
export async function closeOthers(tracker, panel) {
  const others = tracker.filter(other => other !== panel && showsAsPage(other));
  await Promise.all(others.map(close));
}

async function close(panel) {
  const { sessionContext } = panel;
  const kernel = sessionContext.session?.kernel;
  const rest = inBrowser ? undefined : () => sessionContext.shutdown();
  // The kernel answers in order: with this reply it has all that the page sent before.
  await atMost(2000, Promise.resolve(kernel?.requestKernelInfo()).catch(() => undefined));
  await atMost(2000, Promise.resolve(rest?.()).catch(() => undefined));
  panel.dispose();
}
