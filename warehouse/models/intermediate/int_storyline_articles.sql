-- one row per storyline and article that belongs to it: itself, and those whose text or on-topic block led to it
with

articles as (

    select * from {{ ref('articles') }}

),

links as (

    select * from {{ ref('stg_related_links') }}

),

storylines as (

    select distinct
        outlet,
        article_id as storyline_id
    from articles
    where lower(trim(label)) in ('{{ var("storyline_labels") | join("', '") }}')

),

members as (

    select
        storylines.outlet,
        storylines.storyline_id,
        articles.edition,
        articles.article_id
    from storylines
    inner join articles
        on
            storylines.outlet = articles.outlet
            and storylines.storyline_id = articles.article_id
    union
    select
        storylines.outlet,
        storylines.storyline_id,
        links.edition,
        links.article_id
    from storylines
    inner join links
        on
            storylines.outlet = links.outlet
            and storylines.storyline_id = links.target_article_id
    where links.block in ('body', 'on_topic')

),

final as (

    select
        members.outlet,
        members.storyline_id,
        members.edition,
        members.article_id
    from members
    inner join articles using (outlet, edition, article_id)

)

select * from final
