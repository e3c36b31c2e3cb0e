"""Writes the mails that servers, providers and people send back."""

from workers.models import Delivery
from workers.services.messages.naming import identify

POSTFIX = """\
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: noreply@plan.example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

This is a MIME-encapsulated message.

--b1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4ABCD
Arrival-Date: Mon, 23 Nov 2026 08:30:00 +0100 (CET)

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{original}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; {diagnostic}

--b1
Content-Type: {returned}

Return-Path: <noreply@plan.example.org>
From: Kompetensplan <noreply@plan.example.org>
To: {original}
Message-ID: {name}
Subject: Something

--b1--
"""

BARE = """\
From: postmaster@example.org
To: noreply@plan.example.org
Subject: Delivery failed
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: RFC822; <{recipient}>
Action: failed
Status: {status} (unknown)

--b1
Content-Type: message/rfc822

From: Kompetensplan <noreply@plan.example.org>
Message-ID: {name}

Text
--b1--
"""

COMPLAINT = """\
From: <abuse@provider.example>
To: noreply@plan.example.org
Subject: FW: something
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--b1
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1
{named}
--b1
Content-Type: message/rfc822

From: Kompetensplan <noreply@plan.example.org>
Message-ID: {name}
Subject: Something

Text
--b1--
"""

VACATION = """\
From: {recipient}
To: noreply@plan.example.org
Subject: On leave
In-Reply-To: {name}
Auto-Submitted: auto-replied (vacation)

Back on Monday.
"""


def bounce(
    delivery: Delivery,
    status: str = "5.1.1",
    *,
    diagnostic: str = "",
    action: str = "failed",
    recipient: str = "",
    name: str = "",
    returned: str = "text/rfc822-headers",
    form: str = POSTFIX,
) -> bytes:
    """A report of a server about a message, which may lie about its recipient and name."""
    recipient = recipient or address(delivery)
    written = form.format(
        recipient=recipient,
        original=recipient,
        action=action,
        status=status,
        diagnostic=diagnostic or f"550 {status} <{recipient}>: User unknown",
        name=name or identify(delivery),
        returned=returned,
    )
    return crlf(written)


def complaint(delivery: Delivery, *, kind: str = "abuse", recipient: str | None = None) -> bytes:
    """A complaint; without a recipient it names none, as some providers' do."""
    named = f"Original-Rcpt-To: <{recipient}>\n" if recipient else ""
    return crlf(COMPLAINT.format(kind=kind, named=named, name=identify(delivery)))


def vacation(delivery: Delivery) -> bytes:
    return crlf(VACATION.format(recipient=address(delivery), name=identify(delivery)))


def address(delivery: Delivery) -> str:
    assert delivery.subscriber
    return delivery.subscriber.email


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("ascii")
