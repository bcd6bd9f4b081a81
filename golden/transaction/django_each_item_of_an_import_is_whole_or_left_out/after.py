import logging

from django.db import models, transaction

logger = logging.getLogger(__name__)


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


def import_orders(rows: list[tuple[str, int]]) -> list[str]:
    failed = []
    for customer, total in rows:
        try:
            with transaction.atomic():
                order = Order.objects.create(customer=customer, total=total)
                AuditLog.objects.create(order=order, event="imported")
        except Exception:
            logger.exception("could not import the order of %s", customer)
            failed.append(customer)
    return failed
