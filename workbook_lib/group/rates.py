"""How often somebody may ask.

People who are in the room are counted each by themselves, so that no neighbour on the same network, and no guesser,
can use up what is theirs.
"""

from __future__ import annotations

import time
from collections import Counter

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

WRONG_CODES = "60/minute"
"""From one address: forty people who mistype once each are far below it."""
WRONG_CODES_OVERALL = "300/minute"
"""At this rate, a day of guessing finds a code with a chance of about one in a million."""
JOINS = "300/minute"
OUTSIDE = 3000
"""Requests a minute from one address by whoever isn't in the room."""
OVERALL = 12000
INSIDE = 600
"""Requests a minute of one person in the room."""


class Minutes:
    """Counts by the minute: this one's, and of the last one the part that is less than a minute ago.

    Every request passes here. The counts of `limits` start a thread of their own each time, and in a full room
    that costs more than the request.
    """

    def __init__(self) -> None:
        self._minute = 0
        self._now: Counter[str] = Counter()
        self._last: Counter[str] = Counter()

    def hit(self, key: str, most: int) -> bool:
        """Count one. False, and nothing counted, where there are ``most`` already."""
        minute, part = divmod(time.monotonic() / 60, 1)
        if minute != self._minute:
            self._last = self._now if minute == self._minute + 1 else Counter()
            self._minute, self._now = int(minute), Counter()
        if self._now[key] + self._last[key] * (1 - part) >= most:
            return False
        self._now[key] += 1
        return True


class Rates:
    """The counts of one running room, in memory."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._requests = Minutes()
        self._limits: dict[str, RateLimitItem] = {}
        self.wrong = 0

    def request(self, address: str, person: str | None) -> bool:
        """Count a request. False where there are too many."""
        if person is not None:
            return self._requests.hit(f"person {person}", INSIDE)
        return self._requests.hit(f"address {address}", OUTSIDE) and self._requests.hit("outside", OVERALL)

    def may_try_code(self, address: str) -> bool:
        """Whether a code from this address is looked at. Only wrong ones are counted."""
        return self._left(WRONG_CODES, "code", address) and self._left(WRONG_CODES_OVERALL, "codes")

    def wrong_code(self, address: str) -> None:
        self.wrong += 1
        self._hit(WRONG_CODES, "code", address)
        self._hit(WRONG_CODES_OVERALL, "codes")

    def join(self) -> bool:
        """Count somebody who comes in. False where too many come at once."""
        return self._hit(JOINS, "join")

    def _hit(self, rate: str, *key: str) -> bool:
        return self._limiter.hit(self._limit(rate), *key)

    def _left(self, rate: str, *key: str) -> bool:
        return self._limiter.test(self._limit(rate), *key)

    def _limit(self, rate: str) -> RateLimitItem:
        return self._limits.setdefault(rate, parse(rate))
