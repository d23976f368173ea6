// A quiet line while a page opens: it hides how Lab builds itself, and the page before it is alive.
import { askedPath, inBrowser, language, shippedSources } from './config.js';
import { words } from './words.js';

const SLOW_AFTER_MS = 12000;
const LIFTED_AFTER_MS = inBrowser ? 180000 : 60000; // Whatever went wrong by then, it is better seen than covered.
let line;
let timers = [];
let first = true;

/** Link the styles; and cover the window where the address asks for one of our pages. */
export function cover() {
  const styles = document.createElement('link');
  styles.rel = 'stylesheet';
  styles.href = new URL('./style.css', import.meta.url).href;
  document.head.append(styles);
  if (shippedSources(askedPath())) {
    showCover();
  }
}

/** Show the line in place of the window's content. */
export function showCover() {
  if (line) {
    return;
  }
  line = document.createElement('p');
  line.className = 'wb-cover';
  line.setAttribute('role', 'status');
  line.lang = language;
  line.textContent = inBrowser && first ? words.openingHere : words.opening;
  first = false;
  document.body.append(line);
  timers = [
    setTimeout(() => (line.textContent = inBrowser ? words.slowHere : words.slow), SLOW_AFTER_MS),
    setTimeout(uncover, LIFTED_AFTER_MS),
  ];
}

/** Let the page be seen. */
export function uncover() {
  timers.forEach(clearTimeout);
  line?.remove();
  line = undefined;
}
