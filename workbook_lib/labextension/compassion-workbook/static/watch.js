// When the kernel or the server goes: one plain box in the page instead of Lab's dialogs.
import { baseUrl, leaveNothing, onHub } from './config.js';
import { notice } from './notice.js';
import { words } from './words.js';

const GONE = ['autorestarting', 'restarting', 'dead'];

/** Call `again` when the learner asks for it after the page's kernel went. */
export function watchKernel(panel, again) {
  const { sessionContext } = panel;
  // Lab's own dialog says the same in a program's words.
  sessionContext.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
  sessionContext.statusChanged.connect((_, status) => {
    if (GONE.includes(status)) {
      notice(panel, words.stopped, again);
    }
  });
}

/** Make sure there is a kernel to run in; starts one where the old one is gone. */
export async function wakeKernel(panel) {
  const { sessionContext } = panel;
  const kernel = sessionContext.session?.kernel;
  if (!kernel || kernel.status === 'dead') {
    await sessionContext.restartKernel();
  }
}

/** What Lab calls when the server doesn't answer any more. */
export function connectionLost(tracker) {
  const tell = () => {
    const panel = tracker.currentWidget;
    if (panel?.hasClass('workbook-page') && onHub) {
      notice(panel, words.resting, () => location.reload());
    } else if (panel?.hasClass('workbook-page')) {
      notice(panel, leaveNothing ? words.erased : words.offline, retry);
    }
  };
  const retry = async () => {
    const back = await fetch(`${baseUrl}api/status`).then(reply => reply.ok, () => false);
    if (back) {
      location.reload();
    } else {
      tell();
    }
  };
  return async () => tell();
}
