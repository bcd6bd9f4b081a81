from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def customers(customer_ids: list[int]) -> list[Customer | None]:
    unique_customer_ids = list(dict.fromkeys(customer_ids))
    customers_by_id: dict[int, Customer] = {}
    for start in range(0, len(unique_customer_ids), 1000):
        for customer in Customer.objects.filter(
            id__in=unique_customer_ids[start : start + 1000]
        ):
            customers_by_id[customer.id] = customer
    return [customers_by_id.get(i) for i in customer_ids]


def numbered(customer_ids: list[int]) -> list[str]:
    found = customers(customer_ids)
    for number, customer in enumerate(found):
        if customer is not None:
            customer.email = f"{customer.email} {number}"
    return [customer.email for customer in found if customer is not None]
