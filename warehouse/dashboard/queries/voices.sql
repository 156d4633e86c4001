-- one row per competitive set, topic, outlet and day with anything in it
select
    set_name,
    set_title,
    topic_id,
    topic_title,
    outlet,
    published_date as day,
    round(weighted_count, 3) as articles,
    round(weighted_story_count, 3) as stories,
    round(weighted_main_role_count, 3) as main_role,
    round(weighted_views, 1) as views
from share_of_voice_day
where
    published_date between $first_day and $last_day
    and (weighted_count > 0 or weighted_story_count > 0 or weighted_main_role_count > 0 or weighted_views > 0)
order by set_name, topic_id, outlet, published_date
