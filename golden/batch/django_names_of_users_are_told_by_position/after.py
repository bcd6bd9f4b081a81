from django.contrib.auth.models import User
from django.db import models
from django.db.models import Value


class Profile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    points = models.IntegerField(default=0)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def users_named(names: list[str]) -> list[User]:
    found = []
    usernames = list(dict.fromkeys(names))
    user_by_username: dict[str, User] = {}
    for start in range(0, len(usernames), 100):
        queries = [
            User.objects.filter(username=key).annotate(_position=Value(number))
            for number, key in enumerate(usernames[start : start + 100], start)
        ]
        for user_row in User.objects.none().union(*queries, all=True):
            user_by_username[usernames[vars(user_row).pop("_position")]] = user_row
    for name in names:
        user = user_by_username.get(name)
        if user is not None:
            found.append(user)
    return found
