import httpx
from django.db import models
from django.db.models import Value


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def tell(client: httpx.Client, chosen: list[str]) -> None:
    customer_ids = list(dict.fromkeys(chosen))
    customers_by_id: dict[str, Customer] = {}
    for start in range(0, len(customer_ids), 100):
        queries = [
            Customer.objects.filter(id=key).annotate(_position=Value(number_row))
            for number_row, key in enumerate(customer_ids[start : start + 100], start)
        ]
        for customer_row in Customer.objects.none().union(*queries, all=True):
            customers_by_id[customer_ids[vars(customer_row).pop("_position")]] = (
                customer_row
            )
    for number in chosen:
        customer = customers_by_id.get(number)
        client.post("/seen", json={"customer": customer.name if customer else None})
