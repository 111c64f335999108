"""The questions of feedback in three languages: letters, pages and results show the same (P27)."""

from collections.abc import Mapping, Sequence

from service.domain.feedback import Occasion, Question
from service.domain.rounds import Text


def _in(fi: str, sv: str, en: str) -> Text:
    return {"fi": fi, "sv": sv, "en": en}


QUESTIONS: Mapping[Occasion, Sequence[Question]] = {
    "midway": (
        Question(
            "fit",
            _in(
                "Kuinka hyvin yhteistyö parisi kanssa toimii? (1 huonosti, 5 erinomaisesti)",
                "Hur väl fungerar samarbetet med ditt par? (1 dåligt, 5 utmärkt)",
                "How well does it work with your pair? (1 badly, 5 very well)",
            ),
            1,
            5,
        ),
        Question(
            "met",
            _in(
                "Oletteko tavanneet niin usein kuin sovitte? Jos ette, mikä on ollut tiellä?",
                "Har ni träffats så ofta som ni kom överens om? Om inte, vad har stått i vägen?",
                "Have you met as often as you agreed? If not, what has been in the way?",
            ),
        ),
        Question(
            "goal",
            _in(
                "Mikä tavoite etenee, ja mitä tavoitetta pitäisi muuttaa?",
                "Vilket mål går framåt, och vilket borde ändras?",
                "Which goal is moving forward, and which one should change?",
            ),
        ),
    ),
    "closing": (
        Question(
            "goals",
            _in(
                "Kuinka hyvin tavoitteet toteutuivat? (1 huonosti, 5 erinomaisesti)",
                "Hur väl nåddes målen? (1 dåligt, 5 utmärkt)",
                "How well were the goals reached? (1 badly, 5 very well)",
            ),
            1,
            5,
        ),
        Question(
            "letters",
            _in(
                "Oliko viestejä ja muistutuksia 1 liikaa, 2 sopivasti vai 3 liian vähän?",
                "Var meddelandena och påminnelserna 1 för många, 2 lagom eller 3 för få?",
                "Were letters and reminders 1 too many, 2 about right or 3 too few?",
            ),
            1,
            3,
            {
                "1": _in("liikaa", "för många", "too many"),
                "2": _in("sopivasti", "lagom", "about right"),
                "3": _in("liian vähän", "för få", "too few"),
            },
        ),
        Question(
            "recommend",
            _in(
                "Suosittelisitko ohjelmaa muille? (0 en lainkaan, 10 ehdottomasti)",
                "Skulle du rekommendera programmet? (0 inte alls, 10 absolut)",
                "Would you recommend the programme? (0 not at all, 10 definitely)",
            ),
            0,
            10,
        ),
        Question(
            "useful",
            _in("Mistä oli eniten hyötyä?", "Vad hade du mest nytta av?", "What helped you most?"),
        ),
        Question(
            "change",
            _in(
                "Mitä muuttaisit ohjelmassa, tai mitä muuta haluat sanoa?",
                "Vad skulle du ändra i programmet, eller vad vill du säga?",
                "What would you change, or what else would you like to say?",
            ),
        ),
    ),
}
EXAMPLES: Mapping[Occasion, Mapping[str, Text]] = {
    "midway": {
        "fit": _in("4", "4", "4"),
        "met": _in(
            "Kyllä, mutta yksi tapaaminen siirtyi kiireiden takia.",
            "Ja, men en träff blev flyttad för att vi hade bråttom.",
            "Yes, but one meeting was moved because we were busy.",
        ),
        "goal": _in(
            "Työnhaku etenee, verkostojen tilalle voisi tulla gradu.",
            "Jobbsökandet går framåt, men i stället för nätverk kunde vi ta upp avhandlingen.",
            "Finding work is moving; instead of networks we could take up the thesis.",
        ),
    },
    "closing": {
        "goals": _in("4", "4", "4"),
        "letters": _in("2", "2", "2"),
        "recommend": _in("9", "9", "9"),
        "useful": _in(
            "Keskustelut veivät eteenpäin.",
            "Samtalen förde mig framåt.",
            "Our talks moved me forward.",
        ),
        "change": _in("En muuttaisi mitään.", "Jag skulle inte ändra något.", "Nothing to change."),
    },
}
