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


class Latest(models.Manager):
    def get_queryset(self):
        return super().get_queryset().order_by("-id")[:2]


class Label(models.Model):
    name = models.CharField(max_length=50)
    products = models.ManyToManyField(Product, related_name="labels")

    objects = Latest()

    class Meta:
        app_label = "shop"


def labels() -> list[list[str]]:
    return [
        [label.name for label in product.labels.all()]
        for product in Product.objects.all()
    ]
