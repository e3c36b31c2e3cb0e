"""Writes reports as each mail provider documents them, and signs them as it does; addresses and words are ours.

Sources: the providers' documentation of their webhooks, and the payloads that anymail's own tests received.
"""

import hashlib
import hmac
import json
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

KEY = "key-of-the-provider"
PASSWORD = "reports:a-long-password"
SENDGRID_KEY = ec.generate_private_key(ec.SECP256R1())
BATCHING = ("mailjet", "mailtrap", "mandrill", "sendgrid", "sparkpost")

Event = dict[str, Any]


def brevo(event: str, email: str, reason: str = "") -> Event:
    return {"event": event, "email": email, "ts_epoch": int(time.time() * 1000), "reason": reason}


def mailersend(kind: str, email: str, morph: str, reason: str | None = None) -> Event:
    data = {
        "object": "activity",
        "id": f"63fd{email}{kind}",
        "type": kind,
        "created_at": datetime.now(UTC).isoformat(),
        "email": {"status": "rejected", "message": {"id": "63fd25"}, "recipient": {"email": email}},
        "morph": {"object": morph, "reason": reason},
    }
    return {"type": f"activity.{kind}", "data": data}


def mailgun(event: str, email: str, reason: str = "", message: str = "") -> Event:
    data = {"event": event, "severity": "permanent", "recipient": email, "timestamp": time.time()}
    if reason:
        data |= {"reason": reason, "delivery-status": {"code": 605, "message": message, "description": ""}}
    return data


def mailjet(event: str, email: str, **other: Any) -> Event:
    return {"event": event, "time": int(time.time()), "MessageID": 1234567, "email": email, **other}


def mailtrap(event: str, email: str, response: str = "") -> Event:
    said = {"response": response, "response_code": 550} if response else {}
    name = {"message_id": "1df37d17", "event_id": f"{event} {email}", "sending_stream": "bulk"}
    return {"event": event, "email": email, "timestamp": int(time.time()), **name, **said}


def mandrill(event: str, email: str, **said: Any) -> Event:
    message = {"ts": 1461095211, "email": email, "sender": "noreply@plan.example.org", "_id": "abc", **said}
    return {"event": event, "msg": message, "_id": "abc", "ts": int(time.time())}


def postmark(record: str, kind: str, email: str, details: str = "") -> Event:
    return {
        "RecordType": record,
        "ID": abs(hash((kind, email))),
        "Type": kind,
        "Email": email,
        "Details": details,
        "BouncedAt": datetime.now(UTC).isoformat(),
    }


def sendgrid(event: str, email: str, **other: Any) -> Event:
    now = int(time.time())
    return {"event": event, "email": email, "timestamp": now, "sg_event_id": f"{event} {email}", **other}


def sparkpost(kind: str, email: str, bounce_class: str = "", reason: str = "") -> Event:
    event = {
        "type": kind,
        "event_id": f"{kind} {email}",
        "raw_rcpt_to": email,
        "timestamp": str(int(time.time())),
    }
    if bounce_class:
        event |= {"bounce_class": bounce_class, "raw_reason": reason, "error_code": "550"}
    return {"msys": {"message_event": event}}


