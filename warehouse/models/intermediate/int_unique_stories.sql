-- one row per article: the story it tells, which its reprints and its other edition tell too
with recursive

versions as (

    select * from {{ ref('article_versions') }}

),

clusters as (

    select * from {{ ref('int_reprint_clusters') }}

),

articles as (

    select distinct
        outlet,
        article_id
    from versions

),

-- An article in several editions stands in several clusters, and is what makes them one story.
members as (

    select distinct
        clusters.cluster_number,
        dense_rank() over (order by clusters.outlet, clusters.article_id) as node,
        clusters.outlet,
        clusters.article_id
    from clusters

),

first_members as (

    select
        cluster_number,
        min(node) as first_node
    from members
    group by cluster_number

),

links as (

    select
        members.node,
        first_members.first_node
    from members
    inner join first_members using (cluster_number)
    where members.node <> first_members.first_node

),

edges as (

    select
        node,
        first_node as neighbour
    from links
    union all
    select
        first_node as node,
        node as neighbour
    from links

),

{{ components_of_edges() }},

member_keys as (

    select distinct
        node,
        outlet,
        article_id
    from members

),

member_stories as (

    select
        member_keys.outlet,
        member_keys.article_id,
        roots.outlet || ':' || roots.article_id as story_id
    from member_keys
    inner join components using (node)
    inner join member_keys as roots on components.root = roots.node

),

final as (

    select
        articles.outlet,
        articles.article_id,
        coalesce(member_stories.story_id, articles.outlet || ':' || articles.article_id) as story_id
    from articles
    left join member_stories using (outlet, article_id)

)

select * from final
