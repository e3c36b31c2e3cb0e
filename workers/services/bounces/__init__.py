"""What comes back: reports of bounces and complaints, from a mailbox and from mail providers."""
