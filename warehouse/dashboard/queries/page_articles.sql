-- one row per article of the page's days; a story is in the section of the edition that came out first
create or replace temp table page_articles as
select
    outlet,
    edition,
    article_id,
    published_date,
    published_at,
    content_class,
    story_date,
    coalesce(nullif(section, ''), '(none)') as section,
    first(coalesce(nullif(section, ''), '(none)')) over (
        partition by outlet, article_id, content_class
        order by published_at asc, edition = 'ru' asc, edition asc
    ) as story_section
from articles
where published_date between $first_day and $last_day
