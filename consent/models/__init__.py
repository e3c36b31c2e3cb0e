"""What consent keeps: the registry, its revisions, embeds behind the gate, decisions and page views."""

from .embed import Embed
from .evidence import Evidence, EvidenceHead, EvidenceMinute, Seal
from .registry import BannerText, CategoryName, CategoryText, Service, StoredItem
from .revision import PolicyRevision
from .statistics import DailyCount, OutgoingView, PageView

__all__ = [
    "BannerText",
    "CategoryName",
    "CategoryText",
    "DailyCount",
    "Embed",
    "Evidence",
    "EvidenceHead",
    "EvidenceMinute",
    "OutgoingView",
    "PageView",
    "PolicyRevision",
    "Seal",
    "Service",
    "StoredItem",
]
