"""The evaluation of the last whole year, in the words that a municipality might use."""

from cms.registries import DemoContext
from participation.models import EvaluationAnswer

ANSWERS = {
    "a": (
        "Weten bewoners waar ze terechtkunnen met een plan?",
        "Meestal wel. Wie al eens meedeed, kent de wijkregisseur. Nieuwe bewoners vinden ons vaak via de wijkkrant.",
    ),
    "b": (
        "Krijgen bewoners op tijd antwoord?",
        "Bij kleine plannen wel. Bij plannen die meer afdelingen raken, duurt het nog te lang.",
    ),
    "c": (
        "Komt het geld terecht waar bewoners het willen?",
        "Ja. Het meeste geld ging naar groen en ontmoeten. Daar vroegen bewoners ook het vaakst om.",
    ),
    "d": (
        "Werken bewoners en gemeente goed samen?",
        "Een buurtdeal helpt. Iedereen weet dan wie wat doet en tot wanneer.",
    ),
    "e": (
        "Wat doen we volgend jaar anders?",
        "We leggen eerder uit hoeveel invloed je hebt. En we laten vaker zien wat een plan heeft opgeleverd.",
    ),
}


def build_evaluations(context: DemoContext) -> None:
    """Answer the five questions for the city, unless somebody did."""
    for letter, (question, answer) in ANSWERS.items():
        EvaluationAnswer.objects.get_or_create(
            year=context.now.year - 1,
            wijk=None,
            letter=letter,
            defaults={"question": question, "answer": answer},
        )
