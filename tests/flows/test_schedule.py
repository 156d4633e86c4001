"""The deployments are what the schedule promises, from the command and from prefect.yaml alike."""

import importlib
from pathlib import Path
from typing import Any

import yaml
from prefect import Flow

from flows.schedule import deployments
from flows.settings import MessageSettings, Settings

ROOT = Path(__file__).parents[2]


def _described() -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    return described


async def test_each_outlet_has_news_every_15_minutes_and_all_share_a_night() -> None:
    served = {each.name: each for each in await deployments(Settings(outlets=("korrespondent",)))}
    assert set(served) == {"news-korrespondent", "nightly"}
    news = served["news-korrespondent"]
    assert news.parameters == {"outlets": ["korrespondent"]}
    assert [str(each.schedule.cron) for each in news.schedules or []] == ["*/15 * * * *"]  # type: ignore[union-attr]


async def test_overlapping_runs_are_refused_not_queued() -> None:
    for each in await deployments(Settings()):
        assert each.concurrency_limit == 1
        assert each.concurrency_options is not None
        assert each.concurrency_options.collision_strategy == "CANCEL_NEW"
    for described in _described():
        assert described["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


async def test_prefect_yaml_deploys_what_the_command_serves() -> None:
    told = MessageSettings(services=Path("services.yml"))
    served = await deployments(Settings(outlets=("korrespondent",), messages=told))
    described = _described()
    assert {each["name"] for each in described} == {each.name for each in served}
    crons = {each["name"]: each["schedules"][0]["cron"] for each in described}
    assert crons == {each.name: each.schedules[0].schedule.cron for each in served if each.schedules}  # type: ignore[union-attr]


async def test_the_morning_is_served_only_where_somebody_is_to_be_told() -> None:
    served = await deployments(Settings(outlets=("korrespondent",)))
    assert {each.name for each in served} == {"news-korrespondent", "nightly"}


def test_prefect_yaml_names_flows_that_exist() -> None:
    for each in _described():
        path, name = each["entrypoint"].split(":")
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        assert isinstance(getattr(module, name), Flow)
