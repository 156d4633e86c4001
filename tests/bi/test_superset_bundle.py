"""The dashboard for Superset fits the published tables: everything it names is there, and its SQL runs.

That Superset itself takes it is seen by `python -m tests.bi.superset`.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
import yaml

from flows.cli import main
from schemas.errors import BadSettings, NothingCrawled
from tests.bi.superset_server import CONSTRAINTS, WANTED
from tests.warehouse.publish.invented import create_tables
from warehouse.query import open_published
from warehouse.superset import pack_bundle
from warehouse.superset.bundle import SHOWN, TEXTS, Document, dataset_relation, read_documents

DOCUMENTS = dict(read_documents())
UKRAINIAN = DOCUMENTS[TEXTS]
DATASETS = {document["uuid"]: document for name, document in DOCUMENTS.items() if name.startswith("datasets/")}
CHARTS = {document["uuid"]: document for name, document in DOCUMENTS.items() if name.startswith("charts/")}
(DASHBOARD,) = (document for name, document in DOCUMENTS.items() if name.startswith("dashboards/"))
PLACED = {part["id"]: part for part in DASHBOARD["position"].values() if isinstance(part, dict)}
FILTERS = DASHBOARD["metadata"]["native_filter_configuration"]


@pytest.fixture
def connection(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(folder / "data" / "published") as opened:
        yield opened


def columns_of(connection: duckdb.DuckDBPyConnection, dataset: Document) -> set[str]:
    """Names of a dataset's columns, the calculated ones too."""
    described = connection.execute(f"describe from {dataset_relation(dataset)}").fetchall()
    return {name for name, *_ in described} | {
        column["column_name"] for column in dataset["columns"] if "expression" in column
    }


def metrics_of(dataset: Document) -> set[str]:
    return {metric["metric_name"] for metric in dataset["metrics"]}


def named_columns(params: dict[str, Any]) -> Iterator[str]:
    """Columns that a chart names."""
    groupby = params.get("groupby", [])
    yield from [groupby] if isinstance(groupby, str) else groupby
    yield from params.get("all_columns", [])
    yield from params.get("temporal_columns_lookup", {})
    yield from [yaml.safe_load(order)[0] for order in params.get("order_by_cols", [])]
    yield from [condition["subject"] for condition in params["adhoc_filters"] if "subject" in condition]
    yield from [params["x_axis"]] if "x_axis" in params else []


def named_metrics(params: dict[str, Any]) -> Iterator[str]:
    """Metrics that a chart names."""
    yield from params.get("metrics", [])
    yield from [params[key] for key in ("metric", "timeseries_limit_metric", "x_axis_sort") if key in params]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset["table_name"])
def test_a_dataset_is_of_columns_that_are_published(dataset: Document, connection: duckdb.DuckDBPyConnection) -> None:
    said = [column["column_name"] for column in dataset["columns"]]
    assert len(said) == len(set(said))
    assert set(said) <= columns_of(connection, dataset)
    assert dataset.get("main_dttm_col") in {*said, None}
    assert not metrics_of(dataset) & columns_of(connection, dataset), "a metric is an alias beside the columns"
    expressions = [item["expression"] for item in dataset["metrics"]]
    for expression in (
        *expressions,
        *(column["expression"] for column in dataset["columns"] if "expression" in column),
    ):
        connection.execute(f"select {expression} from {dataset_relation(dataset)}").fetchall()


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart["slice_name"])
def test_a_chart_names_what_its_dataset_has(chart: Document, connection: duckdb.DuckDBPyConnection) -> None:
    dataset, params = DATASETS[chart["dataset_uuid"]], chart["params"]
    assert params["viz_type"] == chart["viz_type"]
    assert set(named_columns(params)) <= columns_of(connection, dataset)
    assert set(named_metrics(params)) <= metrics_of(dataset)
    assert set(params.get("column_config", {})) <= {*named_columns(params), *named_metrics(params)}
    times = [
        condition["subject"] for condition in params["adhoc_filters"] if condition.get("operator") == "TEMPORAL_RANGE"
    ]
    assert times == [dataset["main_dttm_col"]] if "main_dttm_col" in dataset else times == []


def test_everything_has_a_name_of_its_own() -> None:
    uuids = [document["uuid"] for document in DOCUMENTS.values() if "uuid" in document]
    assert len(uuids) == len(set(uuids))
    (database,) = (document for name, document in DOCUMENTS.items() if name.startswith("databases/"))
    assert {dataset["database_uuid"] for dataset in DATASETS.values()} == {database["uuid"]}


def test_every_chart_stands_on_the_dashboard() -> None:
    placed = [part["meta"] for part in PLACED.values() if part["type"] == "CHART"]
    assert {meta["uuid"]: meta["sliceName"] for meta in placed} == {
        uuid: chart["slice_name"] for uuid, chart in CHARTS.items()
    }
    assert len({meta["chartId"] for meta in placed}) == len(CHARTS)
    for row in (part for part in PLACED.values() if part["type"] == "ROW"):
        assert sum(PLACED[child]["meta"]["width"] for child in row["children"]) == 12, row["id"]
    for name, part in PLACED.items():
        assert all(PLACED[child]["parents"] == [*part.get("parents", []), name] for child in part.get("children", []))


