from django.db import models


class Tags(models.Manager["Tag"]):
    def named(self, name: str) -> "Tag | None":
        return self.filter(name=name).first()

    def under(self, parent: str) -> "list[Tag]":
        return list(self.filter(parent__isnull=False, shelf=parent).order_by("name"))


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)
    shelf = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

    objects = Tags()

    class Meta:
        app_label = "shop"


def parents(names: list[str]) -> list[int | None]:
    found = []
    for name in names:
        tag = Tag.objects.named(name)
        found.append(tag.parent_id if tag else None)
    return found


def shelves(names: list[str]) -> list[list[str]]:
    return [[tag.name for tag in Tag.objects.under(name)] for name in names]
