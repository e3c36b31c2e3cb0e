"""The Celery application with the naive task."""

from cms.celery import app

app.autodiscover_tasks(["tests.bench.mail"], related_name="naive_tasks")
