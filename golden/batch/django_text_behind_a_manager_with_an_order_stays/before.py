from django.db import models


class Shown(models.Manager["Product"]):
    def get_queryset(self) -> "models.QuerySet[Product]":
        return super().get_queryset().order_by("-id")


class Product(models.Model):
    code = models.CharField(max_length=20, unique=True)
    colour = models.CharField(max_length=20)

    objects = Shown()

    class Meta:
        app_label = "shop"


def codes_of(colours: list[str]) -> list[list[str]]:
    found = []
    for colour in colours:
        products = list(Product.objects.filter(colour=colour))
        found.append([product.code for product in products])
    return found
