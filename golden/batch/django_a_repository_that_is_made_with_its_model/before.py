from typing import Generic, TypeVar

from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


M = TypeVar("M", bound=models.Model)


class Rows(Generic[M]):
    def __init__(self, model: type[M]) -> None:
        self.model = model

    def get(self, pk: int) -> M:
        return self.model.objects.get(pk=pk)

    def find(self, pk: int) -> M | None:
        return self.model._default_manager.filter(pk=pk).first()


class Orders(Rows[Order]):
    def __init__(self) -> None:
        super().__init__(Order)

    def of_customer(self, customer_id: int) -> list[Order]:
        rows = self.model.objects.filter(customer_id=customer_id)
        return list(rows.order_by("id"))


customers = Rows(Customer)


def emails(ids: list[int]) -> list[str]:
    found = []
    for customer_id in ids:
        customer = customers.get(customer_id)
        found.append(customer.email)
    return found


def perhaps(ids: list[int]) -> list[str | None]:
    found = []
    for customer_id in ids:
        customer = customers.find(customer_id)
        found.append(customer.email if customer else None)
    return found


def totals(ids: list[int]) -> dict[int, int]:
    orders = Orders()
    return {i: sum(order.total for order in orders.of_customer(i)) for i in ids}
