// One plain box in the page: what happened, that nothing is lost, what to do.
import { apart, sheet } from './view.js';

/** Show `{title, text, button}` at the top of the page; `act` is called on the press. */
export function notice(panel, { title, text, button }, act) {
  clearNotice(panel);
  const box = document.createElement('section');
  box.className = 'wb-notice';
  box.setAttribute('role', 'alert');
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
  box.append(heading, body, press);
  sheet(panel).prepend(apart(box));
  box.scrollIntoView({ block: 'nearest' });
}

/** Take the box away, where there is one. */
export function clearNotice(panel) {
  panel.content.node.querySelector('.wb-notice')?.remove();
}
