"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def meta(request: HttpRequest) -> HttpResponse:
    """Say what Django takes for the mount point and for the path, and where a link to this page would lead."""
    text = f"prefix {request.META['SCRIPT_NAME']!r}, path {request.path_info!r}, link {reverse('meta')!r}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
