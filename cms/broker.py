"""Asks the broker, without Celery and with a bounded wait, whether it lives and when beat last ticked."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from django.conf import settings

ANSWER_SECONDS = 0.5
HEARTBEAT = "kompetensplan:heartbeat"
HEARTBEAT_KEPT_SECONDS = 3600


@contextmanager
def connect() -> Iterator["redis.Redis"]:
    """Open a connection to the broker that the settings name; Celery spells a socket's scheme its own way."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)
    client = redis.Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)
    try:
        yield client
    finally:
        client.close()


def broker_answers() -> bool:
    """Tell whether the broker answers within `ANSWER_SECONDS`."""
    with connect() as client:
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False


def record_heartbeat() -> None:
    """Note that beat sent a message and a worker took it."""
    with connect() as client:
        client.set(HEARTBEAT, str(time.time()), ex=HEARTBEAT_KEPT_SECONDS)


def heartbeat_age() -> float | None:
    """Return the seconds since beat and a worker were last seen together; None when never, or unknown."""
    with connect() as client:
        try:
            seen = client.get(HEARTBEAT)
        except (redis.RedisError, OSError):
            return None
    return None if not isinstance(seen, bytes) else max(0.0, time.time() - float(seen))
