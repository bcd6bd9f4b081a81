from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from shop.models import AuditLog, Order


def ship(request: HttpRequest, order_id: int) -> HttpResponse:
    order = get_object_or_404(Order, pk=order_id)
    order.status = "shipped"
    order.save()
    AuditLog.objects.create(order=order, event="shipped")
    return HttpResponse(status=204)
