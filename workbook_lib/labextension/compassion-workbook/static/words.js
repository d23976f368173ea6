// Every word this extension shows: English here, another language by the page's own settings.
import { chosenWords } from './config.js';

const english = {
  opening: 'Opening the page…',
  openingHere: 'Opening the page… The first time on this device takes up to a minute.',
  slowHere: 'Still opening. The workbook comes into your browser first; after that it opens sooner.',
  slow: 'Still opening. The first page of a day can take half a minute.',
  showNotebook: 'Show the notebook',
  backToPage: 'Back to the page',
  details: 'For whoever helps you',
  changed: {
    title: 'This page was changed',
    text: 'It isn’t the page the workbook brought, so it doesn’t start by itself. If you know who changed it, you can start it.',
    button: 'Start this page',
  },
  stopped: {
    title: 'The part that reads stopped',
    text: 'Your words are kept.',
    button: 'Start the page again',
  },
  noStart: {
    title: 'The page didn’t start',
    text: 'Nothing you wrote is lost.',
    button: 'Start the page again',
  },
  offline: {
    title: 'The workbook was closed',
    text: 'The window that runs it is no longer there. Your words are kept. Start the workbook again the way you did before, then open this page again.',
    button: 'Try again',
  },
  resting: {
    title: 'The workbook is resting',
    text: 'It rests when it isn’t used for a while. Your words are kept.',
    button: 'Wake it',
  },
  elsewhere: {
    title: 'The workbook is open in another tab',
    text: 'It can be open once in a browser, so that no word of yours gets lost. Go on there, or close that tab and try again.',
    button: 'Try again',
  },
  notKept: {
    title: 'This window keeps nothing',
    text: 'You can use the page, and what you write is gone when you close it. A private window does this, and so does an address that doesn’t begin with https. To keep your words, open the workbook in an ordinary window.',
    button: 'Go on without keeping',
  },
  erased: {
    title: 'The workbook was closed',
    text: 'This sitting leaves nothing on the computer: what you wrote in it is erased. Close this browser window too, as it still shows your words.',
    button: 'Try again',
  },
};

/** The words of the chosen language over the English ones; `changed.title` is there under `changed_title`. */
function chosen(tree, before = '') {
  const entries = Object.entries(tree).map(([name, value]) => {
    const key = before + name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    return [name, typeof value === 'string' ? chosenWords[key] ?? value : chosen(value, `${key}_`)];
  });
  return Object.fromEntries(entries);
}

export const words = chosen(english);
