-- one row per outlet, edition, author and week that the page's days touch: the names that signed most
with weeks as (

    select
        outlet,
        edition,
        author,
        week_start,
        article_count,
        views_gained,
        main_section
    from author_week
    where
        week_start between $first_day::date - 6 and $last_day
        and (article_count > 0 or views_gained > 0)
        and (outlet, edition) in (
            select (outlet, edition)
            from completeness_by_outlet_day
            where published_date between $first_day and $last_day
        )

),

signing_most as (

    select
        outlet,
        edition,
        author
    from weeks
    group by outlet, edition, author
    qualify row_number() over (partition by outlet, edition order by sum(article_count) desc, author asc) <= $most_authors

)

select
    weeks.outlet,
    weeks.edition,
    weeks.author,
    weeks.week_start,
    weeks.article_count as articles,
    round(weeks.views_gained) as views,
    weeks.main_section as section
from weeks
inner join signing_most using (outlet, edition, author)
order by weeks.outlet, weeks.edition, weeks.author, weeks.week_start
