"""What people are told: the morning's digest of a day, alerts, and feeds of topics; read from the published warehouse."""

from warehouse.messages.alerts import Alert, SentAlerts, alert_text, alerts_subject, current_alerts
from warehouse.messages.digest import Digest, read_digest
from warehouse.messages.feed import topic_feed, write_user_feeds
from warehouse.messages.render import digest_html, digest_text, subject

__all__ = [
    "Alert",
    "Digest",
    "SentAlerts",
    "alert_text",
    "alerts_subject",
    "current_alerts",
    "digest_html",
    "digest_text",
    "read_digest",
    "subject",
    "topic_feed",
    "write_user_feeds",
]
