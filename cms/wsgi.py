"""The application that every web server calls."""

from django.core.wsgi import get_wsgi_application

from cms.settings import env
from cms.supervising.lifeline import die_with_server

die_with_server()
env.choose_settings("cms.settings.production")
application = get_wsgi_application()
