from django.core.management.base import BaseCommand
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


class Command(BaseCommand):
    help = "Close all orders that are still open."

    def handle(self, *args: object, **options: object) -> None:
        closed = 0
        for order in Order.objects.filter(status="open"):
            order.status = "closed"
            with transaction.atomic():
                order.save(update_fields=["status"])
                AuditLog.objects.create(order=order, event="closed")
            closed += 1
        self.stdout.write(f"{closed} orders")
