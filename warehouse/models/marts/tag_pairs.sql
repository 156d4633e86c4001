-- one row per two tags of an outlet that are counted as one
with

pairs as (

    select * from {{ ref('int_tag_pairs') }}

),

tag_keys as (

    select * from {{ ref('int_tag_keys') }}

),

tag_topics as (

    select * from {{ ref('int_tag_topics') }}

),

texts as (

    select
        outlet,
        kind,
        tag_key,
        first(tag_text order by use_count desc, tag_text asc) as tag_text
    from tag_keys
    group by outlet, kind, tag_key

),

topics as (

    select distinct
        outlet,
        kind,
        tag_key,
        topic_id
    from tag_topics

),

final as (

    select
        pairs.outlet,
        pairs.kind,
        pairs.tag_key_a,
        pairs.tag_key_b,
        texts_a.tag_text as tag_text_a,
        texts_b.tag_text as tag_text_b,
        coalesce(topics_a.topic_id, topics_b.topic_id) as topic_id,
        pairs.pair_count,
        pairs.pmi,
        pairs.npmi,
        pairs.decided_by
    from pairs
    left join texts as texts_a
        on pairs.outlet = texts_a.outlet and pairs.kind = texts_a.kind and pairs.tag_key_a = texts_a.tag_key
    left join texts as texts_b
        on pairs.outlet = texts_b.outlet and pairs.kind = texts_b.kind and pairs.tag_key_b = texts_b.tag_key
    left join topics as topics_a
        on pairs.outlet = topics_a.outlet and pairs.kind = topics_a.kind and pairs.tag_key_a = topics_a.tag_key
    left join topics as topics_b
        on pairs.outlet = topics_b.outlet and pairs.kind = topics_b.kind and pairs.tag_key_b = topics_b.tag_key

)

select * from final
