// Ties the parts together: every notebook that opens is looked at, ours come alive.
import { atMost, bridge } from './bridge.js';
import { bringJournal, notKept, openAsked } from './browser.js';
import { inBrowser, isLaunchedByUs } from './config.js';
import { uncover } from './cover.js';
import { guard } from './guard.js';
import { clearNotice, notice } from './notice.js';
import { isPage, isUnchanged, run, saysItIsAPage, shown } from './page.js';
import { closeOthers, followLinks } from './travel.js';
import { entitle, fitFrame, keepClean, makePage, skipCells, titlePages } from './view.js';
import { connectionLost, wakeKernel, watchKernel } from './watch.js';
import { words } from './words.js';

const KERNEL_WITHIN_MS = inBrowser ? 170000 : 45000;

/** The module Lab itself uses, so that its tokens are the same objects. */
async function sharedModule(scope, name) {
  const versions = scope[name];
  const factory = await versions[Object.keys(versions)[0]].get();
  return factory();
}

/** The plugins of this extension. */
export async function plugins(scope) {
  const names = ['@jupyterlab/notebook', '@jupyterlab/application', '@lumino/widgets'];
  const [notebook, application, widgets] = await Promise.all(names.map(name => sharedModule(scope, name)));
  const pages = {
    id: 'compassion-workbook:pages',
    autoStart: true,
    requires: [notebook.INotebookTracker],
    activate: (app, tracker) => activate({ app, tracker, Widget: widgets.Widget }),
  };
  const connection = {
    id: 'compassion-workbook:connection',
    requires: [notebook.INotebookTracker],
    provides: application.IConnectionLost,
    activate: (_, tracker) => connectionLost(tracker),
  };
  return isLaunchedByUs ? [pages, connection] : [pages];
}

function activate(lab) {
  guard();
  bridge();
  followLinks(lab.app, lab.tracker);
  titlePages(lab.tracker);
  lab.tracker.widgetAdded.connect((_, panel) => void open(lab, panel));
  lab.tracker.currentChanged.connect((_, panel) => fitFrame(lab.app, panel));
  void openAsked(lab.app);
}

async function open(lab, panel) {
  await panel.context.ready;
  if (!saysItIsAPage(panel)) {
    uncover();
    return;
  }
  if (!isPage(panel) || !isUnchanged(panel)) {
    uncover();
    notice(panel, words.changed, () => void panel.sessionContext.ready.then(() => run(panel)));
    return;
  }
  await openPage(lab, panel);
}

async function openPage({ app, tracker, Widget }, panel) {
  const fit = () => fitFrame(app, tracker.currentWidget);
  makePage(panel, Widget, fit);
  fit();
  void app.restored.then(fit);
  skipCells(panel);
  keepClean(panel);
  const alone = closeOthers(tracker, panel);
  await atMost(KERNEL_WITHIN_MS, panel.sessionContext.ready);
  watchKernel(panel, () => void start(panel));
  await start(panel, alone);
}

async function start(panel, before) {
  clearNotice(panel);
  await atMost(KERNEL_WITHIN_MS, wakeKernel(panel).catch(() => undefined));
  const stays = await bringJournal(panel);
  if (stays) {
    uncover();
    notice(panel, stays, () => void start(panel, before));
    return;
  }
  const fault = await run(panel);
  if (!fault) {
    await shown(panel);
  }
  await before;
  entitle(panel);
  uncover();
  if (fault) {
    notice(panel, words.noStart, () => void start(panel), fault);
  } else if (notKept()) {
    notice(panel, notKept(), () => undefined);
  }
}
