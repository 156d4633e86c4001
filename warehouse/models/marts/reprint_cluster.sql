-- one row per article in a cluster of reprints
with

clusters as (

    select * from {{ ref('int_reprint_clusters') }}

),

article_shingles as (

    select * from {{ ref('int_article_shingles') }}

),

articles as (

    select * from {{ ref('articles') }}

),

sightings as (

    select * from {{ ref('int_article_sightings') }}

),

captures as (

    select * from {{ ref('stg_captures') }}

),

runs as (

    select * from {{ ref('stg_runs') }}

),

members as (

    select
        clusters.cluster_number,
        articles.outlet,
        articles.edition,
        articles.article_id,
        articles.headline,
        articles.url,
        articles.published_at,
        articles.published_date,
        articles.first_seen_at,
        article_shingles.shingles,
        article_shingles.agency,
        article_shingles.opening_urls
    from clusters
    inner join articles using (outlet, edition, article_id)
    inner join article_shingles using (outlet, edition, article_id)

),

polls as (

    select
        url,
        captured_at
    from captures
    where kind in ('listing', 'feed', 'sitemap') and status_code in (200, 304)

),

-- The page that showed an article first did not show it the time before. A backfill looks for what is old, so its polls
-- say nothing of when.
last_polls as (

    select
        members.outlet,
        members.edition,
        members.article_id,
        polls.captured_at as polled_at
    from members
    inner join sightings using (outlet, edition, article_id)
    inner join captures on sightings.first_capture_id = captures.capture_id
    inner join runs on captures.batch_id = runs.batch_id
    asof inner join polls on captures.url = polls.url and captures.captured_at > polls.captured_at
    where runs.flow = 'news' and members.first_seen_at >= sightings.first_sighted_at

),

appeared as (

    select
        members.*,
        least(
            greatest(members.published_at, last_polls.polled_at), members.first_seen_at
        ) as appeared_from,
        members.first_seen_at as appeared_until
    from members
    left join last_polls using (outlet, edition, article_id)

),

ranked as (

    select
        *,
        row_number() over (
            partition by cluster_number order by appeared_from, appeared_until, outlet, edition, article_id
        ) as place
    from appeared

),

firsts as (

    select * from ranked
    where place = 1

),

compared as (

    select
        ranked.*,
        firsts.outlet as first_outlet,
        firsts.outlet || ':' || firsts.edition || ':' || firsts.article_id as cluster_id,
        firsts.url as first_url,
        firsts.outlet <> ranked.outlet
        and (
            ranked.appeared_from < firsts.appeared_until or ranked.appeared_from = firsts.appeared_from
        ) as is_overlapping,
        len(list_intersect(firsts.shingles, ranked.shingles))
        / least(len(firsts.shingles), len(ranked.shingles)) as containment,
        {{ host_of('firsts.url') }} as first_host
    from ranked
    inner join firsts using (cluster_number)

),

-- Any page of the first one's site will do, and of its other edition's site; in the same outlet only the article.
opening_links as (

    select
        outlet,
        edition,
        article_id,
        outlet = first_outlet as is_inside,
        rtrim(first_url, '/') as first_url,
        first_host,
        unnest(opening_urls) as opening_url
    from compared
    where place > 1

),

linked as (

    select
        outlet,
        edition,
        article_id,
        bool_or(
            case
                when is_inside then rtrim(regexp_replace(opening_url, '[?#].*$', ''), '/') = first_url
                else
                    {{ host_of('opening_url') }} = first_host
                    or ends_with({{ host_of('opening_url') }}, '.' || first_host)
                    or ends_with(first_host, '.' || {{ host_of('opening_url') }})
            end
        ) as links_to_source
    from opening_links
    group by outlet, edition, article_id

),

cluster_counts as (

    select
        cluster_number,
        count(*) as member_count,
        count(distinct outlet) as outlet_count,
        bool_or(is_overlapping) as has_tie
    from compared
    group by cluster_number

),

final as (

    select
        compared.cluster_id,
        compared.outlet,
        compared.edition,
        compared.article_id,
        compared.headline,
        compared.url,
        compared.published_at,
        compared.published_date,
        {{ week_start('compared.published_date') }} as week_start,
        compared.appeared_from,
        compared.appeared_until,
        compared.place = 1 as is_first,
        compared.is_overlapping or (compared.place = 1 and cluster_counts.has_tie) as is_tie,
        compared.outlet <> compared.first_outlet and not compared.is_overlapping as is_reprint,
        compared.containment,
        compared.agency,
        case when compared.place > 1 then coalesce(linked.links_to_source, false) end as links_to_source,
        cast(cluster_counts.member_count as integer) as member_count,
        cast(cluster_counts.outlet_count as integer) as outlet_count
    from compared
    inner join cluster_counts using (cluster_number)
    left join linked using (outlet, edition, article_id)

)

select * from final
