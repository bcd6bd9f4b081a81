from django.core.mail import send_mail
from django.db import models, transaction


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)
        send_mail(
            "Thank you", f"Order {self.pk}", "shop@example.com", ["a@example.com"]
        )


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


@transaction.atomic
def close_order(order: Order) -> None:
    AuditLog.objects.create(order=order, event="closing")
    order.save()
    AuditLog.objects.create(order=order, event="closed")
