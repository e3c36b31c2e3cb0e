"""The form to report a fault on the site; it asks for nothing that is not needed to mend it."""

from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workers import tasks
from workers.forms import FaultForm
from workers.services.subscribing.following import TooMany
from workers.services.subscribing.writing import report_fault
from workers.views.answering import answer, answer_later, pair

RETRY_SECONDS = "60"


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, language: str) -> HttpResponse:
    """GET shows the form; POST keeps the report, has it mailed to the editors, and says what happens next."""
    if request.method != "POST":
        return answer(request, "report_fault", describe(FaultForm()))
    form = FaultForm(request.POST)
    if not form.is_valid():
        return answer(request, "report_fault", describe(form), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    fault = form.read_fault()
    try:
        report_fault(fault, language)
    except TooMany:
        context = {**describe(form), "busy": True}
        response = answer(request, "report_fault", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    except OperationalError:
        return answer_later(request, "report_fault", describe(form))
    tasks.poke(tasks.deliver_urgent)
    return answer(
        request, "fault_reported", {"alternates": pair("report-fault"), "answered": fault.reply_to != ""}
    )


def describe(form: FaultForm) -> dict[str, Any]:
    """What the page with the form shows."""
    return {"form": form, "alternates": pair("report-fault")}
