"""When beat ticks: plain data, importable without Django.

Every tick is idempotent and asks the database what is due, so two beats, or none for a while, do
no harm. A tick that waited longer than it is worth expires instead of piling up.
"""

from typing import Any

TICK_SECONDS = 1.0
SUMMARY_SECONDS = 15.0
IMPORT_SECONDS = 5.0
SWEEP_SECONDS = 600.0
REPORTS_SECONDS = 60.0
COUNT_SECONDS = 300.0
WATCH_SECONDS = 60.0

SCHEDULE: dict[str, dict[str, Any]] = {
    "deliver-urgent": {
        "task": "workers.tasks.deliver_urgent",
        "schedule": TICK_SECONDS,
        "options": {"expires": 2 * TICK_SECONDS},
    },
    "release": {
        "task": "workers.tasks.release",
        "schedule": TICK_SECONDS,
        "options": {"expires": 2 * TICK_SECONDS},
    },
    "summarise": {
        "task": "workers.tasks.summarise",
        "schedule": SUMMARY_SECONDS,
        "options": {"expires": SUMMARY_SECONDS},
    },
    "deliver-bulk": {
        "task": "workers.tasks.deliver_bulk",
        "schedule": TICK_SECONDS,
        "options": {"expires": 2 * TICK_SECONDS},
    },
    "read-reports": {
        "task": "workers.tasks.read_reports",
        "schedule": REPORTS_SECONDS,
        "options": {"expires": REPORTS_SECONDS},
    },
    "post-webhooks": {
        "task": "workers.tasks.post_webhooks",
        "schedule": TICK_SECONDS,
        "options": {"expires": 2 * TICK_SECONDS},
    },
    "import-contacts": {
        "task": "workers.tasks.import_contacts",
        "schedule": IMPORT_SECONDS,
        "options": {"expires": IMPORT_SECONDS},
    },
    "sweep": {
        "task": "workers.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "count": {
        "task": "workers.tasks.count",
        "schedule": COUNT_SECONDS,
        "options": {"expires": COUNT_SECONDS},
    },
    "look-after": {
        "task": "workers.tasks.look_after",
        "schedule": WATCH_SECONDS,
        "options": {"expires": WATCH_SECONDS},
    },
}
