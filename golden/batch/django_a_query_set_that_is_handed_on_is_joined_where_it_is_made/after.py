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


def summary(orders):
    return [{"id": order.pk, "customer": order.customer.name} for order in orders]


def names(orders, status: str) -> list[str]:
    found = []
    for order in orders:
        found.append(f"{order.customer.name} {status}")
    return found


def open_orders() -> list[dict[str, object]]:
    orders = (
        Order.objects.filter(status="open").order_by("id").select_related("customer")
    )
    return summary(orders)


def paid_orders() -> tuple[list[dict[str, object]], list[str]]:
    return (
        summary(
            Order.objects.filter(status="paid")
            .order_by("id")
            .select_related("customer")
        ),
        names(Order.objects.order_by("id").select_related("customer"), status="any"),
    )
