from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_save


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


def note(
    sender: type[AuditLog], instance: AuditLog, created: bool, **kwargs: object
) -> None:
    try:
        Order.objects.create(pk=instance.order_id, customer="again", total=0)
    except IntegrityError:
        pass


post_save.connect(
    note,
    sender=AuditLog,
)


@transaction.atomic
def place_order(customer: str, total: int) -> int:
    order = Order.objects.create(customer=customer, total=total)
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
