"""Whether a certificate is genuine: anyone may check its code without signing in (P28)."""

from time import monotonic, sleep

from flask import Blueprint, render_template, request

from forms.certificate import CheckForm
from forms.translations import speak
from service import store
from service.actions import certificates
from service.domain.certificates import written
from service.domain.languages import LANGUAGES
from service.web import current, speech

pages = Blueprint("certificate", __name__, url_prefix="/todistus")
ANSWERS_IN = 0.3  # seconds; a known code and a strange one take the same


@pages.route("", methods=["GET", "POST"])
@pages.route("/<any(fi, sv, en):code>", methods=["GET", "POST"])
def check(code: str = "") -> str:
    """Ask for a code, and say whether a certificate has it. Nothing is changed."""
    if code:
        speak(speech.as_language(code))
    form = CheckForm(request.form)
    if request.method != "POST" or not form.validate():
        return _page(form)
    began = monotonic()
    found = certificates.genuine(current.db(), form.certificate.data)
    season = store.rounds.get(current.db(), found.round_id) if found else None
    sleep(max(0.0, began + ANSWERS_IN - monotonic()))
    shown = written(found.code) if found else ""
    return _page(form, found=found, season=season, asked=True, shown=shown)


def _page(form: CheckForm, **values: object) -> str:
    addresses = {code: f"/todistus/{code}" for code in LANGUAGES}
    return render_template("certificate/page.html", form=form, addresses=addresses, **values)
