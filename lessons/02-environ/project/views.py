"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def order(request: HttpRequest) -> HttpResponse:
    """Take an order, and say who seems to have sent it, as far as the environ tells."""
    drink = request.POST.get("drink", "nothing")
    size = request.GET.get("size", "small")
    address = request.META["REMOTE_ADDR"]
    return HttpResponse(f"A {size} {drink} for {address}.\n", content_type="text/plain; charset=utf-8")
