"""What hangs on the broker's address: the queue that wakes workers, and the cache that processes share."""

from typing import Any


def queues(url: str) -> dict[str, Any]:
    """django-rq's queues. JSON, because a pickled message runs whatever its writer likes."""
    return {"default": {"URL": url, "DEFAULT_TIMEOUT": 60, "SERIALIZER": "rq.serializers.JSONSerializer"}}


def caches(url: str, prefix: str) -> dict[str, Any]:
    """The shared cache; `prefix` is the site's address, because cached links contain it."""
    return {
        "default": {
            "BACKEND": "association.caching.BrokerCache",
            "LOCATION": url,
            "KEY_PREFIX": prefix,
            "OPTIONS": {
                "serializer": "association.caching.JsonValues",
                "socket_connect_timeout": 1,
                "socket_timeout": 1,
            },
        },
        # Wagtail would keep model instances here, which only a pickle can hold.
        "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
