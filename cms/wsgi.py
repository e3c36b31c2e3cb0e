"""The application that every web server calls."""

from django.core.wsgi import get_wsgi_application

from cms.settings import env

env.choose_settings("cms.settings.production")
application = get_wsgi_application()
