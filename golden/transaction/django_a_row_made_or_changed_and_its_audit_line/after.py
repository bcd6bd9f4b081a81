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


def remember(customer: str, total: int) -> bool:
    with transaction.atomic():
        order, made = Order.objects.update_or_create(
            customer=customer, defaults={"total": total}
        )
        AuditLog.objects.create(order=order, event="made" if made else "changed")
    return made
