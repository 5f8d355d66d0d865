"""Pictures and PDFs that came with a case, for those who may see the case."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cms.uploads import serve_private
from participation.admin.base import find_case


@require_safe
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> FileResponse:
    """Give one file of a case: a picture on the screen, a PDF as a download.

    Raises:
        Http404: when the case is not this person's, the file not the case's, gone, or not scanned for viruses yet;
            the case itself says which of its files wait for that.
    """
    case = find_case(request, pk)
    found = case.submission.attachments.filter(pk=attachment_pk, is_quarantined=False).first()
    if found is None:
        raise Http404
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return serve_private(file, as_name=f"{case.submission.reference}-{found.pk}.{found.extension}", inline_image=True)
