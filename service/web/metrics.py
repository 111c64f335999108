"""What stands where, for Prometheus: counts and ages, never a name (P46)."""

from hmac import compare_digest

from flask import Blueprint, Response, abort, request
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from service import store
from service.web import current

pages = Blueprint("metrics", __name__)


@pages.get("/metrics")
def metrics() -> Response:
    """Show the figures to whoever has the token; without one there is no such page."""
    token = current.house().settings.metrics_token
    given = request.headers.get("Authorization", "")
    if not token or not compare_digest(given.encode(), f"Bearer {token}".encode()):
        abort(404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures:
    """The figures, by prometheus-client's name for where they come from."""

    def collect(self) -> list[GaugeMetricFamily]:
        """Return the figures of this moment."""
        db, now = current.db(), current.now()
        inbox = GaugeMetricFamily("oksa_inbox_mails", "Mails received, by state", labels=["state"])
        outbox = GaugeMetricFamily("oksa_outbox_letters", "Letters, by state", labels=["state"])
        for family, counts in ((inbox, store.inbox.counts(db)), (outbox, store.letters.counts(db))):
            for state, number in counts.items():
                family.add_metric([state], number)
        oldest, ticked = store.outbox.oldest_due(db, now), store.memory.last_tick(db)
        due = GaugeMetricFamily("oksa_outbox_oldest_due_seconds", "Age of the oldest due letter")
        due.add_metric([], (now - oldest).total_seconds() if oldest else 0)
        tick = GaugeMetricFamily("oksa_last_tick_timestamp_seconds", "When all due was last done")
        tick.add_metric([], ticked.timestamp() if ticked else 0)
        return [inbox, outbox, due, tick]
