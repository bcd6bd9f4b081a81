from collections import defaultdict
from collections.abc import Iterable
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

    def get_by_pks(self, pks: Iterable[int]) -> dict[int, M]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(pks))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(keys), 1000):
            for row in self.model.objects.filter(id__in=keys[start : start + 1000]):
                rows_by_key[row.id] = row
        return rows_by_key

    def find(self, pk: int) -> M | None:
        return self.model._default_manager.filter(pk=pk).first()

    def find_by_pks(self, pks: Iterable[int]) -> dict[int, M]:
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(pks))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(keys), 1000):
            for row in self.model._default_manager.filter(
                id__in=keys[start : start + 1000]
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class Orders(Rows[Order]):
    def __init__(self) -> None:
        super().__init__(Order)

    def of_customer(self, customer_id: int) -> list[Order]:
        rows = self.model.objects.filter(customer_id=customer_id)
        return list(rows.order_by("id"))

    def of_customer_by_customer_ids(
        self, customer_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `of_customer` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(customer_ids))
        orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in self.model.objects.filter(
                customer_id__in=keys[start : start + 1000]
            ).order_by("id"):
                orders_by_customer_id[order.customer_id].append(order)
        return orders_by_customer_id


customers = Rows(Customer)


def emails(ids: list[int]) -> list[str]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    customers_by_id = customers.get_by_pks(customer_ids)
    for customer_id in ids:
        if customer_id not in customers_by_id:
            raise Customer.DoesNotExist("Customer matching query does not exist.")
        customer = customers_by_id[customer_id]
        found.append(customer.email)
    return found


def perhaps(ids: list[int]) -> list[str | None]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    customers_by_id = customers.find_by_pks(customer_ids)
    for customer_id in ids:
        customer = customers_by_id.get(customer_id)
        found.append(customer.email if customer else None)
    return found


def totals(ids: list[int]) -> dict[int, int]:
    orders = Orders()
    customer_ids = list(dict.fromkeys(ids))
    orders_by_customer_id = orders.of_customer_by_customer_ids(customer_ids)
    return {
        i: sum(order.total for order in orders_by_customer_id.get(i, [])) for i in ids
    }
