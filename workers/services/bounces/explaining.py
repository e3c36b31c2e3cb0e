"""Says why the mailbox of reports cannot be read, and what to do: never with a server's own words, which may hold an address."""

import imaplib
import ssl
from socket import gaierror

# What OpenSSL finds wrong with a certificate (x509_vfy.h).
NOT_YET_VALID, EXPIRED = 9, 10
WRONG_NAME = (62, 64)

CERTIFICATES = {
    EXPIRED: "the certificate of the mail server has expired: have it renewed there",
    NOT_YET_VALID: "the certificate of the mail server is not valid yet: compare the clocks of both machines",
} | dict.fromkeys(
    WRONG_NAME,
    "the certificate of the mail server is for another name: write in BOUNCES_URL the name that it is for",
)
UNTRUSTED = (
    "nobody whom this machine trusts has signed the certificate of the mail server:"
    " name the file with its issuer in SSL_CERT_FILE"
)
NO_TLS = "the mail server speaks no TLS there that we know: imaps is port 993, and TLS 1.2 or later"
SILENT = "the mail server did not answer in time: see whether host and port of BOUNCES_URL are right"
REFUSED = "nothing listens at host and port of BOUNCES_URL"
UNKNOWN_HOST = "the host that BOUNCES_URL names cannot be found"
ONLY_READ = "the user of BOUNCES_URL may read there, but take nothing away"
BROKEN_OFF = "the mail server broke off"

# What may be raised, the narrowest first.
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLEOFError, BROKEN_OFF),
    (ssl.SSLZeroReturnError, BROKEN_OFF),
    (TimeoutError, SILENT),
    (ssl.SSLError, NO_TLS),
    (gaierror, UNKNOWN_HOST),
    (UnicodeError, UNKNOWN_HOST),
    (ConnectionRefusedError, REFUSED),
    (ConnectionError, BROKEN_OFF),
    (imaplib.IMAP4.readonly, ONLY_READ),
    (imaplib.IMAP4.abort, BROKEN_OFF),
)


def explain(error: Exception) -> str:
    """Return what is wrong with a connection, in words that hold no host, address or password."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATES.get(error.verify_code, UNTRUSTED)
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words
    return f"the mail server cannot be talked to ({type(error).__name__})"
