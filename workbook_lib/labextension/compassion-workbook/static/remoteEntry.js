// The door JupyterLab knocks at: a module federation container, written by hand, so that nothing
// has to be built. Everything else is in the ES modules beside this file.
(() => {
  const here = document.currentScript.src;
  const load = name => import(new URL(name, here).href);
  const covered = load('./cover.js').then(cover => cover.cover());
  let shared;

  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB || {};
  globalThis._JUPYTERLAB['compassion-workbook'] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const [{ plugins }] = await Promise.all([load('./plugin.js'), covered]);
      const found = await plugins(shared);
      // A plain object: Lab writes a field of its own on it.
      return () => ({ __esModule: true, default: found });
    },
  };
})();
