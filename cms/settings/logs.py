"""Logs: what goes wrong is told on standard error, which every way of running keeps."""

from typing import Any

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"briefly": {"()": "cms.logs.WithoutTraceback"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "briefly": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["briefly"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # The root of each day's evidence: a log is one of the places that keep it.
        "consent.evidence": {"level": "INFO"},
        # What a stranger sends us is one line, however strange: a log must not be cheap to fill.
        "django.security": {"handlers": ["briefly"], "level": "ERROR", "propagate": False},
    },
}
