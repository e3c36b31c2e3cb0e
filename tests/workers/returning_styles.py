"""Reports as servers of other kinds write them; addresses, names and words are ours."""

EXCHANGE = """\
From: <postmaster@contoso.example>
To: noreply@plan.example.org
Subject: =?utf-8?B?T2xldmVyYmFydDogcGxhbg==?=
Content-Type: multipart/report; report-type=delivery-status;
 boundary="b1"
Auto-Submitted: auto-replied
Content-Language: sv-SE

--b1
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="b2"

--b2
Content-Type: text/plain; charset="no-such-charset"
Content-Transfer-Encoding: quoted-printable

Meddelandet kunde inte levereras =E5=ZZ
--b2
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGh0bWw+
--b2--

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB1234.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;EUR05.outbound.protection.outlook.com
Arrival-Date: Mon, 23 Nov 2026 07:30:00 +0000

Final-Recipient: rfc822;{final}{original}
Action: {action}
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {to} not found by SMTP address lookup
X-Display-Name: Anna

--b1
Content-Type: message/rfc822

Received: from a by b; Mon, 23 Nov 2026 07:30:00 +0000
From: Kompetensplan <noreply@plan.example.org>
To: {to}
Message-ID:
 {name}
Subject: x
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain

t
--inner--

--b1--
"""

GMAIL = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: noreply@plan.example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
In-Reply-To: {name}
References: {name}
X-Failed-Recipients: {to}
Content-Type: multipart/report; boundary="0001"; report-type=delivery-status

--0001
Content-Type: multipart/related; boundary="0002"

--0002
Content-Type: multipart/alternative; boundary="0003"

--0003
Content-Type: text/plain; charset="UTF-8"

** Address not found **
--0003--
--0002
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--0002--
--0001
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 23 Nov 2026 07:30:00 -0800 (PST)
X-Original-Message-ID: {name}

Final-Recipient: rfc822; {final}
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces.
Last-Attempt-Date: Mon, 23 Nov 2026 07:30:01 -0800 (PST)

--0001
Content-Type: message/rfc822

From: noreply@plan.example.org
Message-ID: {name}
To: {to}

x
--0001--
"""

QMAIL = """\
From: MAILER-DAEMON@mx.example.org
To: noreply@plan.example.org
Subject: failure notice

Hi. This is the qmail-send program at mx.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <noreply@plan.example.org>
Message-ID: {name}
To: {to}

x
"""

INTERNATIONAL = """\
From: MAILER-DAEMON@mx.example.org
To: noreply@plan.example.org
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Olevererat å
--b1
Content-Type: message/global-delivery-status
Content-Transfer-Encoding: 8bit

Reporting-MTA: dns; mx.example.org

Final-Recipient: utf-8; {final}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{to}> okänd

--b1
Content-Type: message/global-headers
Content-Transfer-Encoding: 8bit

From: noreply@plan.example.org
To: {to}
Message-ID: {name}

--b1--
"""

SEALED = """\
From: postmaster@example.org
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

{sealed_status}
--b1
Content-Type: message/rfc822
Content-Transfer-Encoding: base64

{sealed_message}
--b1--
"""

ANSWER = """\
From: {to}
To: noreply@plan.example.org
Subject: Automatiskt svar: plan
{field}
In-Reply-To: {name}

Jag är ledig. Postlådan är stängd: 550 5.1.1 no such user.
"""
