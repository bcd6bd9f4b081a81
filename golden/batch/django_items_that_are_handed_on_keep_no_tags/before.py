from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Tag(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"
        ordering = ["name"]


class Product(models.Model):
    name = models.CharField(max_length=50)
    category = models.ForeignKey(
        Category, related_name="products", on_delete=models.CASCADE
    )
    tags = models.ManyToManyField(Tag, related_name="products")

    class Meta:
        app_label = "shop"
        ordering = ["id"]


def with_tags() -> list[tuple[Product, list[str]]]:
    found = []
    for product in Product.objects.all():
        found.append((product, [tag.name for tag in product.tags.all()]))
    return found
