-- one row per article whose headline was changed on the day, the last change of each, the most viewed articles first
with

versions as (

    select
        outlet,
        edition,
        article_id,
        url,
        version_number,
        headline,
        is_headline_changed,
        lag(headline) over (partition by outlet, edition, article_id order by version_number) as previous_headline,
        (seen_at at time zone $zone)::date as seen_date
    from article_versions

),

viewed as (

    select
        outlet,
        edition,
        article_id,
        sum(views_gained) as views_gained
    from views_by_article_day
    group by outlet, edition, article_id

)

select
    versions.outlet,
    versions.url,
    versions.previous_headline,
    versions.headline
from versions
left join viewed using (outlet, edition, article_id)
where versions.seen_date = $day and versions.is_headline_changed
qualify row_number() over (partition by versions.outlet, versions.edition, versions.article_id order by versions.version_number desc) = 1
order by viewed.views_gained desc nulls last, versions.url asc
limit $most_headlines