@pytest.mark.parametrize("native_filter", FILTERS, ids=lambda native_filter: native_filter["name"])
def test_a_filter_narrows_the_charts_that_have_its_column(
    native_filter: Document, connection: duckdb.DuckDBPyConnection
) -> None:
    (target,) = native_filter["targets"]
    excluded = set(native_filter["scope"]["excluded"])
    by_number = {
        part["meta"]["chartId"]: CHARTS[part["meta"]["uuid"]] for part in PLACED.values() if part["type"] == "CHART"
    }
    narrowed = [DATASETS[chart["dataset_uuid"]] for number, chart in by_number.items() if number not in excluded]
    assert excluded <= set(by_number)
    if target:
        column = target["column"]["name"]
        assert column in columns_of(connection, DATASETS[target["datasetUuid"]])
        assert [each["table_name"] for each in narrowed if column not in columns_of(connection, each)] == []
    else:
        assert [each["table_name"] for each in narrowed if "main_dttm_col" not in each] == []


def shown_texts(value: Any, key: str = "") -> Iterator[str]:
    """Texts that people read."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from shown_texts(below, "" if name == "column" and isinstance(below, dict) else name)
    elif isinstance(value, list):
        for below in value:
            yield from shown_texts(below, key)
    elif key in SHOWN and isinstance(value, str) and value:
        yield value


def test_every_text_has_its_ukrainian() -> None:
    texts = {text for name, document in DOCUMENTS.items() if name != TEXTS for text in shown_texts(document)}
    assert texts - {"outlet", "edition", "topic_kind", "topic_title", "day_status"} == set(UKRAINIAN)


def unpacked(content: bytes) -> dict[str, Document]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: yaml.safe_load(archive.read(name)) for name in archive.namelist()}


def test_a_bundle_knows_its_warehouse(folder: Path) -> None:
    published = folder / "data" / "published"
    bundle = unpacked(pack_bundle(published))
    assert (
        bundle["kronika/databases/Kronika.yaml"]["sqlalchemy_uri"]
        == f"duckdb:///{published}/warehouse.duckdb?access_mode=read_only"
    )
    assert set(bundle["kronika/metadata.yaml"]) == {"version", "timestamp"}
    assert not any(TEXTS in name for name in bundle)
    columns = {
        column["column_name"]: column
        for column in bundle["kronika/datasets/Kronika/coverage_by_topic_day.yaml"]["columns"]
    }
    assert columns["published_date"]["is_dttm"] is True
    assert columns["published_date"]["verbose_name"] == "Day"
    assert columns["word_count"]["description"] == "Words of those editorial articles"
    assert pack_bundle(published) == pack_bundle(published)


def test_a_bundle_for_another_place_and_language(folder: Path) -> None:
    published = folder / "data" / "published"
    bundle = unpacked(pack_bundle(published, "/srv/дані тут/warehouse.duckdb", "uk"))
    uri = bundle["kronika/databases/Kronika.yaml"]["sqlalchemy_uri"]
    assert uri == "duckdb:////srv/дані тут/warehouse.duckdb?access_mode=read_only"
    assert bundle["kronika/charts/bursts.yaml"]["slice_name"] == "Сплески"
    assert (
        bundle["kronika/charts/bursts.yaml"]["params"] == CHARTS[bundle["kronika/charts/bursts.yaml"]["uuid"]]["params"]
    )


@pytest.mark.parametrize("path", ["warehouse.duckdb", "/srv/what?/warehouse.duckdb"])
def test_a_path_that_no_uri_can_hold_is_refused(path: str, folder: Path) -> None:
    with pytest.raises(BadSettings, match="absolute path"):
        pack_bundle(folder / "data" / "published", path)


def test_without_a_warehouse_there_is_nothing_to_show(tmp_path: Path) -> None:
    with pytest.raises(NothingCrawled):
        pack_bundle(tmp_path)


def test_the_command_writes_the_bundle(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "kronika-superset.zip"
    with pytest.raises(SystemExit) as ended:
        main(["superset", "--data", str(folder / "data"), "--output", str(target)])
    assert ended.value.code == 0
    assert target.read_bytes() == pack_bundle(folder / "data" / "published")
    assert str(target) in capsys.readouterr().out.replace("\n", "")


def test_a_headline_is_no_markup_in_the_link() -> None:
    (dataset,) = (each for each in DATASETS.values() if each["table_name"] == "views_of_articles")
    with duckdb.connect() as connection:
        create_tables(connection)
        key = "'a' as outlet, 'uk' as edition, '1' as article_id"
        connection.execute(
            f"insert into articles by name select {key}, '<img src=x onerror=alert(1)> & Co' as headline, "
            "'https://a.example/\"><b>' as url"
        )
        connection.execute(
            f"insert into views_by_article_day by name select {key}, date '2026-05-01' as viewed_date, 3 as views_gained"
        )
        ((article,),) = connection.execute(f"select article from {dataset_relation(dataset)}").fetchall()
    assert article == (
        '<a href="https://a.example/%22%3E%3Cb%3E" target="_blank">&lt;img src=x onerror=alert(1)&gt; &amp; Co</a>'
    )


def test_superset_is_installed_in_versions_that_open_our_file() -> None:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()[1:]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", line)] == []
    ours = Path("constraints.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if line.startswith("duckdb")} <= set(ours)
    assert set(WANTED) <= {line.partition("==")[0] for line in lines}
