from django.db import IntegrityError, models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"

    def save(self, *args: object, **kwargs: object) -> None:
        try:
            super().save(*args, **kwargs)
        except IntegrityError:
            self.pk = None


def place_order(customer: str, total: int, event: str) -> int:
    order = Order.objects.create(customer=customer, total=total)
    AuditLog.objects.create(order=order, event=event)
    return order.pk
