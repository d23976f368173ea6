"""Learners' servers as processes of accounts on this machine, with a bound on what each process may take."""

from __future__ import annotations

import resource
from collections.abc import Callable

from jupyterhub.spawner import LocalProcessSpawner


class LimitedSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """`LocalProcessSpawner` where no process may hold more data than ``mem_limit`` (RLIMIT_DATA, in bytes).

    A page that runs away ends by MemoryError and takes nobody along. It bounds each process, not the sum of a
    learner's: SystemdSpawner and KubeSpawner bound that, by control groups.
    """

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """What the new process does before it becomes the learner's server."""
        become: Callable[[], None] = super().make_preexec_fn(name)
        most = self.mem_limit

        def before() -> None:
            if most:
                resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            become()

        return before
