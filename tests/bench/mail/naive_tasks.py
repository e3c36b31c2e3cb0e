"""What a tutorial shows: a task for each mail, which renders it, connects, sends it and saves."""

from celery import shared_task
from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: TID251  what is compared with
from django.utils import timezone

from workers.models import Delivery, DeliveryState
from workers.services.messages.rendering import render_words
from workers.services.messages.wording import word
from workers.tokens import sign_leaving

QUEUE = "naive"
BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@shared_task(queue=QUEUE)
def send_one(pk: int, host: str, port: int) -> None:
    """Send one mail."""
    delivery = Delivery.objects.select_related("subscriber", "event", "reason").get(pk=pk)
    subscriber = delivery.subscriber
    if subscriber is None or not subscriber.active or delivery.state == DeliveryState.SENT:
        return
    language, context = word(delivery)
    words = render_words(delivery.purpose, language, context, sign_leaving(subscriber.key))
    connection = get_connection(BACKEND, host=host, port=port)
    mail = EmailMultiAlternatives(words.subject, words.text, to=[subscriber.email], connection=connection)
    mail.attach_alternative(words.html, "text/html")
    mail.send()
    delivery.state = DeliveryState.SENT
    delivery.finished_at = timezone.now()
    delivery.save()
