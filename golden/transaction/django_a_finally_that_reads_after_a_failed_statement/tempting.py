from django.db import models, transaction


class Order(models.Model):
    customer = models.CharField(max_length=50)
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


def place_order(customer: str, seen: list[int]) -> int:
    with transaction.atomic():
        order = Order.objects.create(customer=customer)
        try:
            AuditLog.objects.create(order=order, event="placed")
        finally:
            seen.append(Order.objects.count())
    return order.pk
