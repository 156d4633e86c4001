-- one row per tag of an article version
with

article_tags as (

    select * from {{ source('lake', 'article_tags') }}

),

final as (

    select
        capture_id,
        outlet,
        edition,
        article_id,
        kind,
        cast(position as integer) as position,
        tag_id,
        tag,
        tag_url,
        {{ text_key('tag') }} as tag_text
    from article_tags

)

select * from final
