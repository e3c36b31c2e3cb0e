"""What is wrong with the draft, row by row: what its fields say of themselves, and what they say together."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consent.categories import NECESSARY
from consent.models import BannerText, CategoryText, Service, StoredItem
from consent.registry.adapters import ADAPTERS

MOST = 40
"""Services: a browser keeps 4 096 octets of a cookie, and each single yes takes at most 71 of them."""

Row = Service | StoredItem | CategoryText | BannerText


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend before the draft can be published; `field` is empty for the row as a whole."""

    row: Row
    field: str
    message: str


def judge_service(service: Service) -> dict[str, str | Promise]:
    """Return what contradicts itself in a service, by field: category, mode, adapter and hosts. No query.

    What is necessary is never asked about, so nothing of somebody else's may load as such.
    """
    if service.category == NECESSARY.name and service.mode != Service.Mode.SERVER:
        return {
            "category": _(
                "Nothing of theirs loads before a yes. Choose a category that visitors decide over."
            )
        }
    return _judge_adapter(service)


def _judge_adapter(service: Service) -> dict[str, str | Promise]:
    adapter = ADAPTERS.get(service.adapter)
    if service.adapter and adapter is None:
        return {"adapter": _("This way of reading addresses does not exist any more. Choose another.")}
    if service.mode == Service.Mode.SERVER:
        return {"adapter": _("Our server speaks to theirs: nothing is shown in a page.")} if adapter else {}
    if adapter is None:
        return {"adapter": _("Choose how its addresses are read, or nothing of theirs can be shown.")}
    if adapter.mode != service.mode:
        mode = Service.Mode(adapter.mode).label
        return {"mode": _("With these addresses it has to be: %(mode)s.") % {"mode": mode}}
    missing = [host for host in adapter.hosts if host not in service.host_list]
    if missing:
        hosts = ", ".join(missing)
        return {"hosts": _("Add %(hosts)s: what is shown comes from there.") % {"hosts": hosts}}
    return {}


def list_faults() -> list[Fault]:
    """Return what has to be mended in the draft, in the order that people meet it. Four queries."""
    services = list(Service.objects.filter(active=True))
    stored = [
        item
        for item in StoredItem.objects.select_related("service")
        if item.service is None or item.service.active
    ]
    surplus = [
        Fault(
            service,
            "",
            str(_("At most %(most)d services fit: a visitor's choice is one cookie.") % {"most": MOST}),
        )
        for service in services[MOST:]
    ]
    rows: list[Row] = [*BannerText.objects.all(), *CategoryText.objects.all(), *services, *stored]
    return [*(fault for row in rows for fault in _judge(row)), *surplus]


def _judge(row: Row) -> Iterator[Fault]:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for field, found in error.message_dict.items():
            yield from (Fault(row, "" if field == "__all__" else field, message) for message in found)
    for text in row._meta.get_fields():
        if text.name.endswith(("_sv", "_en")) and str(getattr(row, text.name)).isspace():
            yield Fault(row, text.name, str(_("The text is missing.")))
    if isinstance(row, Service):
        yield from (Fault(row, name, str(message)) for name, message in judge_service(row).items())
