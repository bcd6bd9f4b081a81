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


async def place_order(customer: str, total: int) -> int:
    async with transaction.atomic():
        order = await Order.objects.acreate(customer=customer, total=total)
        await AuditLog.objects.acreate(order=order, event="placed")
    return order.pk
