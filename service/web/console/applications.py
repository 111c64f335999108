"""The applications of a round, as plain a table as can be."""

from service import store
from service.web import current
from service.web.console.frame import pages, season, show


@pages.get("/hakemukset")
def applications() -> str:
    """Show who has applied, and whether their address is confirmed."""
    db, here = current.db(), season()
    return show(
        "applications.html",
        season=here,
        seasons=store.rounds.every(db),
        applications=store.applications.of_round(db, here.id) if here else [],
    )
