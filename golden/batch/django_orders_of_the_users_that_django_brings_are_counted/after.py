from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count


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


def board() -> list[tuple[str, int, int]]:
    rows = []
    users = User.objects.filter(is_active=True).order_by("id")
    user_ids = list(dict.fromkeys(user.id for user in users))
    profile_by_user_id: dict[int, Profile] = {}
    for start in range(0, len(user_ids), 1000):
        for profile_row in Profile.objects.filter(
            user_id__in=user_ids[start : start + 1000]
        ):
            profile_by_user_id[profile_row.user_id] = profile_row
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for key, count_row in (
            Order.objects.filter(
                user_id__in=user_ids[start : start + 1000], status="open"
            )
            .order_by()
            .values_list("user_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_user_id[key] = count_row
    for user in users:
        if user.id not in profile_by_user_id:
            raise Profile.DoesNotExist("Profile matching query does not exist.")
        profile = profile_by_user_id[user.id]
        count = order_counts_by_user_id.get(user.id, 0)
        rows.append((user.username, profile.points, count))
    return rows
