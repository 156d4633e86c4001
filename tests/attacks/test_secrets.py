"""Canaries in every place that can hold a secret: none is found in a data folder, in what is printed, or in an error."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.settings import load_settings
from schemas.errors import BadSettings
from tests.flows.program import kronika
from tests.warehouse.dashboard.reading import page_json

CANARY = "canary-b7e1"
ENVIRONMENT = {
    "PREFECT_API_KEY": f"{CANARY}-prefect-key",
    "PREFECT_API_AUTH_STRING": f"reader:{CANARY}-prefect-word",
    "HTTP_PROXY": f"http://reader:{CANARY}-proxy@127.0.0.1:9",
    "HTTPS_PROXY": f"http://reader:{CANARY}-proxy@127.0.0.1:9",
    "PGPASSWORD": f"{CANARY}-postgres",
    "AWS_SECRET_ACCESS_KEY": f"{CANARY}-cloud",
    "NO_PROXY": "127.0.0.1,localhost",
}


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file with its bytes, and once more what is compressed in it."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        yield file, data
        if file.name.endswith(".gz"):
            yield file, gzip.decompress(data)
        if file.name == "dashboard.html":
            yield file, page_json(data.decode()).encode()
        if file.suffix == ".parquet":
            with duckdb.connect() as connection:
                yield file, str(connection.execute("from read_parquet($1)", [str(file)]).fetchall()).encode()
        if file.suffix == ".duckdb" and "published" in file.parts:
            with duckdb.connect(file, read_only=True) as connection:
                for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                    yield file, str(connection.execute(f'from "{name}"').fetchall()).encode()


def leaks(folder: Path, done: "subprocess.CompletedProcess[str]") -> list[str]:
    printed = [name for name, text in (("stdout", done.stdout), ("stderr", done.stderr)) if CANARY in text]
    return printed + [str(file) for file, data in contents(folder) if CANARY.encode() in data]


@pytest.mark.flow
def test_no_secret_is_kept_or_printed(tmp_path: Path) -> None:
    done = kronika("demo", "--verbose", cwd=tmp_path, timeout=500, **ENVIRONMENT)
    assert done.returncode == 0, done.stderr[-3_000:]
    assert (tmp_path / "data" / "published" / "warehouse.duckdb").exists()
    assert (tmp_path / "data" / "prefect").is_dir()
    assert leaks(tmp_path, done) == []


def test_search_finds_what_is_there(tmp_path: Path) -> None:
    """The search itself: a canary in each kind of file."""
    (tmp_path / "published").mkdir()
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(CANARY.encode()))
    with duckdb.connect(tmp_path / "published" / "warehouse.duckdb") as connection:
        connection.execute(f"create table t as select '{CANARY}' as a")
        connection.execute(f"copy t to '{tmp_path / 'a.parquet'}' (compression zstd)")
    done = subprocess.CompletedProcess([], 0, f"x {CANARY}", "")
    names = {Path(leak).name for leak in leaks(tmp_path, done)}
    assert names == {"stdout", "a.warc.gz", "a.parquet", "warehouse.duckdb"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KRONIKA_CRAWL__CONNECT_TO", f'{{"gazette.example": "http://reader:{CANARY}@127.0.0.1:1"}}'),
        ("KRONIKA_CRAWL", f"http://reader:{CANARY}@127.0.0.1:1"),
        ("KRONIKA_HOSTS", f"http://reader:{CANARY}@127.0.0.1:1"),
        ("KRONIKA_HOSTS", f'["http://reader:{CANARY}@127.0.0.1:1"]'),
        ("KRONIKA_REPORTING_ZONE", f"https://reader:{CANARY}@127.0.0.1:1"),
        ("KRONIKA_CRAWL__TRANSPORT", f"https://reader:{CANARY}@127.0.0.1:1"),
        ("KRONIKA_BATCH_SIZE", f"postgres://reader:{CANARY}@127.0.0.1:1/lake"),
        ("KRONIKA_NOW", f"https://{CANARY}@127.0.0.1:1"),
    ],
)
def test_error_of_a_setting_repeats_no_password(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        load_settings()
    assert CANARY not in str(refused.value)
    assert re.search(r"connect_to|crawl|hosts|zone|transport|batch_size|now", str(refused.value))
