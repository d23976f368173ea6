// No shortcut of Lab's reaches into a form, nor any at all while a page is shown as a page.
const FORM = '.wb-form, .jp-OutputArea-output :is(input, textarea, select, button, a, summary, [tabindex])';
const SUPPRESS = 'data-lm-suppress-shortcuts';

const inPage = target => document.body.classList.contains('wb-page') || target.closest?.(FORM) != null;

/** Listen before anybody else does. Native behaviour and the widgets' own listeners are untouched. */
export function guard() {
  window.addEventListener('keydown', keydown, true);
  for (const kind of ['dblclick', 'contextmenu']) {
    window.addEventListener(kind, stay, true);
  }
}

function keydown(event) {
  const target = event.target;
  if (!(target instanceof Element) || target.closest('.jp-Dialog') || !inPage(target)) {
    return;
  }
  // Lab looks for this attribute from the target upwards, and matches selectors on the target first:
  // only on the target itself does it always count.
  if (!target.hasAttribute(SUPPRESS)) {
    target.setAttribute(SUPPRESS, '');
    setTimeout(() => target.removeAttribute(SUPPRESS));
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault(); // The browser would offer to save the page as a file.
  }
}

function stay(event) {
  // A double click would open a text's source, a right click Lab's menu of cell commands.
  if (document.body.classList.contains('wb-page') && !event.target.closest?.('.jp-Dialog')) {
    event.stopImmediatePropagation();
  }
}
