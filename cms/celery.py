"""The Celery application: it only wakes workers, the database remembers what is to be done."""

import warnings

from celery import Celery
from celery.platforms import SecurityWarning

from cms.settings import env

env.choose_settings("cms.settings.production")

# Root is dangerous where messages are pickles; ours are JSON, and a container has no other user.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("kompetensplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
