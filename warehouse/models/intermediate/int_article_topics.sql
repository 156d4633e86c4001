-- one row per article and topic that it belongs to
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
        tag as title
    from article_tags
    where topic_id is not null
    union all
    select
        storyline_articles.outlet,
        storyline_articles.edition,
        storyline_articles.article_id,
        'storyline' as topic_kind,
        'storyline:' || storyline_articles.outlet || ':' || storyline_articles.storyline_id as topic_id,
        storylines.headline as title
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
        array_to_string(parts[1:depth], '/') as title
    from article_sections

),

final as (

    select
        outlet,
        edition,
        article_id,
        topic_kind,
        topic_id,
        min(title) as title
    from topics
    group by outlet, edition, article_id, topic_kind, topic_id

)

select * from final
