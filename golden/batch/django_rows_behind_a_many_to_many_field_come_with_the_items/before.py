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


def catalogue() -> list[dict[str, object]]:
    data = []
    for product in Product.objects.filter(name__startswith="p"):
        tags = [tag.name for tag in product.tags.all()]
        data.append({"name": product.name, "tags": tags})
    return data


def numbers() -> list[tuple[str, list[str]]]:
    rows = []
    tags = Tag.objects.all()
    for tag in tags:
        names = []
        for product in tag.products.all():
            names.append(product.name)
        rows.append((tag.name, names))
    return rows


def lines() -> list[str]:
    return [
        f"{product.category.name}/{product.name}: {len(product.tags.all())}"
        for product in Product.objects.all()
    ]
