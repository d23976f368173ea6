"""Two small pages for tests of the shell: prose, a stock widget, and a form as our own widgets are."""

from __future__ import annotations

from pathlib import Path

import nbformat

FORM = '''
import anywidget, ipywidgets, traitlets

class Form(anywidget.AnyWidget):
    presses = traitlets.Int(0).tag(sync=True)
    _esm = """
    export default { render({ model, el }) {
      el.classList.add('wb-form');
      el.innerHTML = `
        <fieldset><legend>How would you say it stands?</legend>
          <label><input type=radio name=level value=0> not yet</label>
          <label><input type=radio name=level value=1> emerging</label>
          <label><input type=radio name=level value=2> clear</label></fieldset>
        <p><label for=why>Why is this so important to this person?</label><br>
          <textarea id=why rows=4 style="width: 100%; box-sizing: border-box"></textarea></p>
        <p><button type=button id=read>Read with me</button> <output id=presses>0</output></p>
        <details><summary>More about the case</summary><p>She came on foot.</p></details>
        <p><a id=on href="02_five_questions.ipynb" data-workbook-page="02_five_questions">Five questions</a>
           <a id=home href="00_start_here.ipynb" data-workbook-page="00_start_here">Start</a></p>`;
      const presses = el.querySelector('#presses');
      el.querySelector('#read').addEventListener('click', () => {
        model.set('presses', model.get('presses') + 1);
        model.save_changes();
      });
      model.on('change:echo', () => { presses.textContent = model.get('echo'); });
      el.addEventListener('keydown', event => {
        el.dataset.keys = (el.dataset.keys || '') + event.key + ' ';
      });
    } };"""
    echo = traitlets.Int(0).tag(sync=True)

    @traitlets.observe("presses")
    def answer(self, change):
        self.echo = change["new"]

ipywidgets.VBox([ipywidgets.Textarea(description="Your words"), Form()])
'''.strip()

PROSE = "You meet someone at the desk who is upset about a fee. Read what they say before you answer. " * 3


def write_page(path: Path, title: str, code: str = FORM) -> Path:
    """One page of ours: metadata, prose, one code cell, prose."""
    book = nbformat.v4.new_notebook()
    book.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "workbook": {"autorun": True, "page": path.stem},
    }
    text, run = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    on = "The way on: [Five questions](02_five_questions.ipynb)"
    book.cells = [text(f"# {title}\n\n{PROSE}", id="top"), run(code, id="form"), text(on, id="end")]
    for cell in book.cells:
        cell.metadata = {"deletable": False, "editable": False}
    nbformat.write(book, path)
    return path


def write_sample_pages(folder: Path) -> Path:
    """A folder with two pages."""
    folder.mkdir(exist_ok=True)
    write_page(folder / "00_start_here.ipynb", "Start here")
    write_page(folder / "02_five_questions.ipynb", "Five questions before you answer")
    return folder
