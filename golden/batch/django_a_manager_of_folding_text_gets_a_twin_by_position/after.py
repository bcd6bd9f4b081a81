from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Value


class Tags(models.Manager["Tag"]):
    def named(self, name: str) -> "Tag | None":
        return self.filter(name=name).first()

    def named_by_names(self, names: Iterable[str]) -> "dict[str, Tag | None]":
        """Answer `named` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(names))
        tag_by_name: dict[str, Tag | None] = {}
        for start in range(0, len(keys), 100):
            queries = [
                self.filter(name=key).annotate(_position=Value(number))
                for number, key in enumerate(keys[start : start + 100], start)
            ]
            for tag in self.none().union(*queries, all=True):
                tag_by_name[keys[vars(tag).pop("_position")]] = tag
        return tag_by_name

    def under(self, parent: str) -> "list[Tag]":
        return list(self.filter(parent__isnull=False, shelf=parent).order_by("name"))

    def under_by_parents(self, parents: Iterable[str]) -> "dict[str, list[Tag]]":
        """Answer `under` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(parents))
        tags_by_shelf: defaultdict[str, list[Tag]] = defaultdict(list)
        for start in range(0, len(keys), 100):
            queries = [
                self.filter(parent__isnull=False, shelf=key).annotate(
                    _position=Value(number)
                )
                for number, key in enumerate(keys[start : start + 100], start)
            ]
            for tag in self.none().union(*queries, all=True).order_by("name"):
                tags_by_shelf[keys[vars(tag).pop("_position")]].append(tag)
        return tags_by_shelf


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)
    shelf = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

    objects = Tags()

    class Meta:
        app_label = "shop"


def parents(names: list[str]) -> list[int | None]:
    found = []
    unique_names = list(dict.fromkeys(names))
    tag_by_name = Tag.objects.named_by_names(unique_names)
    for name in names:
        tag = tag_by_name.get(name)
        found.append(tag.parent_id if tag else None)
    return found


def shelves(names: list[str]) -> list[list[str]]:
    shelfs = list(dict.fromkeys(names))
    tags_by_shelf = Tag.objects.under_by_parents(shelfs)
    return [[tag.name for tag in tags_by_shelf.get(name, [])] for name in names]
