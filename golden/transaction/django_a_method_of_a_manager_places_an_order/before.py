from django.db import models


class OrderManager(models.Manager["Order"]):
    def place(self, customer: str, total: int) -> "Order":
        order = self.create(customer=customer, total=total)
        AuditLog.objects.create(order=order, event="placed")
        return order


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    objects = OrderManager()

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"
