"""What lets somebody in, and what shows that a form is ours: random, and hashed at rest. Pure."""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Signs that nobody mistakes for another on a wall; without vowels, so that no code is a word."""
CODE_LENGTH = 8


def new_code() -> str:
    """A join code: one of 28 to the 8th, about 4 in 10 to the 11th."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def as_typed(code: str) -> str:
    """A code as somebody typed it, without what stands between its signs, in capitals."""
    return "".join(c for c in code.upper() if c in ALPHABET)


def on_the_wall(code: str) -> str:
    """A code as it is shown: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def new_token() -> str:
    """A secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """A random name of 128 bits that says nothing of what it names."""
    return secrets.token_hex(16)


def digest(token: str) -> str:
    """What is stored in a token's place."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(token: str, stored: str) -> bool:
    """Whether a token is the one that a digest stands for."""
    return hmac.compare_digest(digest(token), stored)


def sign(token: str, *about: str) -> str:
    """A mark that only the holder of ``token`` can have been given, for what it is ``about``."""
    message = "\x1f".join(about).encode("utf-8", "surrogatepass")
    return hmac.new(token.encode("utf-8", "surrogatepass"), message, hashlib.sha256).hexdigest()


def signed(mark: str, token: str, *about: str) -> bool:
    """Whether `sign` made this mark."""
    return hmac.compare_digest(mark.encode("utf-8", "surrogatepass"), sign(token, *about).encode())


def issue(token: str, *about: str) -> str:
    """A key for one answer, sent along with the form: however often it comes back, the answer is kept once."""
    nonce = new_id()
    return f"{nonce}.{sign(token, 'answer', nonce, *about)}"


def issued(key: str, token: str, *about: str) -> bool:
    """Whether `issue` made this key for the same person and the same question."""
    nonce, _, mark = key.partition(".")
    return signed(mark, token, "answer", nonce, *about)
