"""The Hub's configuration: what it grants and to whom, and that the values for Kubernetes say the same."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
import sys
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import jupyterhub
import psutil
import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jsonschema import Draft7Validator
from jupyterhub.app import JupyterHub
from ruamel.yaml import YAML
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from deploy.hub import accounts, trial
from tests.conftest import ROOT
from tests.live_room import until
from workbook_lib.catalog import built_in
from workbook_lib.db.place import NAMED_BY
from workbook_lib.hub import learner
from workbook_lib.opening.lab import Launch

HUB = ROOT / "deploy" / "hub"
VARIABLE = re.compile(r"WORKBOOK_[A-Z_]*[A-Z]")


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Config:
    monkeypatch.setenv("WORKBOOK_HUB_STATE", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_HUB_URL", "https://learn.example.org")
    monkeypatch.setenv("WORKBOOK_HUB_BIND", "http://127.0.0.1:8000")
    monkeypatch.setenv("WORKBOOK_FACILITATORS", "maria, otis")
    monkeypatch.setenv("WORKBOOK_KEEPERS", "ines")
    monkeypatch.setenv(NAMED_BY, "postgresql://rooms:secret@db/workbook")
    return loaded()


def loaded() -> Config:
    """The configuration as the environment makes it; it sets the umask of the Hub, and here none."""
    before = os.umask(0o022)
    try:
        return PyFileConfigLoader("jupyterhub_config.py", path=str(HUB)).load_config()
    finally:
        os.umask(before)


def service(config: Config, name: str) -> dict[str, Any]:
    return next(s for s in config.JupyterHub.services if s["name"] == name)


def test_only_facilitators_may_open_rooms_and_nobody_may_enter_anothers_server(config: Config) -> None:
    held = {role["name"]: role for role in config.JupyterHub.load_roles}
    may = [name for name, role in held.items() if "access:services!service=rooms" in role["scopes"]]
    assert may == ["facilitator"]
    assert held["facilitator"]["groups"] == ["facilitators"]
    assert config.JupyterHub.load_groups["facilitators"]["users"] == ["maria", "otis"]
    everything = [scope for role in held.values() for scope in role["scopes"]]
    assert not [
        s for s in everything if s.startswith(("access:servers", "admin:users", "tokens", "admin:servers"))
    ]
    assert "admin_users" not in config.Authenticator
    assert "access:servers!server" in config.Spawner.server_token_scopes


def test_the_database_of_the_rooms_is_told_to_the_rooms_alone(config: Config) -> None:
    assert service(config, "rooms")["environment"][NAMED_BY].startswith("postgresql://")
    assert service(config, "rooms")["url"].startswith("http://127.0.0.1:")
    assert "secret" not in repr(config.Spawner) + repr(service(config, "idle-culler"))


def test_a_learners_server_is_told_of_no_database_even_where_somebody_says_one(tmp_path: Path) -> None:
    given = {NAMED_BY: "postgresql://x", "JUPYTERHUB_API_TOKEN": "t", "JUPYTER_PATH": "/x", "HOME": "/h"}
    told = learner.environment(Launch(tmp_path, 0, tmp_path), given)
    assert NAMED_BY not in told
    assert "JUPYTER_TOKEN" not in told
    assert (told["JUPYTERHUB_API_TOKEN"], told["HOME"]) == ("t", "/h")


def test_idle_kernels_and_servers_end(config: Config) -> None:
    assert "--timeout=3600" in service(config, "idle-culler")["command"]
    assert "--MappingKernelManager.cull_idle_timeout=1800" in learner.culling(
        config.Spawner.environment["WORKBOOK_IDLE_KERNEL"]
    )
    assert learner.culling("0") == learner.culling("") == []


@pytest.mark.parametrize(("idle", "seen"), [("3600", 300), ("600", 150), ("120", 30)])
def test_whoever_writes_is_not_taken_for_idle(
    config: Config, monkeypatch: pytest.MonkeyPatch, idle: str, seen: int
) -> None:
    """What the Hub knows of a server is this old at most: from the server's own word, and from the proxy's."""
    monkeypatch.setenv("WORKBOOK_IDLE_SERVER", idle)
    made = loaded()
    assert made.JupyterHub.last_activity_interval == seen
    assert made.Spawner.environment["JUPYTERHUB_ACTIVITY_INTERVAL"] == str(seen)
    assert service(made, "idle-culler")["command"][-2:] == [f"--timeout={idle}", f"--cull-every={seen}"]


def test_nothing_is_ended_where_nothing_shall_be(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_IDLE_SERVER", "0")
    made = loaded()
    assert [s["name"] for s in made.JupyterHub.services] == ["rooms"]
    assert "idle-culler" not in {role["name"] for role in made.JupyterHub.load_roles}


def test_rooms_never_run_as_root(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    for euid, account in ((0, "wb-rooms"), (1000, "")):
        monkeypatch.setattr(os, "geteuid", lambda euid=euid: euid)
        assert service(loaded(), "rooms")["user"] == account


def test_what_the_hub_keeps_is_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that is made after the configuration is read, as the Hub makes its database."""
    code = (
        "from traitlets.config.loader import PyFileConfigLoader\n"
        f"PyFileConfigLoader('jupyterhub_config.py', path={str(HUB)!r}).load_config()\n"
        "import sqlite3\n"
        "sqlite3.connect('hub.sqlite').execute('CREATE TABLE users (name)')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert (tmp_path / "hub.sqlite").stat().st_mode & 0o077 == 0


def test_every_variable_is_explained() -> None:
    code = [*HUB.glob("*.py"), *(ROOT / "workbook_lib" / "hub").glob("*.py")]
    used = {name for file in code for name in VARIABLE.findall(file.read_text(encoding="utf-8"))}
    explained = set(VARIABLE.findall((HUB / "README.md").read_text(encoding="utf-8")))
    assert used - explained == {"WORKBOOK_TRIAL_PASSWORD"}


# -- Kubernetes -----------------------------------------------------------------------------------------------

ANY: dict[str, Any] = {"type": "object"}
TEXT: dict[str, Any] = {"type": "string"}
LIST: dict[str, Any] = {"type": "array"}
YES: dict[str, Any] = {"type": "boolean"}
NUMBER: dict[str, Any] = {"type": "integer"}
LIMITS: dict[str, Any] = {"type": ["number", "string"]}


def closed(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


POLICY = closed(
    enabled=YES,
    ingress=LIST,
    egress=LIST,
    egressAllowRules=closed(nonPrivateIPs=YES, privateIPs=YES, cloudMetadataServer=YES),
)
CHART = closed(
    hub=closed(
        db=closed(
            type={"enum": ["sqlite-pvc", "sqlite-memory", "mysql", "postgres", "other"]},
            url=TEXT,
            password=TEXT,
        ),
        config=ANY,
        extraConfig=ANY,
        loadRoles=ANY,
        services=ANY,
        extraContainers=LIST,
        extraVolumes=LIST,
        extraFiles={"type": "object", "additionalProperties": closed(mountPath=TEXT, stringData=TEXT)},
        service=closed(extraPorts=LIST),
        networkPolicy=POLICY,
    ),
    proxy=closed(
        https=closed(enabled=YES, hosts=LIST, letsencrypt=closed(contactEmail=TEXT), type=TEXT),
    ),
    singleuser=closed(
        image=closed(name=TEXT, tag=TEXT),
        cmd={"type": ["array", "string", "null"]},
        defaultUrl=TEXT,
        uid=NUMBER,
        fsGid=NUMBER,
        allowPrivilegeEscalation=YES,
        memory=closed(limit=LIMITS, guarantee=LIMITS),
        cpu=closed(limit=LIMITS, guarantee=LIMITS),
        storage=closed(type={"enum": ["dynamic", "static", "none"]}, capacity=TEXT, homeMountPath=TEXT),
        extraEnv={"type": "object", "additionalProperties": {"type": ["string", "object"]}},
        networkPolicy=POLICY,
    ),
    cull=closed(enabled=YES, timeout=NUMBER, every=NUMBER),
)
"""The part of the chart's own schema (Zero to JupyterHub 4, values.schema.yaml) that our values touch."""


@pytest.fixture
def values() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(HUB / "zero_to_jupyterhub.yaml")
    return found


def test_the_values_use_the_keys_that_the_chart_knows(values: dict[str, Any]) -> None:
    assert [fault.message for fault in Draft7Validator(CHART).iter_errors(values)] == []
    misspelt = {**values, "singleuser": {**values["singleuser"], "defaultURL": "/"}}
    assert not Draft7Validator(CHART).is_valid(misspelt)


def test_kubernetes_grants_what_one_machine_grants(values: dict[str, Any], config: Config) -> None:
    here = {role["name"]: set(role["scopes"]) for role in config.JupyterHub.load_roles}
    there = {name: set(role["scopes"]) for name, role in values["hub"]["loadRoles"].items()}
    assert there == {name: here[name] for name in there}
    more: dict[str, Any] = {"c": Config()}
    exec(values["hub"]["extraConfig"]["workbook.py"], more)  # noqa: S102 - as the chart does
    assert more["c"].Spawner.server_token_scopes == config.Spawner.server_token_scopes
    assert set(more["c"].JupyterHub.load_groups) == set(config.JupyterHub.load_groups)
    assert values["singleuser"]["cmd"][1:] == config.Spawner.cmd[1:]
    assert values["singleuser"]["defaultUrl"] == config.Spawner.default_url
    assert NAMED_BY not in values["singleuser"]["extraEnv"]


def refusal(folder: Path, message: str) -> str:
    """The Hub's page for a 403, from its own templates and those in ``folder``, looked for in its own order."""
    own = Path(str(JupyterHub().template_paths[0]))
    files = FileSystemLoader([folder, own])
    env = Environment(loader=ChoiceLoader([PrefixLoader({"templates": files}), files]), autoescape=True)
    given = {
        "static_url": lambda path, **_: f"/hub/static/{path}",
        "logo_url": "/hub/logo",
        "base_url": "/hub/",
    }
    return unescape(
        env.get_template("403.html").render(
            status_code=403, status_message="Forbidden", message=message, no_spawner_check=True, **given
        )
    )


def test_who_is_no_facilitator_is_told_so_in_a_sentence_and_other_refusals_stay(config: Config) -> None:
    (folder,) = map(Path, config.JupyterHub.template_paths)
    name = next(s["name"] for s in config.JupyterHub.services if "url" in s)
    # As jupyterhub says it where somebody signs in to a service (apihandlers/auth.py, app.py).
    told = refusal(folder, f"You do not have permission to access JupyterHub service {name}")
    word = built_in("en").word
    assert word("hub.refused_heading") in told
    assert word("hub.refused") in told
    assert "403" not in told
    other = refusal(folder, "Action is not authorized with current scopes")
    assert "403 : Forbidden" in other
    assert "Action is not authorized" in other
    assert word("hub.refused") not in other


def test_the_installed_hub_refuses_in_the_words_that_our_page_waits_for() -> None:
    package = Path(str(jupyterhub.__file__)).parent
    handler = (package / "apihandlers" / "auth.py").read_text(encoding="utf-8")
    assert '403, f"You do not have permission to access {client.description}"' in handler
    assert 'description=f"JupyterHub service {service.name}"' in (package / "app.py").read_text(
        encoding="utf-8"
    )


def test_kubernetes_has_the_same_page_for_them(values: dict[str, Any], config: Config) -> None:
    (file,) = values["hub"]["extraFiles"].values()
    mounted, more = Path(file["mountPath"]), {"c": Config()}
    (folder,) = config.JupyterHub.template_paths
    assert file["stringData"] == Path(folder, mounted.name).read_text(encoding="utf-8")
    exec(values["hub"]["extraConfig"]["workbook.py"], more)  # noqa: S102 - as the chart does
    assert more["c"].JupyterHub.template_paths == [str(mounted.parent)]


def test_the_rooms_in_kubernetes_are_told_what_the_hub_tells_its_own_service(values: dict[str, Any]) -> None:
    from tests.hub_service import told

    (rooms,) = values["hub"]["extraContainers"]
    given = {pair["name"] for pair in rooms["env"]}
    assert set(told("", Path(), 0)) <= given
    assert not [pair for pair in rooms["env"] if "TOKEN" in pair["name"] and "value" in pair]
    assert values["singleuser"]["extraEnv"]["WORKBOOK_ROOMS_URL"].startswith(
        values["hub"]["services"]["rooms"]["url"]
    )


def test_the_rooms_hold_no_key_to_the_cluster(values: dict[str, Any]) -> None:
    """They run in the Hub's pod, whose account may make pods; a mount in its place keeps the key out."""
    (rooms,) = values["hub"]["extraContainers"]
    at = {mount["mountPath"]: mount["name"] for mount in rooms["volumeMounts"]}
    held = {volume["name"]: volume for volume in values["hub"]["extraVolumes"]}
    assert "emptyDir" in held[at["/var/run/secrets/kubernetes.io/serviceaccount"]]


def test_the_image_runs_as_nobody_special_and_copies_what_there_is() -> None:
    lines = (HUB / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 1000"]
    copied = [name for line in lines if re.match(r"COPY (?!--)", line) for name in line.split()[1:-1]]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert not [line for line in lines if "latest" in line or "ADD " in line]


def test_a_culler_ends_with_the_hub_that_started_it() -> None:
    """Its parent stands for the Hub here: it starts a culler of servers that nobody answers for, and is killed."""
    hub = (
        "import os, subprocess, sys, time\n"
        "told = {**os.environ, 'JUPYTERHUB_API_URL': 'http://127.0.0.1:9/hub/api', 'JUPYTERHUB_API_TOKEN': 't'}\n"
        "culler = [sys.executable, '-m', 'workbook_lib.hub.culler', '--timeout=3600', '--cull-every=300']\n"
        "quiet = subprocess.DEVNULL\n"
        "print(subprocess.Popen(culler, env=told, start_new_session=True, stderr=quiet).pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", hub], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    culler = psutil.Process(pid)
    until(lambda: culler.num_threads() > 1, "the culler looks for its Hub")
    parent.kill()
    parent.communicate()
    assert culler.wait(60) in {0, None}


def test_a_trial_that_finds_an_account_of_its_name_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(trial.os, "geteuid", lambda: 0)
    monkeypatch.setenv("WORKBOOK_PROXY", "/bin/true")
    monkeypatch.setattr(trial.tempfile, "mkdtemp", lambda **_: str(tmp_path / "trial"))
    monkeypatch.setattr(trial.accounts, "is_there", lambda name: name == "wb-trial-2")
    monkeypatch.setattr(trial.accounts, "make", lambda *_: pytest.fail("an account was made"))
    assert trial.main(["--people", "2"]) == 1
    assert "cut off: wb-trial-2." in capsys.readouterr().out


def test_an_account_is_there_or_not() -> None:
    assert accounts.is_there(pwd.getpwuid(os.getuid()).pw_name)
    assert not accounts.is_there("wb-nobody-of-this-name")
