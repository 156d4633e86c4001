"""Pages hold every block and trap of the outlet, at its size, and say what the truth says."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from defusedxml import ElementTree

from tests.newsroom.editions import EDITIONS
from tests.newsroom.world import World
from tests.test_newsroom.conftest import AT

UK, RU = EDITIONS["uk"].host, EDITIONS["ru"].host


def html_of(world: World, url: str) -> str:
    host, _, path = url.removeprefix("https://").partition("/")
    return world.page(host, f"/{path}", AT).body.decode()


def pages(world: World, edition: str) -> Iterator[tuple[str, str]]:
    for article_id, url in world.articles(edition, AT):
        expected = world.expectation(edition, article_id, AT)
        if expected and expected.status_code == 200:
            yield article_id, html_of(world, url)


@pytest.fixture(scope="module")
def uk_pages(world: World) -> dict[str, str]:
    return dict(pages(world, "uk"))


@pytest.fixture(scope="module")
def ru_pages(world: World) -> dict[str, str]:
    return dict(pages(world, "ru"))


def test_pages_have_a_realistic_size(uk_pages: dict[str, str], ru_pages: dict[str, str]) -> None:
    sizes = [len(page.encode()) for page in (*uk_pages.values(), *ru_pages.values())]
    assert min(sizes) >= 80_000
    assert max(sizes) <= 120_000


def test_every_page_says_that_it_is_invented(world: World, uk_pages: dict[str, str]) -> None:
    others = [
        html_of(world, f"https://{UK}{path}") for path in ("/all/2026/may/6/", "/nothing", "/tag/1042/", "/robots.txt")
    ]
    feed = html_of(world, EDITIONS["uk"].feed_url)
    assert all(
        "nvented" in page[:200] and "Kronika's newsroom" in page[:200] for page in (*uk_pages.values(), *others, feed)
    )


@pytest.mark.parametrize(
    "mark",
    [
        '<h1 class="post-item__title">',
        '<a class="article__author" href="/authors/',
        '<div class="post-item__info">Текст: ',
        ' травня 2026,&nbsp;',
        '<div class="post-item__views"><i class="post-item__icon-eye"></i><span>',
        "<em>Сюжет</em></h1>",
        "<em>Сюжет</em></a>",
        '"datePublished": "2026-05-07T',
        'Z", "author": {"@type": "Person", "name": "',
        '+03:00", "author"',
        '"dateModified": "2026-05-0',
        '<meta name="author" content="',
        "<blockquote>",
        "<ul><li>",
        '<div id="insertNewsBlock">',
        '<div id="insertGalleryBlock"><p>',
        '<div class="subpartition-partnership">',
        '<div class="korr_for_support">',
        '<span style="color:#ff0000;"><strong>ЧИТАЙТЕ ТАКОЖ: <a ',
        "Новини від Корреспондент.net в Telegram",
        "Читайте Корреспондент.net в Google News",
        "Інтерфакс-Україна",
        '<div class="post-item__photo-author">Фото: Getty Images</div>',
        '<div class="post-item__photo-author">Фото: EPA/UPG</div>',
        '<div class="post-item__photo-about"></div>',
        '<div class="post-item__photo-caption">',
        '<a class="nav__link nav__link_active" href="/ya-korrespondent/">',
        "Спецтема: </span><a href=\"/special/",
        'Теги: </span><a href="/tag/',
        ">переговори</a>",
        ">сделка</a>",
        '<h3 class="read-also__title">Читайте також</h3>',
        '<span class="read-also__views">• ',
        '<span class="news-tabs__views">•&nbsp;',
        ">ЗА ТЕМОЮ</div>",
        ">Вчора,&nbsp;",
        ">Сюжети</a> &gt;&gt;</h3>",
        ">ВИБІР РЕДАКТОРА</h3>",
        ">1/4</span>",
        "<h3>НОВОСТИ ПАРТНЕРОВ</h3>",
        "Новини України:</div>",
        ">Останні</a>",
        ">Популярні</a>",
        ">Коментовані</a>",
        '<h2 class="partition__title"><a href="/special/2317-drones">Угоди про дрони</a></h2>',
        ">Читати новину російською</a>",
        '<strong><a href="https://ua.korrespondent.example/',
        '<a href="https://reports.example/',
        "utm_source=newsroom",
        "#comments",
        '<div class="error-page">',
        "<div>",
        "&nbsp;млн",
    ],
)  # fmt: skip
def test_every_block_and_trap_is_on_some_ukrainian_page(uk_pages: dict[str, str], mark: str) -> None:
    assert any(mark in page for page in uk_pages.values())


@pytest.mark.parametrize(
    "mark",
    [
        " мая 2026,&nbsp;", "<h3 class=\"read-also__title\">Читайте также</h3>", ">ПО ТЕМЕ</div>", ">Сюжеты</a>", ">ВЫБОР РЕДАКТОРА<",
        "Новости Украины:", ">Последние</a>", ">Популярные</a>", ">Комментируемые</a>", "Спецтема: </span>", ">сделка</a>",
        ">Читать новость на украинском</a>", "Интерфакс-Украина", ">переговоры</a>", "ЧИТАЙТЕ ТАКЖЕ: <a",
    ],
)  # fmt: skip
def test_headings_are_russian_on_russian_pages(ru_pages: dict[str, str], mark: str) -> None:
    assert any(mark in page for page in ru_pages.values())


def test_every_advertising_label_of_the_outlet_appears_in_a_large_world() -> None:
    world = World(2, date(2026, 5, 5), days=4, articles_per_day=200)
    labels = {
        truth.label
        for i, _ in world.articles("uk", world.end)
        if (truth := world.article("uk", i, world.end)) and truth.content_class == "paid"
    }
    assert labels == {
        "Думка", "Експертиза", "Заява", "Регіони", "Гроші", "Влада", "Вибори", "Тест-драйв", "Спецпроекти", "Промо", "Реклама",
    }  # fmt: skip


def test_a_page_says_what_the_truth_says(world: World, ru_pages: dict[str, str]) -> None:
    seen = 0
    for article_id, page in ru_pages.items():
        truth = world.article("ru", article_id, AT)
        if truth is None:
            continue
        text = " ".join(unescape(re.sub(r"</?[a-z][^>]*>", " ", page)).split())
        flat = "".join(text.split())
        assert "".join(truth.headline.split()) in flat
        assert all("".join(paragraph.split()) in flat for paragraph in truth.body.split("\n\n"))
        assert f"<span>{world.view_counts('ru', article_id, AT)[0].view_count}</span>" in page
        assert all(tag.tag in page for tag in world.article_tags("ru", article_id, AT))
        assert all(author.replace("'", "&#x27;") in page for author in truth.authors)
        seen += 1
    assert seen > 100


def test_a_broken_page_lacks_what_the_truth_says(world: World, uk_pages: dict[str, str]) -> None:
    outcomes = {i: e.outcome for i in uk_pages if (e := world.expectation("uk", i, AT))}
    by_outcome = {
        outcome: [uk_pages[i] for i, o in outcomes.items() if o == outcome] for outcome in set(outcomes.values())
    }
    assert all("<h1" not in page and "post-item__info" in page for page in by_outcome["MissingField"])
    assert all("37 травня 2026, 25:61" in page for page in by_outcome["MalformedField"])
    assert all(
        "post-item" not in page.partition("</head>")[2].partition('class="footer')[0]
        for page in by_outcome["NotAnArticle"]
    )
    assert all("<h1" in page for page in by_outcome["Parsed"])


def test_day_listing_pages_until_an_empty_list(world: World) -> None:
    day = date(2026, 5, 6)
    first, second, third = (html_of(world, f"https://{UK}/all/2026/may/6/{page}") for page in ("", "p2/", "p3/"))
    counts = [len(world.listing("uk", day, number, AT)) for number in (1, 2, 3)]
    assert counts[0] == 40
    assert 0 < counts[1] < 40
    assert counts[2] == 0
    assert [page.count('<div class="article__date">') for page in (first, second, third)] == counts
    assert '<div class="articles-list"></div>' in third
    assert 'pagination__forward" href="/all/2026/may/6/p2/"' in first
    assert "pagination__forward" not in second
    assert html_of(world, f"https://{UK}/all/2026/may/6/p1/") == first


def test_one_page_day_has_no_pagination() -> None:
    world = World(1, date(2026, 5, 5), days=1, articles_per_day=20)
    page = world.page(RU, "/all/2026/may/5/", world.end).body.decode()
    assert page.count('<div class="article__date">') > 10
    assert '<ul class="pagination' not in page


def test_listing_has_labels_and_adverts_among_its_items(world: World) -> None:
    page = html_of(world, f"https://{UK}/all/2026/may/6/")
    assert '<em class="advertising">Реклама</em></a>' in page
    assert '<a href="https://dengi.example/promo/6.html"' in page
    assert "Реклама" in {sighting.label for sighting in world.listing("uk", date(2026, 5, 6), 1, AT)}


@pytest.mark.parametrize(
    "path",
    [
        "/all/",
        "/all/p2/",
        "/all/ukraine/",
        "/all/ukraine/politics/2026/may/6/",
        "/tag/1042/",
        "/special/2317-drones",
        "/",
    ],
)
def test_other_listings_list_something(world: World, path: str) -> None:
    assert '<div class="article__date">' in html_of(world, f"https://{UK}{path}")


@pytest.mark.parametrize(
    "path",
    ["/all/2026/june/31/", "/all/2026/maj/6/", "/all/2026/may/6", "/all/nothing/", "/tag/1/", "/world/1-nothing"],
)
def test_unknown_paths_are_404(world: World, path: str) -> None:
    assert world.page(UK, path, AT).status_code == 404


@pytest.mark.parametrize("path", ["/all/2026/", "/all/2026/may/", "/all/ukraine/2026/may/"])
def test_month_and_year_have_archives(world: World, path: str) -> None:
    page = html_of(world, f"https://{UK}{path}")
    assert page.count('<div class="article__date">') == 40
    assert f'pagination__forward" href="{path}p2/"' in page
    assert '<div class="articles-list"></div>' in html_of(world, f"https://{UK}{path.replace('2026', '2025')}")


def test_latest_fragment_has_times_under_the_names_of_days(world: World) -> None:
    page = html_of(world, f"https://{UK}/ajax/module.aspx?spm_id=1055&type=-1&IsAjax=true")
    latest = world.latest("uk", AT)
    assert page.startswith('<div class="time-articles">')
    assert '<div class="time-articles__date">7 ТРАВНЯ</div>' in page
    assert page.count('<div class="article__time">') == len(latest) == 40
    assert latest[0].listing_url == f"https://{UK}/ajax/module.aspx?spm_id=1055&type=-1&IsAjax=true"
    assert [row.published_at for row in latest] == sorted((row.published_at for row in latest), reverse=True)


def test_a_day_without_stories_is_an_empty_list(world: World) -> None:
    assert '<div class="articles-list"></div>' in html_of(world, f"https://{UK}/all/2020/may/1/")


def test_feed_is_well_formed_and_shares_its_guids_with_the_other_language(world: World) -> None:
    uk, ru = (
        ElementTree.fromstring(html_of(world, EDITIONS[name].feed_url).encode()).findall("channel/item")
        for name in ("uk", "ru")
    )
    assert [len(uk), len(ru)] == [120, 120]
    assert {item.findtext("guid") for item in uk} & {item.findtext("guid") for item in ru}
    assert "<p>" in uk[0].findtext("fulltext")
    assert [item.findtext("title") for item in uk] == [sighting.headline for sighting in world.feed("uk", AT)]


def test_robots_txt_forbids_the_tests_section(world: World) -> None:
    slow = World(7, date(2026, 5, 5), 1, 10, crawl_delay=2.5)
    assert "Disallow: /showbiz/tests/\n" in html_of(world, f"https://{UK}/robots.txt")
    assert "Crawl-delay" not in html_of(world, f"https://{UK}/robots.txt")
    assert "Crawl-delay: 2.5\n" in slow.page(UK, "/robots.txt", AT).body.decode()
    forbidden = [url for _, url in world.articles("ru", AT) if world.is_disallowed(url)]
    assert forbidden
    assert all(url.startswith("https://korrespondent.example/showbiz/tests/") for url in forbidden)


def test_an_old_slug_leads_to_the_present_one(world: World) -> None:
    article_id, url = next((i, u) for i, u in world.articles("uk", AT) if world.article("uk", i, AT))
    response = world.page(UK, f"/world/{article_id}-anything", AT)
    assert response.status_code == 301
    assert dict(response.headers)["Location"] == url
