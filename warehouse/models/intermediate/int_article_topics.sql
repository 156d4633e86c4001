-- one row per article and topic that it belongs to; a user topic's has its role there
with

articles as (

    select * from {{ ref('articles') }}

),

article_tags as (

    select * from {{ ref('article_tags') }}

),

storyline_articles as (

    select * from {{ ref('int_storyline_articles') }}

),

topic_hits as (

    select * from {{ ref('topic_hits') }}

),

-- An article in ukraine/politics belongs to ukraine and to ukraine/politics.
article_sections as (

    select
        outlet,
        edition,
        article_id,
        string_split(section, '/') as parts,
        unnest(range(1, len(string_split(section, '/')) + 1)) as depth
    from articles
    where section <> ''

),

topics as (

    select
        outlet,
        edition,
        article_id,
        kind as topic_kind,
        topic_id,
        tag as title,
        null as role
    from article_tags
    where topic_id is not null
    union all
    select
        storyline_articles.outlet,
        storyline_articles.edition,
        storyline_articles.article_id,
        'storyline' as topic_kind,
        'storyline:' || storyline_articles.outlet || ':' || storyline_articles.storyline_id as topic_id,
        storylines.headline as title,
        null as role
    from storyline_articles
    left join articles as storylines
        on
            storyline_articles.outlet = storylines.outlet
            and storyline_articles.edition = storylines.edition
            and storyline_articles.storyline_id = storylines.article_id
    union all
    select
        outlet,
        edition,
        article_id,
        'section' as topic_kind,
        'section:' || outlet || ':' || array_to_string(parts[1:depth], '/') as topic_id,
        array_to_string(parts[1:depth], '/') as title,
        null as role
    from article_sections
    union all
    select
        outlet,
        edition,
        article_id,
        'user' as topic_kind,
        topic_id,
        null as title,
        role
    from topic_hits

),

final as (

    select
        outlet,
        edition,
        article_id,
        topic_kind,
        topic_id,
        min(title) as title,
        min(role) as role
    from topics
    group by outlet, edition, article_id, topic_kind, topic_id

)

select * from final
