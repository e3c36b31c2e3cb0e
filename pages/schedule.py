"""When beat looks for what is due: plain data, importable without Django."""

from typing import Any

DUE_SECONDS = 10.0

SCHEDULE: dict[str, dict[str, Any]] = {
    "publish-due": {
        "task": "pages.tasks.publish_what_is_due",
        "schedule": DUE_SECONDS,
        "options": {"expires": DUE_SECONDS},
    },
}
