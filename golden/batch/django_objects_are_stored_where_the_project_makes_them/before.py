from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def sign_up(name: str) -> Customer:
    customer = Customer(name=name)
    customer.full_clean()
    customer.save()
    return customer


def import_all(names: list[str]) -> int:
    customers = []
    for name in names:
        customers.append(Customer(name=name))
    Customer.objects.bulk_create(customers)
    return len(customers)


def named(name: str) -> Customer:
    return Customer(name=name.strip())


def enter(name: str) -> None:
    customer = named(name)
    customer.save()


def counts(customers: list[Customer]) -> list[int]:
    return [customer.orders.count() for customer in customers]
