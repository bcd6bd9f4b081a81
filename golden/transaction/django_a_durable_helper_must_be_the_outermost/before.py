from django.db import models, transaction


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


@transaction.atomic(durable=True)
def log_event(order: Order, event: str) -> None:
    AuditLog.objects.create(order=order, event=event)
    Order.objects.filter(pk=order.pk).update(status=event)


def place_order(customer: str, total: int) -> int:
    order = Order.objects.create(customer=customer, total=total)
    log_event(order, "placed")
    return order.pk
