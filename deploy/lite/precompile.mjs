// Compile wheels ahead with the very Python that will run them: a browser else does it at every opening.
// node precompile.mjs PYODIDE_FOLDER WHEEL_FOLDER: each wheel is replaced by one with .pyc in place of .py.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(core, 'pyodide.mjs')));
const python = await loadPyodide({ indexURL: core });
const compile = python.runPython(fs.readFileSync(new URL('./precompile.py', import.meta.url), 'utf-8') + '\ncompiled');
for (const name of fs.readdirSync(folder).filter(name => name.endsWith('.whl'))) {
  const made = compile(new Uint8Array(fs.readFileSync(path.join(folder, name))));
  fs.writeFileSync(path.join(folder, name), made.toJs());
}
