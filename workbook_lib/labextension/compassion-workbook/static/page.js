// Is it ours, is it as we shipped it, and run it.
import { shippedSources } from './config.js';

const path = panel => panel.context.localPath;

/** Whether this panel says it is a page of the workbook. Needs `panel.context.ready`. */
export function saysItIsAPage(panel) {
  return panel.model?.getMetadata('workbook')?.autorun === true;
}

/** Whether the server knows this path as one of our pages. */
export function isPage(panel) {
  return shippedSources(path(panel)) !== undefined;
}

/** Whether every code cell holds what we shipped: nothing else may run without being asked. */
export function isUnchanged(panel) {
  const shipped = shippedSources(path(panel)) ?? [];
  const found = codeCells(panel).map(cell => cell.model.sharedModel.getSource());
  return found.length === shipped.length && found.every((source, i) => source === shipped[i]);
}

function codeCells(panel) {
  return panel.content.widgets.filter(cell => cell.model.type === 'code');
}

/** Run the code cells in order. Resolves when all are done, to the first fault as text, '' for none. */
export async function run(panel) {
  if (!panel.sessionContext.session?.kernel) {
    return 'no kernel';
  }
  // All at once: the kernel keeps the order, and drops the rest when one fails.
  const runs = codeCells(panel).map(cell => cell.constructor.execute(cell, panel.sessionContext));
  const replies = await Promise.allSettled(runs);
  return replies.map(faultOf).find(Boolean) ?? '';
}

function faultOf({ reason, value }) {
  if (reason) {
    return String(reason);
  }
  // Without the codes that colour a terminal.
  return value?.content.status === 'error' ? value.content.traceback.join('\n').replace(/\x1b\[[\d;]*m/g, '') : '';
}

/** Resolve when every widget of the page has something to show, or after `patience` milliseconds. */
export async function shown(panel, patience = 8000) {
  const until = performance.now() + patience;
  while (performance.now() < until && !widgetsShow(panel.content.node)) {
    await new Promise(requestAnimationFrame);
  }
}

function widgetsShow(node) {
  const outputs = node.querySelectorAll('[data-mime-type="application/vnd.jupyter.widget-view+json"]');
  return [...outputs].every(output => output.firstElementChild && output.offsetHeight > 8);
}
