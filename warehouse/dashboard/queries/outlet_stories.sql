-- one row per outlet and day: its editorial stories, the whole that attention shares are parts of
select
    outlet,
    story_date as day,
    count(distinct article_id) as stories
from articles
where content_class = 'editorial' and story_date between $first_day and $last_day
group by outlet, story_date
order by outlet, day
