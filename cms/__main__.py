"""`python -m cms <command>`: Django's management commands, development settings unless told otherwise."""

from django.core.management import execute_from_command_line

from cms.settings import env

if __name__ == "__main__":
    env.choose_settings("cms.settings.development")
    execute_from_command_line()
