from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver


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


@receiver(post_save, sender=Order)
def thank(
    sender: type[Order], instance: Order, created: bool, **kwargs: object
) -> None:
    if created:
        send_mail(
            "Thank you", f"Order {instance.pk}", "shop@example.com", ["a@example.com"]
        )


@transaction.atomic
def place_order(customer: str, total: int) -> int:
    order = Order.objects.create(customer=customer, total=total)
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
