"""``python -m workbook_lib.hub.culler``: jupyterhub-idle-culler, which ends with the Hub that started it.

A Hub that is cut off can't end its services, and the next one starts its own: the old culler would go on for ever
with a token that nobody knows any more.
"""

from __future__ import annotations

import os
import sys
import threading
import time

LOOKS_EVERY = 2.0
"""Seconds between two looks for the Hub."""


def end_with_the_hub(hub: int) -> None:
    """End this process once its parent isn't the process ``hub`` any more."""
    while os.getppid() == hub:
        time.sleep(LOOKS_EVERY)
    os._exit(0)


def main() -> int:
    """Cull until the Hub says so, or is gone."""
    from jupyterhub_idle_culler import main as cull

    threading.Thread(target=end_with_the_hub, args=(os.getppid(),), daemon=True).start()
    cull()
    return 0


if __name__ == "__main__":
    sys.exit(main())
