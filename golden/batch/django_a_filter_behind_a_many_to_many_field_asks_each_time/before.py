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


def marked() -> list[str]:
    return [
        product.name
        for product in Product.objects.prefetch_related("tags")
        if product.tags.filter(name="new").exists()
    ]


def counts() -> dict[str, int]:
    return {tag.name: tag.products.count() for tag in Tag.objects.all()}
