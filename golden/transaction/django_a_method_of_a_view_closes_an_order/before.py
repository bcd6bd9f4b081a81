from django.db import models
from django.http import HttpRequest, HttpResponse
from django.views import View


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class CloseOrder(View):
    def post(self, request: HttpRequest, order_id: int) -> HttpResponse:
        order = Order.objects.get(pk=order_id)
        order.status = "closed"
        order.save(update_fields=["status"])
        AuditLog.objects.create(order=order, event="closed")
        return HttpResponse(status=204)
