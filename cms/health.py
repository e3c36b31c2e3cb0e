"""Probes: alive, ready, and how ready. Only the database can make the site unready."""

import logging
import threading
from http import HTTPStatus

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from cms.broker import broker_answers

log = logging.getLogger(__name__)

DATABASE_SECONDS = 2.0


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process serves; asks nobody."""
    return answer(HTTPStatus.OK, status="ok")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 when the database does not, else 200; a dead broker is told and hurts nobody.

    Both waits are bounded: `DATABASE_SECONDS` and the broker's own.
    """
    database_up = database_answers()
    return answer(
        HTTPStatus.OK if database_up else HTTPStatus.SERVICE_UNAVAILABLE,
        database="up" if database_up else "down",
        broker="up" if broker_answers() else "down",
    )


def database_answers() -> bool:
    """Ask the database on a connection of its own, so that a hanging server holds up nobody else."""
    answered = threading.Event()
    asking = threading.Thread(target=ask_database, args=(answered,), daemon=True)
    asking.start()
    return answered.wait(DATABASE_SECONDS)


def ask_database(answered: threading.Event) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        answered.set()
    except DatabaseError as error:
        log.error("the database does not answer: %s", error)
    finally:
        connection.close()


def answer(code: HTTPStatus, **body: str) -> JsonResponse:
    return JsonResponse(body, status=code, headers={"Cache-Control": "no-store"})
