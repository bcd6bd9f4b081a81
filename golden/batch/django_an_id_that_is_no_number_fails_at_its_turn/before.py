import httpx
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def tell(client: httpx.Client, chosen: list[str]) -> None:
    for number in chosen:
        customer = Customer.objects.filter(pk=number).first()
        client.post("/seen", json={"customer": customer.name if customer else None})
