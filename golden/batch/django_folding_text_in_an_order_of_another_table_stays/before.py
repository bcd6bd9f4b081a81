from django.db import models


class Brand(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Product(models.Model):
    colour = models.CharField(max_length=20, db_collation="NOCASE")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def of_colours(colours: list[str]) -> list[list[int]]:
    found = []
    for colour in colours:
        products = Product.objects.filter(colour=colour).order_by("brand__name", "id")
        found.append([product.id for product in products])
    return found
