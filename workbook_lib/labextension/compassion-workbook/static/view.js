// Page or notebook: what of Lab is to be seen while one of our pages is in front.
import { language } from './config.js';
import { words } from './words.js';

const FRAME_IDS = ['jp-header-panel', 'jp-top-panel', 'jp-menu-panel', 'jp-main-statusbar'];
const FRAME_CLASS = 'jp-SideBar';
const asNotebook = new WeakSet();
const hiddenByUs = new Set();

/** Make the panel a page: its look, and the two ways between page and notebook. */
export function makePage(panel, Widget, refresh) {
  panel.addClass('workbook-page');
  panel.node.lang = panel.model.getMetadata('workbook')?.language ?? 'en';
  sheet(panel).append(toggle(panel, 'wb-foot', words.showNotebook, refresh));
  panel.contentHeader.addWidget(new Widget({ node: toggle(panel, 'wb-back', words.backToPage, refresh) }));
}

/** The scrolling element of the panel, that the cells lie in. */
export function sheet(panel) {
  return panel.content.node.querySelector('.jp-WindowedPanel-outer') ?? panel.content.node;
}

/** Keep a part of ours that isn't a cell from the notebook, which would send the focus on to a cell. */
export function apart(box) {
  for (const kind of ['focusin', 'keydown']) {
    box.addEventListener(kind, event => event.stopPropagation());
  }
  return box;
}

function toggle(panel, place, label, refresh) {
  const box = document.createElement('div');
  const button = document.createElement('button');
  box.className = place;
  button.type = 'button';
  button.lang = language;
  button.textContent = label;
  button.addEventListener('click', () => {
    if (!asNotebook.delete(panel)) {
      asNotebook.add(panel);
    }
    refresh();
    panel.node.querySelector(place === 'wb-foot' ? '.wb-back button' : '.wb-foot button')?.focus();
  });
  box.append(button);
  return apart(box);
}

/** Whether the panel is a page of ours and shown as one. */
export function showsAsPage(panel) {
  return Boolean(panel?.hasClass('workbook-page')) && !asNotebook.has(panel);
}

/** Fit Lab's frame to the panel in front: around a page there is none. */
export function fitFrame(app, panel) {
  const page = showsAsPage(panel);
  document.body.classList.toggle('wb-page', page);
  if (panel?.hasClass('workbook-page')) {
    panel.toggleClass('wb-as-notebook', !page);
    panel.toolbar.setHidden(page);
    panel.contentHeader.setHidden(page);
  }
  for (const part of page ? frame(app.shell) : hiddenByUs) {
    hide(part, page);
  }
}

function hide(part, yes) {
  if (yes && !part.isHidden) {
    hiddenByUs.add(part);
    part.hide();
  } else if (!yes) {
    hiddenByUs.delete(part);
    part.show();
  }
}

function* frame(widget) {
  for (const child of widget.children()) {
    if (FRAME_IDS.includes(child.id) || child.hasClass(FRAME_CLASS)) {
      yield child;
    } else if (!child.hasClass('lm-DockPanel')) {
      yield* frame(child);
    }
  }
}

/** Cells are no stops on the way of the Tab key; what is in them is. */
export function skipCells(panel) {
  const notebook = panel.content;
  const skip = () => {
    for (const cell of showsAsPage(panel) ? notebook.widgets : []) {
      cell.node.tabIndex = -1;
    }
  };
  notebook.activeCellChanged.connect(() => queueMicrotask(skip));
  skip();
}

/** Answers aren't in the page, so there is nothing to save and nothing to warn about on leaving. */
export function keepClean(panel) {
  const { model } = panel.context;
  const clean = () => {
    if (model.dirty && showsAsPage(panel)) {
      model.dirty = false;
    }
  };
  model.stateChanged.connect(clean);
  clean();
}

/** The browser's tab says what the page's heading says, not the name of a file. */
export function entitle(panel) {
  const heading = showsAsPage(panel) ? panel.node.querySelector('.jp-Cell h1') : null;
  const title = heading?.textContent.replace(/¶$/, '').trim();
  if (title && document.title !== title) {
    document.title = title;
  }
}

/** Keep it so: Lab writes a title of its own now and then. */
export function titlePages(tracker) {
  new MutationObserver(() => entitle(tracker.currentWidget)).observe(document.head, {
    childList: true,
    subtree: true,
    characterData: true,
  });
}