Named = tuple[Callable[[str], Event], str]
NO_MAILBOX = "550 5.1.1 no such user here"
# What a provider reports of an address, and why we then write to it no more; nothing: we go on.
REPORTS: dict[str, list[Named]] = {
    "brevo": [
        (lambda to: brevo("hard_bounce", to, " RecipientError: 550 5.5.0 mailbox unavailable"), "bounced"),
        (lambda to: brevo("invalid_email", to), "bounced"),
        (lambda to: brevo("soft_bounce", to, "undefined Unable to find MX of domain"), ""),
        (lambda to: brevo("blocked", to, "blocked : due to blacklist user"), ""),
        (lambda to: brevo("complaint", to), "complained"),
        (lambda to: brevo("unsubscribe", to), "left"),
    ],
    "mailersend": [
        (lambda to: mailersend("hard_bounced", to, "recipient_bounce", "Host not found"), "bounced"),
        (lambda to: mailersend("soft_bounced", to, "recipient_bounce", "Unknown reason"), ""),
        (lambda to: mailersend("spam_complaint", to, "spam_complaint"), "complained"),
    ],
    "mailgun": [
        (lambda to: mailgun("failed", to, "bounce", "5.1.1 no such user"), "bounced"),
        (lambda to: mailgun("failed", to, "suppress-bounce", "Not delivering to it"), "bounced"),
        (lambda to: mailgun("failed", to, "suppress-complaint", "Not delivering to it"), "complained"),
        (lambda to: mailgun("failed", to, "old", "Too old"), ""),
        (lambda to: mailgun("complained", to), "complained"),
    ],
    "mailjet": [
        (lambda to: mailjet("bounce", to, hard_bounce=True, error="user unknown"), "bounced"),
        (lambda to: mailjet("bounce", to, hard_bounce=False, error="quota exceeded"), ""),
        (lambda to: mailjet("bounce", to, hard_bounce=True, error="relay/access denied"), ""),
        (lambda to: mailjet("blocked", to, error_related_to="spam", error="content blocked"), ""),
        (lambda to: mailjet("spam", to, source="JMRPP"), "complained"),
    ],
    "mailtrap": [
        (lambda to: mailtrap("bounce", to, f"bounced ({NO_MAILBOX})"), "bounced"),
        (lambda to: mailtrap("soft bounce", to, "soft bounce (450 4.2.0 come back later)"), ""),
        (lambda to: mailtrap("spam", to), "complained"),
    ],
    "mandrill": [
        (lambda to: mandrill("hard_bounce", to, diag=f"smtp;{NO_MAILBOX}"), "bounced"),
        (lambda to: mandrill("hard_bounce", to, bounce_description="bad_mailbox", diag=""), "bounced"),
        (lambda to: mandrill("soft_bounce", to, diag="smtp;552 5.2.2 Over Quota"), ""),
        (lambda to: mandrill("spam", to), "complained"),
        (lambda to: mandrill("unsub", to), "left"),
    ],
    "postmark": [
        (lambda to: postmark("Bounce", "HardBounce", to, f"smtp;{NO_MAILBOX}"), "bounced"),
        (lambda to: postmark("Bounce", "SoftBounce", to), ""),
        (lambda to: postmark("Bounce", "SpamNotification", to), ""),
        (lambda to: postmark("SpamComplaint", "SpamComplaint", to), "complained"),
    ],
    "sendgrid": [
        (lambda to: sendgrid("bounce", to, type="bounce", status="5.1.1", reason="500 unknown"), "bounced"),
        (lambda to: sendgrid("bounce", to, type="bounce", status="5.0.0", reason="500 unknown"), "bounced"),
        (lambda to: sendgrid("bounce", to, type="blocked", reason="unable to get mx info"), ""),
        (lambda to: sendgrid("dropped", to, reason="Bounced Address"), "bounced"),
        (lambda to: sendgrid("dropped", to, reason="Spam Reporting Address"), "complained"),
        (lambda to: sendgrid("spamreport", to), "complained"),
    ],
    "sparkpost": [
        (lambda to: sparkpost("bounce", to, "10", f"{NO_MAILBOX} [internal]"), "bounced"),
        (lambda to: sparkpost("bounce", to, "30", "554 delivery error"), "bounced"),
        (lambda to: sparkpost("bounce", to, "22", "552 mailbox full"), ""),
        (lambda to: sparkpost("bounce", to, "52", "554 message looks like spam"), ""),
        (lambda to: sparkpost("spam_complaint", to), "complained"),
    ],
}


def wrap(provider: str, events: list[Event]) -> bytes:
    """The body in which a provider sends these events; those that batch send all of them, the others the first."""
    match provider:
        case "mandrill":
            return urlencode({"mandrill_events": json.dumps(events)}).encode()
        case "mailtrap":
            return json.dumps({"events": events}).encode()
        case "mailgun":
            now, token = str(int(time.time())), "t" * 50
            signature = digest(f"{now}{token}".encode(), KEY)
            signed = {"timestamp": now, "token": token, "signature": signature}
            return json.dumps({"signature": signed, "event-data": events[0]}).encode()
    return json.dumps(events if provider in BATCHING else events[0]).encode()


def prove(provider: str, body: bytes, url: str) -> dict[str, str]:
    """The fields by which a provider shows that it wrote a body, signing where it can."""
    match provider:
        case "mailersend":
            return {"Signature": digest(body, KEY)}
        case "mailtrap":
            return {"Mailtrap-Signature": digest(body, KEY)}
        case "mailgun":
            return {}
        case "mandrill":
            [events] = parse_qs(body.decode())["mandrill_events"]
            signed = f"{url}mandrill_events{events}"
            mac = hmac.new(KEY.encode(), signed.encode(), hashlib.sha1).digest()
            return {"X-Mandrill-Signature": b64encode(mac).decode()}
        case "sendgrid":
            now = str(int(time.time()))
            signature = SENDGRID_KEY.sign(now.encode() + body, ec.ECDSA(hashes.SHA256()))
            prefix = "X-Twilio-Email-Event-Webhook"
            return {f"{prefix}-Signature": b64encode(signature).decode(), f"{prefix}-Timestamp": now}
    return {"Authorization": f"Basic {b64encode(PASSWORD.encode()).decode()}"}


def digest(text: bytes, key: str) -> str:
    return hmac.new(key.encode(), text, hashlib.sha256).hexdigest()


def write_public_key() -> str:
    """SendGrid's key as its settings show it: base64 without the lines around it."""
    pem = SENDGRID_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return "".join(pem.decode().splitlines()[1:-1])
