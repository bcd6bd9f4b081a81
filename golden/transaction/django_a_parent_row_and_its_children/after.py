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


def place_order(customer: str, totals: list[int]) -> Order:
    """Store an order with a line in the log for each of its totals."""
    order = Order(customer=customer, total=sum(totals))
    with transaction.atomic():
        order.save()
        for total in totals:
            AuditLog.objects.create(order=order, event=f"line of {total}")
    return order
