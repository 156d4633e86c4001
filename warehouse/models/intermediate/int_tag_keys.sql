-- one row per tag as current pages show it (outlet, kind, id, text), with the key that it goes by
with

articles as (

    select * from {{ ref('articles') }}

),

tags as (

    select * from {{ ref('stg_article_tags') }}

),

aliases as (

    select * from {{ ref('tag_aliases') }}

),

current_tags as (

    select
        tags.outlet,
        tags.kind,
        nullif(trim(tags.tag_id), '') as tag_id,
        tags.tag_text,
        count(*) as use_count
    from tags
    inner join articles using (capture_id)
    group by tags.outlet, tags.kind, nullif(trim(tags.tag_id), ''), tags.tag_text

),

-- The id that a text stands for where a page gives the text alone: the one most used with it.
text_ids as (

    select
        outlet,
        kind,
        tag_text,
        first(tag_id order by use_count desc, tag_id asc) as tag_id
    from current_tags
    where tag_id is not null and tag_text <> ''
    group by outlet, kind, tag_text

),

-- A text alone is written `=text` as a key, so that it never equals an id; an empty one is no key at all.
keyed as (

    select
        current_tags.outlet,
        current_tags.kind,
        current_tags.tag_id,
        current_tags.tag_text,
        current_tags.use_count,
        coalesce(
            current_tags.tag_id,
            case when forbidden.rule is null then text_ids.tag_id end,
            '=' || nullif(current_tags.tag_text, '')
        ) as tag_key
    from current_tags
    left join text_ids
        on
            current_tags.tag_id is null
            and current_tags.outlet = text_ids.outlet
            and current_tags.kind = text_ids.kind
            and current_tags.tag_text = text_ids.tag_text
    left join aliases as forbidden
        on
            forbidden.rule = 'forbid'
            and current_tags.outlet = forbidden.outlet
            and current_tags.kind = forbidden.kind
            and '=' || current_tags.tag_text = forbidden.tag_key
            and text_ids.tag_id = forbidden.canonical_key

),

final as (

    select
        outlet,
        kind,
        tag_id,
        tag_text,
        tag_key,
        use_count
    from keyed
    where tag_key is not null

)

select * from final
