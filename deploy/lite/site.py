"""The static site: JupyterLite with our pages, our shell, our wheel and Pyodide beside them."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from deploy.lite import fetching, packing
from deploy.lite.fetching import HERE, BuildError
from deploy.lite.pages import pages, sources
from workbook_lib.catalog import built_in

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "workbook_lib"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@jupyterlite/pyodide-kernel-extension")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
NOT_THERE = ("@jupyterlab/lsp-extension", "@jupyterlab/hub-extension:connectionlost")
"""Disabled in Lab, and needed by a part of JupyterLite or not in it at all."""
DISABLED = (
    # With it, Python looks for every module in the browser's copy of the pages first: opening takes a minute.
    "@jupyterlite/application-extension:service-worker-manager",
    # Our shell opens the page that the address names, and keeps it there.
    "@jupyterlite/application-extension:opener",
    "@jupyterlite/application-extension:mode-support",
)
OWN_KERNEL = {"@jupyterlab/notebook-extension:tracker": {"kernelShutdown": False}}
"""One kernel serves all pages: it must outlive the page it was started for."""
NOT_INSTALLED = "What builds the site isn't installed here. Run it with: python3 start.py lite"
NOT_OURS = "{folder} holds other files already. Choose an empty folder or a new one."


def build(target: Path, cache: Path) -> None:
    """Make the site in ``target``, in place of an older one; what is fetched is kept in ``cache``.

    Raises BuildError.
    """
    if target.exists() and any(target.iterdir()) and not (target / "jupyter-lite.json").exists():
        raise BuildError(NOT_OURS.format(folder=target))
    if find_spec("jupyterlite_core") is None or find_spec("jupyterlite_pyodide_kernel") is None:
        raise BuildError(NOT_INSTALLED)
    wanted = fetching.pinned()
    with tempfile.TemporaryDirectory() as place:
        stage, made = Path(place, "stage"), Path(place, "site")
        packages = _pyodide(stage / "static" / "pyodide", cache, wanted)
        _configuration(stage, packages)
        _lite(stage, made)
        shutil.copy(HERE / "index.html", made / "index.html")
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(made, target)


def _pyodide(folder: Path, cache: Path, wanted: fetching.Pinned) -> list[str]:
    """Put Pyodide, all wheels and the lock file into ``folder``; the names of the packages."""
    core = fetching.pyodide(cache, wanted)
    folder.mkdir(parents=True)
    for name in fetching.PYODIDE_FILES:
        shutil.copy(core / name, folder)
    for wheel in fetching.wheels(cache, wanted):
        if wheel.name.endswith("-none-any.whl"):
            shutil.copy(wheel, folder)
        else:
            packing.made_pure(wheel, folder)
    for name in ("piplite", "pyodide_kernel", "ipykernel"):
        [wheel] = (_labextension(EXTENSIONS[2]) / "static" / "pypi").glob(f"{name}-*.whl")
        shutil.copy(wheel, folder)
    packing.nothing("jedi", "Completes code; nobody writes any on these pages.", folder)
    fetching.run(
        "The workbook's own wheel",
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        ROOT,
    )
    _compile_ahead(core, folder)
    original = json.loads((core / fetching.LOCK).read_text(encoding="utf-8"))
    lock = packing.lock(original, sorted(folder.glob("*.whl")))
    packing.written(folder / fetching.LOCK, lock)
    return list(lock["packages"])


def _compile_ahead(core: Path, folder: Path) -> None:
    """Let the browser's own Python compile the wheels. Without Node.js the site works too, and opens later."""
    node = shutil.which("node")
    if node is not None:
        fetching.run(
            "The compiled wheels", [node, str(HERE / "precompile.mjs"), str(core), str(folder)], folder
        )


def _labextension(name: str) -> Path:
    return Path(sys.prefix, "share", "jupyter", "labextensions", name)


def _configuration(stage: Path, packages: list[str]) -> None:
    made = pages(ROOT / "notebooks", built_in("en"))
    (stage / "pages").mkdir()
    for name, page in made.items():
        packing.written(stage / "pages" / name, page)
    lab = json.loads((LIBRARY / "opening" / "settings" / "page_config.json").read_text(encoding="utf-8"))
    overrides = json.loads((LIBRARY / "opening" / "settings" / "overrides.json").read_text(encoding="utf-8"))
    for plugin, changed in OWN_KERNEL.items():
        overrides[plugin] |= changed
    packing.written(stage / "overrides.json", overrides)
    config = {
        "appName": "Compassion workbook",
        "enableMemoryStorage": True,
        "contentsStorageDrivers": ["memoryStorageDriver"],
        "settingsStorageDrivers": ["memoryStorageDriver"],
        "workspacesStorageDrivers": ["memoryStorageDriver"],
        "disabledExtensions": [
            *(name for name in lab["disabledExtensions"] if name not in NOT_THERE),
            *DISABLED,
        ],
        "litePluginSettings": {KERNEL: _kernel(packages)},
        "compassionWorkbook": {
            "pages": sources(made),
            "launched": True,
            "kept": "browser",
            "dataId": "browser",
        },
    }
    _lite_json(stage, config)


def _kernel(packages: list[str]) -> dict[str, Any]:
    return {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages},
    }


def _lite_json(folder: Path, config: Mapping[str, Any]) -> None:
    said = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    packing.written(folder / "jupyter-lite.json", said)


def _lite(stage: Path, target: Path) -> None:
    """Let JupyterLite build its own part. Raises BuildError."""
    extensions = [*map(_labextension, EXTENSIONS), LIBRARY / "labextension" / "compassion-workbook"]
    said = {
        "lite_dir": str(stage),
        "output_dir": str(target),
        "contents": [str(stage / "pages")],
        "apps": ["lab"],
        "federated_extensions": list(map(str, extensions)),
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "no_libarchive": True,
    }
    packing.written(stage / "jupyter_lite_config.json", {"LiteBuildConfig": said})
    fetching.run("The site", [sys.executable, "-m", "jupyterlite_core", "build"], stage)
