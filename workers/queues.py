"""The names of the queues, and which task waits in which: plain data, importable without Django.

A worker takes from them in this order (`queue_order_strategy` is `priority`), so that what a
visitor waits for never stands behind what a hundred thousand readers wait for.
"""

CONFIRMATIONS = "confirmations"
HOUSE = "house"
EVENTS = "events"
WEBHOOKS = "webhooks"
BULK = "bulk"

QUEUES = (CONFIRMATIONS, HOUSE, EVENTS, WEBHOOKS, BULK)

ROUTES = {
    "workers.tasks.deliver_urgent": {"queue": CONFIRMATIONS},
    "workers.tasks.release": {"queue": EVENTS},
    "workers.tasks.summarise": {"queue": EVENTS},
    "workers.tasks.post_webhooks": {"queue": WEBHOOKS},
    "workers.tasks.deliver_bulk": {"queue": BULK},
    "workers.tasks.import_contacts": {"queue": BULK},
    "workers.tasks.read_reports": {"queue": HOUSE},
    "workers.tasks.sweep": {"queue": HOUSE},
    "workers.tasks.count": {"queue": HOUSE},
    "workers.tasks.look_after": {"queue": HOUSE},
    "pages.tasks.*": {"queue": HOUSE},
    "consent.tasks.forward_page_views": {"queue": BULK},
    "consent.tasks.*": {"queue": HOUSE},
}
