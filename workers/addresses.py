"""How an e-mail address is written, so that two spellings of one are the same."""

ADDRESS_LENGTH = 254


class WrongAddress(ValueError):
    """No address that we can write to."""


class LongAddress(WrongAddress):
    """An address of more than 254 characters (RFC 5321, 4.5.3.1.3)."""


def normalise(email: str) -> str:
    """Return an address as it is compared and sent to: lower case, the host in ASCII (RFC 3490).

    Raises `WrongAddress` when a header or a server could not take the name before the @. Django's
    validator lets some through: it ignores case, and U+017F is an s in upper case, U+212A a k in
    lower. Raises `LongAddress` for what the column cannot hold.
    """
    local, _, host = email.strip().rpartition("@")
    if not local.isascii() or not local.isprintable():
        raise WrongAddress
    try:
        address = f"{local}@{host.encode('idna').decode('ascii')}".lower()
    except UnicodeError as error:
        raise WrongAddress from error
    if len(address) > ADDRESS_LENGTH:
        raise LongAddress
    return address
