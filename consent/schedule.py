"""When the house-keeping of consent runs: plain data for Celery's beat, importable without Django."""

from typing import Any

COUNT_SECONDS = 60.0

SCHEDULE: dict[str, dict[str, Any]] = {
    "gather-spool": {
        "task": "consent.tasks.gather_spool",
        "schedule": COUNT_SECONDS,
        "options": {"expires": COUNT_SECONDS},
    },
    "count-page-views": {
        "task": "consent.tasks.count_page_views",
        "schedule": COUNT_SECONDS,
        "options": {"expires": COUNT_SECONDS},
    },
    "forward-page-views": {
        "task": "consent.tasks.forward_page_views",
        "schedule": COUNT_SECONDS,
        "options": {"expires": COUNT_SECONDS},
    },
    "seal-evidence": {
        "task": "consent.tasks.seal_evidence",
        "schedule": COUNT_SECONDS,
        "options": {"expires": COUNT_SECONDS},
    },
}
