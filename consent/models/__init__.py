"""What consent keeps: revisions of the policy, embeds behind the gate, decisions and page views."""

from .embed import Embed
from .evidence import Evidence
from .revision import PolicyRevision
from .statistics import DailyCount, PageView

__all__ = ["DailyCount", "Embed", "Evidence", "PageView", "PolicyRevision"]
