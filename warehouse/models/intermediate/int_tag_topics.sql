-- one row per tag as current pages show it (outlet, kind, id, text), with the topic that it stands for
with recursive

tag_keys as (

    select * from {{ ref('int_tag_keys') }}

),

pairs as (

    select * from {{ ref('int_tag_pairs') }}

),

aliases as (

    select * from {{ ref('tag_aliases') }}

),

edges as (

    select
        outlet,
        kind,
        tag_key_a as tag_key,
        tag_key_b as other_key
    from pairs
    union
    select
        outlet,
        kind,
        tag_key_b as tag_key,
        tag_key_a as other_key
    from pairs

),

-- Every key that a key is joined with, over any number of pairs, itself too.
reached as (

    select
        outlet,
        kind,
        tag_key,
        tag_key as reached_key
    from edges
    union
    select
        reached.outlet,
        reached.kind,
        reached.tag_key,
        edges.other_key as reached_key
    from reached
    inner join edges
        on
            reached.outlet = edges.outlet
            and reached.kind = edges.kind
            and reached.reached_key = edges.tag_key

),

canonical_keys as (

    select distinct
        outlet,
        kind,
        canonical_key
    from aliases
    where rule = 'join'

),

-- What joined tags go by: a key that the seed names, else an id, else a text; the first in order of these.
groups as (

    select
        reached.outlet,
        reached.kind,
        reached.tag_key,
        first(
            reached.reached_key
            order by
                canonical_keys.canonical_key is null asc,
                reached.reached_key like '=%' asc,
                reached.reached_key asc
        ) as canonical_key
    from reached
    left join canonical_keys
        on
            reached.outlet = canonical_keys.outlet
            and reached.kind = canonical_keys.kind
            and reached.reached_key = canonical_keys.canonical_key
    group by reached.outlet, reached.kind, reached.tag_key

),

final as (

    select
        tag_keys.outlet,
        tag_keys.kind,
        tag_keys.tag_id,
        tag_keys.tag_text,
        tag_keys.tag_key,
        tag_keys.kind || ':' || tag_keys.outlet || ':' || coalesce(groups.canonical_key, tag_keys.tag_key) as topic_id
    from tag_keys
    left join groups using (outlet, kind, tag_key)

)

select * from final
