"""The catalogue: every shipped file is sound, and says what gather relies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.errors import RefactorError
from codemods.libraries import catalogue as room
from codemods.libraries.catalogue import Catalogue, load, shipped

FILES = sorted(Path(room.__file__).parent.glob("*.toml"))
ALL = [module for d in shipped().values() for module in d.get("imports", ())]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_file_loads_strictly_and_names_its_source(path: Path) -> None:
    Catalogue().add(room._read(path), path.name)
    assert "# source:" in path.read_text()


@pytest.fixture(scope="module")
def everything() -> Catalogue:
    return load(ALL)


METHODS = [
    ("httpx.AsyncClient", "get", "read", "http"),
    ("httpx.AsyncClient", "post", "write", "http"),
    ("aiohttp.ClientSession", "get", "read", "http"),
    ("redis.asyncio.Redis", "hgetall", "read", "cache"),
    ("redis.asyncio.Redis", "getdel", "write", "cache"),
    ("asyncpg.Pool", "fetch", "sql", "database"),
    ("asyncpg.Connection", "executemany", "write", "database"),
    ("sqlalchemy.ext.asyncio.AsyncSession", "execute", "statement", "database"),
    ("sqlalchemy.ext.asyncio.AsyncSession", "get", "read", "database"),
    ("sqlalchemy.ext.asyncio.AsyncSession", "commit", "commit", "database"),
    ("sqlmodel.ext.asyncio.session.AsyncSession", "commit", "commit", "database"),
    ("asyncio.Lock", "acquire", "lock", "process"),
    ("list", "append", "mutate", ""),
    ("dict", "get", "pure", ""),
    ("logging.Logger", "info", "log", "log"),
    ("contextvars.ContextVar", "set", "write", "context"),
    ("pathlib.Path", "read_text", "read", "filesystem"),
    ("pymongo.asynchronous.collection.AsyncCollection", "find_one", "read", "database"),
    ("databases.Database", "fetch_all", "sql", "database"),
    ("openai.resources.AsyncEmbeddings", "create", "read", "http"),
    ("openai.resources.AsyncResponses", "create", "write", "http"),
    ("anthropic.resources.AsyncMessages", "create", "read", "http"),
    ("elasticsearch.AsyncElasticsearch", "search", "read", "database"),
    ("elasticsearch.AsyncElasticsearch", "bulk", "write", "database"),
    ("opensearchpy.AsyncOpenSearch", "count", "read", "database"),
    ("web3.eth.AsyncEth", "get_balance", "read", "http"),
    ("web3.eth.AsyncEth", "send_raw_transaction", "write", "http"),
    ("kubernetes_asyncio.client.CoreV1Api", "list_namespaced_pod", "read", "http"),
    ("qdrant_client.AsyncQdrantClient", "query_points", "read", "database"),
    ("qdrant_client.AsyncQdrantClient", "upsert", "write", "database"),
    ("slack_sdk.web.async_client.AsyncWebClient", "users_info", "read", "http"),
    ("slack_sdk.web.async_client.AsyncWebClient", "chat_postMessage", "write", "http"),
    ("aiogram.Bot", "get_chat_member", "read", "http"),
    ("aiogram.Bot", "send_message", "write", "http"),
    ("discord.Guild", "fetch_member", "read", "http"),
    ("discord.TextChannel", "send", "write", "http"),
    ("google.cloud.firestore.AsyncDocumentReference", "get", "read", "database"),
    ("google.cloud.firestore.AsyncDocumentReference", "set", "write", "database"),
    ("azure.storage.blob.aio.BlobClient", "get_blob_properties", "read", "http"),
    ("azure.storage.blob.aio.BlobClient", "upload_blob", "write", "http"),
    ("beanie.FindMany", "to_list", "read", "database"),
    ("beanie.Document", "insert", "write", "database"),
    ("neo4j.AsyncSession", "run", "unknown", "database"),
    ("homeassistant.core.HomeAssistant", "async_add_executor_job", "unknown", ""),
    ("sqlalchemy.orm.scoped_session", "commit", "commit", "database"),
    ("flask_sqlalchemy.query.Query", "first", "read", "database"),
    ("django.forms.ModelForm", "save", "write", "database"),
    ("rest_framework.serializers.ModelSerializer", "save", "write", "database"),
    ("django.contrib.auth.models.UserManager", "filter", "pure", ""),
]


@pytest.mark.parametrize(("owner", "name", "effect", "resource"), METHODS)
def test_methods(everything: Catalogue, owner: str, name: str, effect: str, resource: str) -> None:
    fact = everything.method(owner, name)
    assert fact is not None
    assert (fact.effect, fact.resource) == (effect, resource)


CHANNELS = {
    "httpx.AsyncClient": "shareable",
    "aiohttp.ClientSession": "shareable",
    "redis.asyncio.Redis": "shareable",
    "redis.asyncio.Pipeline": "exclusive",
    "asyncpg.Pool": "shareable",
    "asyncpg.Connection": "exclusive",
    "sqlalchemy.ext.asyncio.AsyncSession": "exclusive",
    "sqlalchemy.ext.asyncio.AsyncConnection": "exclusive",
    "sqlalchemy.ext.asyncio.AsyncEngine": "shareable",
    "sqlalchemy.ext.asyncio.async_sessionmaker": "shareable",
    "sqlmodel.ext.asyncio.session.AsyncSession": "exclusive",
    "psycopg.AsyncConnection": "serial",
    "psycopg_pool.AsyncConnectionPool": "shareable",
    "aiosqlite.Connection": "serial",
    "openai.AsyncOpenAI": "shareable",
    "elasticsearch.AsyncElasticsearch": "shareable",
    "neo4j.AsyncDriver": "shareable",
    "neo4j.AsyncSession": "exclusive",
    "azure.storage.blob.aio.StorageStreamDownloader": "exclusive",
}


@pytest.mark.parametrize("name", CHANNELS)
def test_channels(everything: Catalogue, name: str) -> None:
    fact = everything.type(name)
    assert fact is not None
    assert fact.concurrency == CHANNELS[name]


def test_only_pools_that_wait_without_an_end_bound_themselves(everything: Catalogue) -> None:
    bounding = {
        name
        for document in shipped().values()
        for name, table in document.get("types", {}).items()
        if table.get("bounds_itself")
    }
    assert bounding == {"asyncpg.Pool"}


def test_names_under_which_things_are_imported(everything: Catalogue) -> None:
    assert everything.canonical("httpx2.AsyncClient") == "httpx.AsyncClient"
    session = "sqlalchemy.ext.asyncio.session.AsyncSession"
    assert everything.canonical(session) == "sqlalchemy.ext.asyncio.AsyncSession"
    assert everything.canonical("typing.Mapping") == "collections.abc.Mapping"
    assert everything.exception_bases("KeyError") == ("LookupError", "Exception", "BaseException")


def test_only_what_a_project_imports_is_read() -> None:
    assert load([]).type("httpx.AsyncClient") is None
    assert load(["httpx"]).type("httpx.AsyncClient") is not None
    assert load([]).type("asyncio.Lock") is not None


def test_people_add_facts(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\n[functions]\n"mine.get" = { effect = "read", await = true }\n')
    found = load([], [path], {"mine.put": "write"})
    assert found.function("mine.get").effect == "read"  # type: ignore[union-attr]
    assert found.function("mine.put").known == "declared"  # type: ignore[union-attr]


WRONG = {
    '[functions]\n"a.b" = { efect = "read" }': "effect",
    '[functions]\n"a.b" = { effect = "reads" }': "unknown effect",
    '[types."a.B"]\nconcurency = "shareable"': "concurrency",
    "[functions": "not valid TOML",
}


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_are_explained(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(RefactorError) as caught:
        load([], [path])
    assert WRONG[text] in caught.value.what + caught.value.advice


def test_models_that_a_library_brings(everything: Catalogue) -> None:
    user = everything.model("django.contrib.auth.models.User")
    assert user is not None
    assert (user.table, user.columns["last_login"], user.unique) == (
        "auth_user",
        "datetime?",
        (("username",),),
    )
    assert "django.contrib.auth.models.AbstractUser" not in everything.models()
    assert load(["httpx"]).model("django.contrib.auth.models.User") is None
