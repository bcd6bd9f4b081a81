DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
    }
}
INSTALLED_APPS = ["shop"]
ROOT_URLCONF = "shop.urls"
