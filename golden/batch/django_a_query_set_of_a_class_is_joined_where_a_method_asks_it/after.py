from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Export:
    queryset = Order.objects.filter(status="paid")

    def rows(self) -> list[tuple[int, str]]:
        found = []
        for order in self.queryset.order_by("id").select_related("customer"):
            found.append((order.pk, order.customer.name))
        return found
