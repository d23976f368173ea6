// One plain box in the page: what happened, that nothing is lost, what to do.
import { language } from './config.js';
import { apart, sheet } from './view.js';
import { words } from './words.js';

/** Show `{title, text, button}` at the top of the page; `act` is called on the press. `fault` is folded. */
export function notice(panel, { title, text, button }, act, fault = '') {
  clearNotice(panel);
  const box = document.createElement('section');
  box.className = 'wb-notice';
  box.setAttribute('role', 'alert');
  box.lang = language;
  const heading = document.createElement('h2');
  heading.textContent = title;
  const body = document.createElement('p');
  body.textContent = text;
  const press = document.createElement('button');
  press.type = 'button';
  press.textContent = button;
  press.addEventListener('click', () => {
    clearNotice(panel);
    act();
  });
  box.append(heading, body, press, ...(fault ? [folded(fault)] : []));
  sheet(panel).prepend(apart(box));
  box.scrollIntoView({ block: 'nearest' });
}

function folded(fault) {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = words.details;
  const text = document.createElement('pre');
  text.textContent = fault;
  details.append(summary, text);
  return details;
}

/** Take the box away, where there is one. */
export function clearNotice(panel) {
  panel.content.node.querySelector('.wb-notice')?.remove();
}
