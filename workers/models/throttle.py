"""How often a mail was asked for, without knowing for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Throttle(models.Model):
    """A counter that ends by itself; its name is a keyed hash, never an address."""

    name = models.CharField(_("keyed hash"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    ends_at = models.DateTimeField(_("ends at"), db_index=True)

    class Meta:
        verbose_name = _("throttle")
        verbose_name_plural = _("throttles")

    def __str__(self) -> str:
        return self.name[:8]
