""" "My data" mails a person all that is held; "erase my data" is for a coordinator (P40, G4)."""

from dataclasses import replace
from datetime import datetime

from service import store
from service.actions.post import answer, post
from service.domain.letters import Draft, Matter
from service.domain.replies import Reply
from service.domain.site import Site
from service.mail.holdings import files, summary


def send(db: store.Database, site: Site, reply: Reply, now: datetime) -> None:
    """Mail the writer all that is held of them; the caller has seen that they may be answered."""
    language = reply.writer.language
    with store.transaction(db):
        store.acts.add(db, "", "data_sent", ("person", reply.writer.id), now)
        held = store.holdings.of_person(db, reply.writer.id)
        draft = Draft(
            kind="my_data",
            to=reply.writer,
            about=Matter("application", reply.round_id),
            key=f"my_data:{reply.mail_id}",
            programme=reply.programme,
            words={"summary": summary(held, language)},
            attachments=files(held, language),
        )
        post(db, site, draft, now)


def ask_for_erasure(db: store.Database, site: Site, reply: Reply, now: datetime) -> None:
    """Tell the writer that a coordinator will deal with it; nothing is erased by mail (S4)."""
    about = Matter("application", reply.round_id)
    with store.transaction(db):
        store.acts.add(db, "", "erase_asked", ("person", reply.writer.id), now)
        answer(db, site, replace(reply, about=about), "erase_asked", {}, now)
