"""Who comes, by the Hub's own word: OAuth for a browser, a token for a learner's server. No password comes here."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from jupyterhub.services.auth import HubOAuth
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from tornado.web import HTTPError

LASTS = 8 * 3600.0
"""Seconds until a browser is sent to the Hub again. It comes back by itself where somebody is signed in there."""
SESSION, STATE = "rooms-session", "rooms-state"


@dataclass
class SigningIn:
    """Browsers that the Hub has named to us. A cookie holds a random name; the Hub's token stays here.

    ``hub`` asks the Hub; ``prefix`` is where the service begins; ``secure``: people come by https.
    """

    hub: Any
    prefix: str
    secure: bool
    _here: dict[str, tuple[str, float]] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, prefix: str, secure: bool) -> SigningIn:
        """What the Hub told its service in the environment."""
        return cls(HubOAuth(cache_max_age=30), prefix, secure)

    async def may_open(self, token: str) -> str | None:
        """The name of whoever holds this token of the Hub, where they may use this service; else None.

        The Hub counts roles and groups: what comes back are the scopes that this token has now.
        """
        try:
            user = await self.hub.user_for_token(token, use_cache=False, sync=False) if token else None
        except HTTPError:  # the Hub is away
            return None
        if not user or user.get("kind") != "user" or not self.hub.check_scopes(self.hub.access_scopes, user):
            return None
        return str(user["name"])

    def token(self, request: Request) -> str:
        """The Hub's token for this browser; "" where it has to sign in."""
        now = time.monotonic()
        self._here = {name: held for name, held in self._here.items() if held[1] > now}
        return self._here.get(request.cookies.get(SESSION, ""), ("", 0.0))[0]

    def go(self) -> Response:
        """To the Hub, and back to `back`. The state ties what comes back to this browser."""
        verifier, challenge, method = self.hub.generate_pkce_code_challenge()
        state = self.hub.generate_state(self.prefix, code_verifier=verifier)
        more = f"state={state}&code_challenge={challenge}&code_challenge_method={method}"
        response = RedirectResponse(f"{self.hub.login_url}&{more}", 303)
        response.set_cookie(STATE, state, max_age=600, **self._cookie())
        return response

    async def back(self, request: Request) -> Response:
        """From the Hub: a code, changed for a token. Refused where another browser was sent."""
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        ours = request.cookies.get(STATE, "")
        known = self.hub.get_code_verifier(state) if state else None
        if not (code and known and secrets.compare_digest(state.encode(), ours.encode())):
            return PlainTextResponse("Please sign in once more.", 403)
        self.hub.clear_oauth_state(state)
        try:
            token = await self.hub.token_for_code(code, code_verifier=known, sync=False)
        except HTTPError:
            return PlainTextResponse("The Hub gave no answer. Please try again.", 502)
        name = secrets.token_urlsafe(32)
        self._here[name] = (token, time.monotonic() + LASTS)
        response = RedirectResponse(self.prefix, 303)
        response.delete_cookie(STATE, **self._cookie())
        response.set_cookie(SESSION, name, **self._cookie())
        return response

    def _cookie(self) -> dict[str, Any]:
        return {"path": self.prefix, "httponly": True, "samesite": "lax", "secure": self.secure}
