"""What a person can set: kronika.toml in the working directory, then KRONIKA_… variables, then options."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from flows.crawl.settings import CrawlSettings
from schemas.errors import BadSettings

SETTINGS_FILE = Path("kronika.toml")
_USER = re.compile(r"//[^/\s@]{1,1000}@")
"""User and password of a URL: a message that repeats a value must not repeat them."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone of the IANA database; write it like Europe/Kyiv") from error
    return name


def _field_of_outlet(name: str) -> str:
    if len(name.split("/")) not in (2, 3):
        raise ValueError(
            f"{name!r} names no field of an outlet; write it like korrespondent/lead or korrespondent/uk/lead"
        )
    return name


@dataclass(frozen=True, kw_only=True)
class MessageSettings:
    """Who is told of alerts and digests, and in which language.

    Attributes:
        services: Apprise's configuration file, with the addresses of the services; they are secrets and stay in it.
        language: language of what is sent.
    """

    services: Path | None = None
    language: Literal["uk", "en"] = "en"


class Settings(BaseSettings):
    """All settings of one run; never changed after it began.

    Attributes:
        data: folder of archive, lake and published files.
        topics: folder of the files that define people's own topics.
        outlets: names of the outlets to crawl.
        hosts: real host -> host that plays it (the newsroom); recorded in the lake, which never mixes the two.
        reporting_zone: zone of the calendar days in the models.
        days_back: how many days before today `run` looks at, beside today.
        revisit_ages_hours: ages at which every known article is fetched again.
        late_window_days: days that models recompute on every build.
        batch_size: article pages a batch.
        workers: processes that parse large batches, and hold topics against much history; 1 is the program itself, which costs
            the least CPU. More are faster in wall time where there is much at once: in a reparse, an import of a large archive,
            a new topic over all history.
        min_free_mb: a run stops before it begins when less is free.
        snapshot_retention_hours: how long a reader may hold an old snapshot of the lake.
        accepted_drift: outlet/field, or outlet/edition/field -> first UTC day of articles against which the field is judged:
            a person's word that the outlet changed it on purpose.
        now: pretend that it is this instant (for the newsroom and for tests).
        notice: a line that the dashboard shows above everything.
        crawl: how pages are fetched.
        messages: who is told of alerts and digests.
    """

    model_config = SettingsConfigDict(
        env_prefix="KRONIKA_", env_nested_delimiter="__", frozen=True, extra="forbid", toml_file=SETTINGS_FILE
    )

    data: Path = Path("data")
    topics: Path = Path("topics")
    outlets: tuple[str, ...] = ("korrespondent",)
    hosts: dict[str, str] = Field(default_factory=dict)
    reporting_zone: Annotated[str, AfterValidator(_known_zone)] = "Europe/Kyiv"
    days_back: int = Field(default=1, ge=0, le=31)
    revisit_ages_hours: tuple[float, ...] = (1, 6, 24, 168)
    late_window_days: int = Field(default=10, ge=1)
    batch_size: int = Field(default=500, ge=1, le=5_000)
    workers: int = Field(default=1, ge=1)
    min_free_mb: int = Field(default=200, ge=0)
    snapshot_retention_hours: float = Field(default=24, ge=0)
    accepted_drift: dict[Annotated[str, AfterValidator(_field_of_outlet)], date] = Field(default_factory=dict)
    now: AwareDatetime | None = None
    notice: str | None = None
    crawl: CrawlSettings = Field(default_factory=CrawlSettings)
    messages: MessageSettings = Field(default_factory=MessageSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of authority: options, environment, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def revisit_ages(self) -> tuple[timedelta, ...]:
        """The revisit ages, youngest first."""
        return tuple(timedelta(hours=hours) for hours in sorted(self.revisit_ages_hours))

    def clock(self) -> Callable[[], datetime]:
        """Return the run's clock: instants in UTC, or the one instant that `now` pretends."""
        if self.now is not None:
            pretended = self.now.astimezone(UTC)
            return lambda: pretended
        return lambda: datetime.now(UTC)


def load_settings(**options: Any) -> Settings:
    """Read file and environment, put the options that were given on top, and make the folders absolute.

    Raises:
        BadSettings: a value cannot be used; the message names each one.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise BadSettings(_explain(error)) from error
    except ValueError as error:  # a kronika.toml that is no TOML
        raise BadSettings(_USER.sub("//…@", f"{SETTINGS_FILE} cannot be read: {error}")) from error
    folders = {"data": settings.data.expanduser().absolute(), "topics": settings.topics.expanduser().absolute()}
    return settings.model_copy(update=folders)


def _explain(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        name = ".".join(str(part) for part in problem["loc"])
        variable = "KRONIKA_" + name.upper().replace(".", "__")
        if problem["type"] == "extra_forbidden":
            lines.append(f"{name}: there is no such setting")
        else:
            lines.append(
                f"{name}: {problem['msg']} (got {problem['input']!r}; set it in {SETTINGS_FILE} or {variable})"
            )
    return "settings cannot be used: " + _USER.sub("//…@", "; ".join(lines))
