"""Questions of neighbours as everybody may read them: the words of the wijkregisseur alone (ARCHITECTURE rule 8)."""

from django.db.models import Q, QuerySet

from participation.models import Question

SHOWN = 20


def answered(submission_id: int) -> QuerySet[Question]:
    """Questions with their answers that are on the site, the newest first."""
    public = Question.objects.filter(submission_id=submission_id, state=Question.State.PUBLIC)
    fields = ("public_text", "public_answer", "answerer", "language", "answered_at", "published_at")
    return public.only(*fields).order_by("-published_at", "-pk")


def older_than(questions: QuerySet[Question], last: Question) -> QuerySet[Question]:
    """Those that came on the site before this one (paging by key, ARCHITECTURE rule 15)."""
    return questions.filter(Q(published_at__lt=last.published_at) | Q(published_at=last.published_at, pk__lt=last.pk))
