"""Sends a batch over one connection: one message in flight, and a commit for each recipient."""

import time
from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from workers.answers import Outcome, Verdict
from workers.mail import Carrier, CarrierDown, open_carrier
from workers.models import Delivery, DeliveryState, Frequency, Purpose, Subscriber
from workers.models.delivery import CARRIERS, OF_EVENTS
from workers.services.bounces.judging import judge_refusal
from workers.services.delivering.claiming import READ, Batch
from workers.services.delivering.doubting import TOO_MANY, are_too_many, is_doubtful, take_back
from workers.services.delivering.marking import Ledger, Mark, Present, open_ledger
from workers.services.delivering.settling import blame, finish, postpone, settle
from workers.services.delivering.trying_anew import try_anew
from workers.services.delivering.witnessing import are_theirs
from workers.services.messages.addressing import address
from workers.services.messages.composing import Composer
from workers.services.messages.wording import NothingToTell
from workers.services.reaching.honouring import turn_aside
from workers.services.reaching.passing_on import pass_on

UNTOLD = (DeliveryState.SUPPRESSED, DeliveryState.FAILED)
IN_OWN_LANGUAGE = (*OF_EVENTS, Purpose.DIGEST)


class Round:
    """One batch on its way.

    Of each message the envelope is written first. While the server reads it, one round trip to the
    database commits what became of the message before, and tells whether this one may still go, and
    to whom. Only then is it made and sent: so a process that is killed repeats at most one message,
    and who left, moved or changed their mind up to then is heeded.

    Recipients who were refused for what may be our sake keep their leases until it is known: a message
    that is taken says that they were meant, and so does a server that, after `patience` of them in a
    row, takes others whom it took before; else we were. `answered`
    says that a server answered at all. `ledger` is for the caller to close.
    """

    def __init__(self, batch: Batch, composer: Composer, patience: int = TOO_MANY) -> None:
        self.outcomes: Counter[str] = Counter()
        self.answered = False
        self._patience = patience
        self._doubted: list[tuple[Delivery, Outcome]] = []
        self._batch = batch
        self._composer = composer
        self.ledger: Ledger = open_ledger(batch.holder)
        self._carrier: Carrier | None = None
        self._written: tuple[Delivery, Mark] | None = None
        self._likely = True

    def send(self, deadline: float) -> None:
        """Send until the batch is through or the time is up (`time.monotonic`). Raises `CarrierDown`."""
        try:
            for delivery in self._batch.deliveries:
                if time.monotonic() >= deadline:
                    break
                self._pass(delivery)
            self._conclude()
        finally:
            try:
                self._exchange(None)
            finally:
                self._hang_up()

    def _pass(self, delivery: Delivery) -> None:
        recipient = address(delivery) if self._likely and not wants_otherwise(delivery) else None
        if recipient is not None:
            self._connect().begin(recipient)
        present = self._exchange(delivery)
        self._likely = present is not None
        if present is None:
            self._abandon("no longer ours")
            return
        refresh(delivery, present)
        if wants_otherwise(delivery) and turn_aside(delivery):
            self._abandon("turned aside")
            return
        now_at = address(delivery)
        if now_at is None:
            self._abandon()
            self._write(delivery, finish(delivery, DeliveryState.SUPPRESSED, ""))
            return
        if now_at != recipient:
            self._abandon()
            self._connect().begin(now_at)
        outcome = self._hand_over(delivery)
        if outcome is None:
            self._write(delivery, finish(delivery, DeliveryState.SUPPRESSED, ""))
            return
        self._judge(delivery, outcome)

    def _judge(self, delivery: Delivery, outcome: Outcome) -> None:
        self.answered = self.answered or outcome.answered
        if is_doubtful(delivery, outcome):
            self._doubted.append((delivery, outcome))
            if len(self._doubted) >= self._patience:
                self._ask_for_others()
            return
        if self._doubted and outcome.verdict in (Verdict.SENT, Verdict.UNCERTAIN):
            self._mark_doubted(settle)
        self._write(delivery, settle(delivery, outcome))

    def _conclude(self) -> None:
        """Decide about who was refused last, when no further message can tell."""
        if not self._doubted:
            return
        self._exchange(None)
        if are_too_many(len(self._doubted)):
            self._ask_for_others()
        self._mark_doubted(settle)

    def _ask_for_others(self) -> None:
        """Fail the doubted if the server takes others from us now, else nobody. Raises `CarrierDown`."""
        self._exchange(None)
        if not are_theirs(self._connect, self._doubted):
            take_back()
            self._blame_us()
        self._mark_doubted(settle)

    def _blame_us(self) -> None:
        """Fail nobody. Raises `CarrierDown`; a message that only tried whether it is over has not been tried itself."""
        reason = self._doubted[-1][1].detail
        if self._patience > 1:
            self._mark_doubted(postpone)
        raise CarrierDown(reason)

    def _mark_doubted(self, judge: Callable[[Delivery, Outcome], Mark]) -> None:
        self._exchange(None)
        for delivery, outcome in self._doubted:
            self._write(delivery, judge(delivery, outcome))
            self._exchange(None)
        self._doubted.clear()

    def _hand_over(self, delivery: Delivery) -> Outcome | None:
        """Return what the server answered, or None when there is nothing to tell any more."""
        try:
            message = self._composer.compose(delivery)
        except NothingToTell:
            self._abandon()
            return None
        except Exception as error:  # noqa: BLE001  whatever one row has must not stop the others
            self._abandon()
            return blame(delivery, error)
        return self._connect().send(message)

    def _write(self, delivery: Delivery, mark: Mark) -> None:
        self._written = delivery, mark

    def _exchange(self, following: Delivery | None) -> Present | None:
        written, self._written = self._written, None
        if written is None and following is None:
            return None
        mark = written[1] if written else None
        if written and written[0].purpose in CARRIERS and written[1].state in UNTOLD:
            pass_on(written[0])
        present = self.ledger.exchange(mark, following.pk if following else None)
        if written is not None:
            delivery, mark = written
            self.outcomes["retry" if mark.state == DeliveryState.WAITING else mark.state.value] += 1
            if mark.state == DeliveryState.FAILED and not try_anew(delivery):
                judge_refusal(delivery, mark.outcome)
        return present

    def _connect(self) -> Carrier:
        """Return a connection that is usable; what was sent is committed before a new one keeps us waiting."""
        if self._carrier is None or not self._carrier.usable:
            self._exchange(None)
            self._hang_up()
            self._carrier = open_carrier()
        return self._carrier

    def _abandon(self, name: str = "") -> None:
        if self._carrier is not None:
            self._carrier.abandon()
        if name:
            self.outcomes[name] += 1

    def _hang_up(self) -> None:
        if self._carrier is not None:
            self._carrier.close()
            self._carrier = None


def refresh(delivery: Delivery, present: Present) -> None:
    """Put what the reader is now into the row in hand; who moved may have become one with somebody else."""
    if delivery.subscriber is not None and delivery.subscriber.email != present.email:
        delivery.subscriber = Subscriber.objects.only(*READ).filter(deliveries=delivery.pk).first()
    subscriber = delivery.subscriber
    if subscriber is None:
        return
    subscriber.email, subscriber.language, subscriber.frequency = (
        present.email,
        present.language,
        present.frequency,
    )
    if subscriber.active and not present.active:
        subscriber.ended_at = timezone.now()


def wants_otherwise(delivery: Delivery) -> bool:
    """Tell whether the reader wants this in another language, or in a summary."""
    subscriber = delivery.subscriber
    if subscriber is None or not subscriber.active:
        return False
    if delivery.purpose in OF_EVENTS and subscriber.frequency != Frequency.NOW:
        return True
    return delivery.purpose in IN_OWN_LANGUAGE and subscriber.language != delivery.language
