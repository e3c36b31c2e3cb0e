"""How much is written of what happened."""

import logging


class WithoutTraceback(logging.Filter):
    """Keeps the line and leaves out how the code came there."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        record.exc_text = None
        return True
