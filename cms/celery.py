"""The Celery application: it only wakes workers, the database remembers what is to be done."""

from celery import Celery

from cms.settings import env

env.choose_settings("cms.settings.production")

app = Celery("kompetensplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
