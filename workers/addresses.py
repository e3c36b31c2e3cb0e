"""How an e-mail address is written, so that two spellings of one are the same."""

import re
import unicodedata

import idna

ADDRESS_LENGTH = 254
NAME_OCTETS = 64

# Letters, digits and hyphens, as every mail server has them; Django's validator takes `localhost` and
# `[127.0.0.1]` besides, to which nobody out there can be written.
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])")


class WrongAddress(ValueError):
    """No address that we can write to."""


class LongAddress(WrongAddress):
    """An address of more than 254 characters (RFC 5321, 4.5.3.1.3)."""


class LongName(WrongAddress):
    """An address with more than 64 octets before the @ (RFC 5321, 4.5.3.1.1)."""


def normalise(email: str) -> str:
    """Return an address as it is compared and sent to: lower case, the host in ASCII.

    Raises `WrongAddress` when a header or a server could not take the name before the @, or no mail
    can be led to the host. Django's validator lets some through: it ignores case, and U+017F is an s
    in upper case, U+212A a k in lower. Raises `LongAddress` or `LongName` for what is too long.
    """
    local, _, host = email.strip().rpartition("@")
    if not local.isascii() or not local.isprintable():
        raise WrongAddress
    try:
        host = encode_host(host)
    except UnicodeError as error:
        raise WrongAddress from error
    address = f"{local}@{host}".lower()
    if len(address) > ADDRESS_LENGTH:
        raise LongAddress
    if len(local) > NAME_OCTETS:
        raise LongName
    if not DOMAIN.fullmatch(host):
        raise WrongAddress
    return address


def encode_host(host: str) -> str:
    """Return the name of a host in ASCII and lower case (IDNA 2008, RFC 5891). Raises `UnicodeError`.

    Python's own codec is of 2003: it leads `ß.se` to `ss.se`, another's domain, and drops U+200B.
    """
    if host.isascii():
        return host.lower()
    return idna.encode(unicodedata.normalize("NFC", host.lower())).decode("ascii")
