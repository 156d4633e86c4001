"""Pictures of the dashboard for the README, made anew from invented data.

python -m tests.warehouse.dashboard.pictures [docs/pictures]
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.warehouse.dashboard.reading import drawn
from tests.warehouse.publish.invented import AS_OF, ZONE, build_invented
from warehouse.publish import publish

MOST_BYTES = 300_000


class Picture(NamedTuple):
    """A view of the page: file name, state of the page, width and height in CSS pixels, how many of ours to one of these."""

    name: str
    fragment: str
    width: int
    height: int
    scale: float


PICTURES = (
    Picture("dashboard-uk-light", "lang=uk&theme=light&view=overview", 1280, 1400, 1),
    Picture("dashboard-en-dark", "lang=en&theme=dark&view=topic&topic=user:budget", 1280, 1560, 1),
    Picture("dashboard-phone", "lang=uk&theme=light&view=overview&kind=tag", 390, 1960, 1),
)


def take(folder: Path, target: Path) -> None:
    """Write every picture as Chromium encodes it: a palette would save a third and turn the greys pink."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height},
                device_scale_factor=picture.scale,
                locale="uk-UA" if "lang=uk" in picture.fragment else "en-GB",
            )
            page.goto(f"{(folder / 'dashboard.html').as_uri()}#{picture.fragment}")
            drawn(page)
            file = target / f"{picture.name}.png"
            page.screenshot(path=file)
            size = file.stat().st_size
            print(f"{file}: {size / 1000:.0f} kB")
            if size > MOST_BYTES:
                raise SystemExit(f"{file} is over {MOST_BYTES / 1000:.0f} kB: show less of the page")
        browser.close()


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        publish(build_invented(folder / "models.duckdb", 40), folder, as_of=AS_OF, reporting_zone=ZONE)
        take(folder, target)


if __name__ == "__main__":
    main()
