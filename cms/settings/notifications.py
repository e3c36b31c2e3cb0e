"""How mail and webhooks go out, what comes back, and how long it is kept."""

from . import env

NOTIFY_DELAY = env.NOTIFY_DELAY
LEASE_SECONDS = env.LEASE_SECONDS
RETRY_SECONDS = env.RETRY_SECONDS
BOUNCES_URL = env.BOUNCES_URL
BOUNCES_FROM = env.BOUNCES_FROM
MAIL_CONNECTIONS = env.MAIL_CONNECTIONS
MAIL_RATE = env.MAIL_RATE
MAIL_DOMAIN_RATE = env.MAIL_DOMAIN_RATE
TRANSLATION_PATIENCE_DAYS = 7
CONFIRMATIONS_PER_MINUTE = 60
# An endpoint that has failed for so long is turned off; its messages and answers are kept for so long.
WEBHOOK_FAILING_DAYS = 5
WEBHOOK_LOG_DAYS = 30
# Only the open internet over https; loopback and plain http to it are for trying things out.
WEBHOOKS_ALLOW_LOOPBACK = False
EMAIL_URL = env.EMAIL_URL
EMAIL_BACKEND = "workers.desk_mail.DeskMailBackend"
MAILBOX_DIR = env.DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.MAIL_FROM
EDITORS_EMAIL = env.EDITORS_EMAIL
ADMINS_EMAIL = env.ADMINS_EMAIL
# When administrators are told that mail stands still, and how old a publication may be to be mailed again.
ALERT_AFTER_SECONDS = env.ALERT_AFTER_SECONDS
REPLAY_DAYS = env.REPLAY_DAYS
SHOW_MAILBOX = False
# The provider of mail that may report to /webhooks/mail/<provider>/, and how its reports are signed.
ANYMAIL_PROVIDER = env.ANYMAIL_PROVIDER
ANYMAIL = {"WEBHOOK_SECRET": env.ANYMAIL_WEBHOOK_SECRET} | (
    {
        "MAILERSEND_SIGNING_SECRET": env.ANYMAIL_SIGNING_KEY,
        "MAILGUN_WEBHOOK_SIGNING_KEY": env.ANYMAIL_SIGNING_KEY,
        "MAILTRAP_TRACKING_SECRET": env.ANYMAIL_SIGNING_KEY,
        "MANDRILL_WEBHOOK_KEY": env.ANYMAIL_SIGNING_KEY,
        "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY": env.ANYMAIL_SIGNING_KEY,
    }
    # A key that is empty would be taken for a key, and anybody can sign with that.
    if env.ANYMAIL_SIGNING_KEY
    else {}
)
# How many days the text of a message, and the address of who is gone, is kept (docs/privacy.md).
KEEP_BODIES_DAYS = env.KEEP_BODIES_DAYS
KEEP_GONE_DAYS = env.KEEP_GONE_DAYS
