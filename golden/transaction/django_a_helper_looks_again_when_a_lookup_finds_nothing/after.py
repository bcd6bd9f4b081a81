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


def event_of(name: str) -> str:
    try:
        return AuditLog.objects.get(event=name).event
    except AuditLog.DoesNotExist:
        seen = AuditLog.objects.filter(event__startswith=name).count()
        return f"{name} {seen}"


def place_order(customer: str, total: int) -> int:
    with transaction.atomic():
        order = Order.objects.create(customer=customer, total=total)
        AuditLog.objects.create(order=order, event=event_of("placed"))
    return order.pk
