-- one row per article in a cluster of reprints: connected articles are one cluster, numbered within this build
with recursive

pairs as (

    select * from {{ ref('int_reprint_pairs') }}

),

article_shingles as (

    select * from {{ ref('int_article_shingles') }}

),

paired as (

    select
        earlier_outlet as outlet,
        earlier_edition as edition,
        earlier_article_id as article_id
    from pairs
    union
    select
        later_outlet as outlet,
        later_edition as edition,
        later_article_id as article_id
    from pairs

),

nodes as (

    select
        paired.outlet,
        paired.edition,
        paired.article_id,
        row_number() over (
            order by article_shingles.published_at, paired.outlet, paired.edition, paired.article_id
        ) as node
    from paired
    inner join article_shingles using (outlet, edition, article_id)

),

links as (

    select
        earlier.node as earlier_node,
        later.node as later_node
    from pairs
    inner join nodes as earlier
        on
            pairs.earlier_outlet = earlier.outlet
            and pairs.earlier_edition = earlier.edition
            and pairs.earlier_article_id = earlier.article_id
    inner join nodes as later
        on
            pairs.later_outlet = later.outlet
            and pairs.later_edition = later.edition
            and pairs.later_article_id = later.article_id

),

edges as (

    select
        earlier_node as node,
        later_node as neighbour
    from links
    union all
    select
        later_node as node,
        earlier_node as neighbour
    from links

),

{{ components_of_edges() }},

final as (

    select
        nodes.outlet,
        nodes.edition,
        nodes.article_id,
        components.root as cluster_number
    from nodes
    inner join components using (node)

)

select * from final
