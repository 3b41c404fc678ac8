"""How often somebody without a name may ask: so many requests a minute from one address.

The counters stand in memory that all processes share which gunicorn forks from one (it loads the program first). No request writes to the
database for it, and none waits. A machine more, or a server that does not fork, counts for itself.
"""

import hashlib
import ipaddress
import mmap
import struct
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

SECONDS = 60
"""The length of a window."""
SLOTS, WAYS = 1 << 15, 8
"""Clients that can be told apart in one window, and the places where one may stand."""
ENTRY = struct.Struct("=QII")
"""A client's fingerprint, the window, the number of requests in it."""
_counters = mmap.mmap(-1, (SLOTS + WAYS) * ENTRY.size)
_lock = threading.Lock()


@dataclass(frozen=True)
class Allowed:
    """`left`: requests that are still allowed in this window, below 0 for one too many; `reset`: seconds until the next window."""

    limit: int
    left: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        told = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remaining": str(max(0, self.left)), "X-RateLimit-Reset": str(self.reset)}
        return told if self.left >= 0 else {**told, "Retry-After": str(self.reset)}


def count(client: str, now: float | None = None) -> Allowed:
    """Count one request of this client."""
    limit, moment = settings.API_LIMIT, time.time() if now is None else now
    window = int(moment) // SECONDS
    reset = max(1, SECONDS - int(moment) % SECONDS)
    return Allowed(limit, limit - counted(client, window), reset)


def counted(client: str, window: int) -> int:
    """The client's requests in this window, with this one.

    Two processes that count the same client at the same moment may lose one of the two; a lock between processes would be worse, for one
    that dies with it would stop all others.
    """
    digest = hashlib.blake2b(client.encode("utf-8", "replace"), digest_size=16).digest()
    mark, start = int.from_bytes(digest[:8]) or 1, int.from_bytes(digest[8:]) % SLOTS
    with _lock:
        best, least = start, None
        for slot in range(start, start + WAYS):
            known, when, number = ENTRY.unpack_from(_counters, slot * ENTRY.size)
            if known == mark and when == window:
                ENTRY.pack_into(_counters, slot * ENTRY.size, mark, window, min(number + 1, 2**32 - 1))
                return int(number) + 1
            # A place of a past window is free; where there is none, whoever asked least gives way.
            worth = number if when == window else -1
            if least is None or worth < least:
                best, least = slot, worth
        ENTRY.pack_into(_counters, best * ENTRY.size, mark, window, 1)
    return 1


def forget() -> None:
    """Begin to count anew."""
    with _lock:
        _counters[:] = bytes(len(_counters))


def client_of(request: HttpRequest) -> str:
    """The address that a request came from: behind proxies that of the first machine before them, as the nearest of them say.

    As many of the last addresses in X-Forwarded-For as there are proxies of ours (`API_PROXIES`) are true; anybody can make up the rest.
    An IPv6 client has a whole network of addresses, and is known by that.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.API_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        address = hops[-settings.API_PROXIES] if len(hops) >= settings.API_PROXIES else address
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((number, 64), strict=False)) if number.version == 6 else str(number)
