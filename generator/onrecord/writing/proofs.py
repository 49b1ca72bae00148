"""What is kept for later commands, and the proof that it was this user who kept it.

Whoever sends a change to a desk can send files with it that look like what we keep. So there is a
code with what is kept that only this user can compute (HMAC, RFC 2104), with a secret that is
outside of the desk. What has no such code, or another, is never used.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress

import platformdirs

from .whole_files import replacing

_FROM_ENVIRONMENT = "ONRECORD_CACHE_SECRET"
_SECRET_BYTES = 32
_PROOF_BYTES = 64


def proof(secret: bytes, *parts: bytes) -> str:
    """The code of ``parts``: 64 hexadecimal digits."""
    return hmac.new(secret, b"\n".join(parts), hashlib.sha256).hexdigest()


def user_secret() -> bytes:
    """The secret of this user: from the environment, else from the user's own folder.

    Where neither can be had it is a new one, so that a cache is of no use, and of no harm.
    """
    if given := os.environ.get(_FROM_ENVIRONMENT):
        return given.encode()
    file = platformdirs.user_state_path("onrecord", appauthor=False) / "cache-secret"
    try:
        if not file.is_file() or file.stat().st_size != _SECRET_BYTES:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(file) as made:
                made.touch(mode=0o600)
                made.write_bytes(secrets.token_bytes(_SECRET_BYTES))
        found = file.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == _SECRET_BYTES else secrets.token_bytes(_SECRET_BYTES)


class KeptFiles:
    """A folder of this user in which commands keep what takes long to make, by name.

    It may be removed at any time. What cannot be kept is made again.
    """

    def __init__(self, kind: str, most: int) -> None:
        """Keep at most about ``most`` files of a ``kind``, the newest."""
        self._folder = platformdirs.user_cache_path("onrecord", appauthor=False) / kind
        self._most = most
        self._secret = user_secret()

    def get(self, name: str) -> bytes | None:
        """What is kept under ``name``, as it was put there by this user."""
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        code, data = found[:_PROOF_BYTES], found[_PROOF_BYTES:]
        mine = proof(self._secret, name.encode(), data).encode()
        return data if hmac.compare_digest(code, mine) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, if that is possible."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with replacing(self._folder / name) as made:
                made.write_bytes(proof(self._secret, name.encode(), data).encode() + data)
            kept = list(self._folder.iterdir())
            if len(kept) > self._most:
                kept.sort(key=lambda file: file.stat().st_mtime)
                for file in kept[: len(kept) // 2]:
                    file.unlink()
