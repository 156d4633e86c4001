-- one row per article whose page was asked for: when it answered first and last, and whether it is gone
with

captures as (

    select * from {{ ref('stg_captures') }}

),

article_captures as (

    select
        *,
        status_code in (200, 404, 410) as is_definite
    from captures
    where kind = 'article' and article_id is not null and edition is not null

),

final as (

    select
        outlet,
        edition,
        article_id,
        min(captured_at) filter (where status_code = 200) as first_captured_at,
        max(captured_at) filter (where status_code in (200, 304)) as last_captured_at,
        coalesce(
            arg_max(status_code, (captured_at, capture_id)) filter (where is_definite) in (404, 410), false
        ) as is_deleted
    from article_captures
    group by outlet, edition, article_id

)

select * from final
