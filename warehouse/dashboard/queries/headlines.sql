-- one row per headline of an article that has borne several, the articles changed last first
with

changed as (

    select
        outlet,
        edition,
        article_id,
        max(first_seen_at) as changed_at
    from headline_history
    group by outlet, edition, article_id
    having count(*) > 1 and max(first_seen_at)::date between $first_day - 1 and $last_day + 1
    order by changed_at desc, outlet asc, edition asc, article_id asc
    limit $most_headlines

)

select
    headlines.outlet,
    headlines.edition,
    headlines.article_id,
    headlines.position,
    headlines.headline,
    headlines.first_seen_at,
    headlines.is_current,
    round(headlines.views_gained) as views,
    articles.url,
    changed.changed_at
from headline_history as headlines
inner join changed using (outlet, edition, article_id)
left join articles using (outlet, edition, article_id)
order by changed.changed_at desc, headlines.outlet asc, headlines.edition asc, headlines.article_id asc, headlines.position asc
