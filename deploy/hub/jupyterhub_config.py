"""The Hub's configuration: ``jupyterhub -f deploy/hub/jupyterhub_config.py``. README.md says what to set.

What differs from one house to the next comes from the environment, and so does every secret: none is in this file.
Each learner's server runs in an account (or container) of their own. Pages are theirs to change; words are in a
journal beside them, which no other account can open. docs/decisions/0009-hub.md says why it is so.
"""

import os
import re
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub gives it

STATE = Path(os.environ.get("WORKBOOK_HUB_STATE", "/var/lib/compassion-workbook-hub")).absolute()
URL = os.environ.get("WORKBOOK_HUB_URL", "http://127.0.0.1:8000").rstrip("/")
DOMAINS = os.environ.get("WORKBOOK_HUB_SUBDOMAINS", "")
ROOMS_AT = int(os.environ.get("WORKBOOK_ROOMS_PORT", "10110"))
# Rooms are open to phones that nobody knows: where the Hub is root, they never are.
ROOMS_ACCOUNT = os.environ.get("WORKBOOK_ROOMS_ACCOUNT") or ("wb-rooms" if os.geteuid() == 0 else "")
IDLE = int(os.environ.get("WORKBOOK_IDLE_SERVER", "3600"))
# How old the Hub's word may be of when somebody last did something: else whoever writes could be taken for idle.
SEEN = max(1, min(300, IDLE // 4))
MEMORY = os.environ.get("WORKBOOK_MEMORY", "1G")
ROOMS, CULLER = "rooms", "idle-culler"


def names(variable: str) -> set[str]:
    """The names in a variable, between commas or spaces."""
    return {name for name in re.split(r"[,\s]+", os.environ.get(variable, "")) if name}


# -- the Hub itself ------------------------------------------------------------------------------------------
# Who has an account and when they were last here is for nobody else on the machine: the SQLite file is the Hub's.
os.umask(0o077)
c.JupyterHub.bind_url = os.environ.get("WORKBOOK_HUB_BIND", URL)
c.JupyterHub.public_url = f"{URL}/"
c.JupyterHub.subdomain_host = DOMAINS
c.JupyterHub.db_url = os.environ.get("WORKBOOK_HUB_DATABASE_URL") or f"sqlite:///{STATE}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.ConfigurableHTTPProxy.command = os.environ.get("WORKBOOK_PROXY", "configurable-http-proxy").split()
# Who isn't a facilitator and comes to the rooms' own page is told so in plain words, not with a number.
c.JupyterHub.template_paths = [str(Path(__file__).with_name("templates"))]
if os.environ.get("WORKBOOK_HUB_API"):
    c.JupyterHub.hub_bind_url = os.environ["WORKBOOK_HUB_API"]
if os.environ.get("WORKBOOK_PROXY_API"):
    c.ConfigurableHTTPProxy.api_url = os.environ["WORKBOOK_PROXY_API"]
# A Hub that is started again finds the learners' servers where they are: nobody notices more than a pause.
c.JupyterHub.cleanup_servers = False
c.JupyterHub.last_activity_interval = SEEN

# -- who comes in --------------------------------------------------------------------------------------------
# "pam" knows the accounts of this machine; "generic-oauth" and others come with the package oauthenticator.
c.JupyterHub.authenticator_class = os.environ.get("WORKBOOK_AUTHENTICATOR", "pam")
c.Authenticator.allowed_users = names("WORKBOOK_LEARNERS")
c.Authenticator.allow_all = os.environ.get("WORKBOOK_LEARNERS") == "*"
if os.environ.get("WORKBOOK_TRIAL_PASSWORD"):  # a trial: one password for everybody
    c.SharedPasswordAuthenticator.user_password = os.environ["WORKBOOK_TRIAL_PASSWORD"]
# Whoever keeps the Hub sees who is here, ends servers and says who leads sessions. JupyterHub's own administrators
# could open everybody's server, and so everybody's journal: this Hub has none.
c.JupyterHub.load_groups = {
    "facilitators": {"users": sorted(names("WORKBOOK_FACILITATORS"))},
    "keepers": {"users": sorted(names("WORKBOOK_KEEPERS"))},
}
KEEPS = ["admin-ui", "list:users", "read:users", "read:servers", "delete:servers", "admin:groups", "read:hub"]
OPENS_ROOMS = f"access:services!service={ROOMS}"
c.JupyterHub.load_roles = [
    {"name": "keeper", "groups": ["keepers"], "scopes": KEEPS},
    {"name": "facilitator", "groups": ["facilitators"], "scopes": [OPENS_ROOMS]},
]
if IDLE:
    ENDS_IDLE = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    c.JupyterHub.load_roles.append({"name": CULLER, "services": [CULLER], "scopes": ENDS_IDLE})

# -- learners' servers ---------------------------------------------------------------------------------------
c.JupyterHub.spawner_class = os.environ.get("WORKBOOK_SPAWNER", "deploy.hub.limited.LimitedSpawner")
c.Spawner.cmd = [sys.executable, "-P", "-m", "workbook_lib.hub.learner"]
c.Spawner.default_url = "/doc/tree/00_start_here.ipynb"
c.Spawner.disable_user_config = True
c.Spawner.mem_limit = MEMORY
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
c.Spawner.environment = {
    "WORKBOOK_ROOMS_URL": os.environ.get(
        "WORKBOOK_ROOMS_URL", f"http://127.0.0.1:{ROOMS_AT}/services/{ROOMS}/"
    ),
    # Memory that is free again goes back to the machine: else each server keeps what its start took.
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "65536",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "JUPYTERHUB_ACTIVITY_INTERVAL": str(SEEN),
    "WORKBOOK_IDLE_KERNEL": os.environ.get("WORKBOOK_IDLE_KERNEL", "1800"),
}
# The token in a learner's server reports that it is in use, and opens rooms where its owner may.
c.Spawner.server_token_scopes = ["users:activity!user", "access:servers!server", OPENS_ROOMS]

# -- beside the Hub ------------------------------------------------------------------------------------------
c.JupyterHub.services = [
    {
        "name": ROOMS,
        "url": f"http://127.0.0.1:{ROOMS_AT}",
        "command": [sys.executable, "-P", "-m", "workbook_lib.hub.service"],
        "user": ROOMS_ACCOUNT,
        "oauth_no_confirm": True,
        "environment": {
            "WORKBOOK_ROOMS_FOLDER": os.environ.get("WORKBOOK_ROOMS_FOLDER", str(STATE / "rooms")),
            # The rooms alone get the database; it is no secret of any learner's server.
            "WORKBOOK_DATABASE_URL": os.environ.get("WORKBOOK_DATABASE_URL", ""),
            "WORKBOOK_ROOMS_PROXIES": os.environ.get("WORKBOOK_ROOMS_PROXIES", "1"),
        },
    },
]
CULLS = [sys.executable, "-P", "-m", "workbook_lib.hub.culler", f"--timeout={IDLE}", f"--cull-every={SEEN}"]
if IDLE:
    c.JupyterHub.services.append({"name": CULLER, "command": CULLS})
