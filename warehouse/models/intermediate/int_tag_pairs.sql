-- one row per two tags of an outlet that are one: learned from articles in two editions, or named in the seed
with

articles as (

    select * from {{ ref('articles') }}

),

tags as (

    select * from {{ ref('stg_article_tags') }}

),

tag_keys as (

    select * from {{ ref('int_tag_keys') }}

),

aliases as (

    select * from {{ ref('tag_aliases') }}

),

build as (

    select * from {{ ref('int_build') }}

),

article_keys as (

    select distinct
        tags.outlet,
        tags.kind,
        tags.edition,
        tags.article_id,
        tag_keys.tag_key
    from tags
    inner join articles using (capture_id)
    -- Of the days before today: a pair that is learned has all days of its tags written anew, which is done once a day.
    inner join build on articles.published_date < {{ local_date('build.as_of') }}
    inner join tag_keys
        on
            tags.outlet = tag_keys.outlet
            and tags.kind = tag_keys.kind
            and tags.tag_text = tag_keys.tag_text
            and nullif(trim(tags.tag_id), '') is not distinct from tag_keys.tag_id

),

tagged_articles as (

    select distinct
        outlet,
        kind,
        edition,
        article_id
    from article_keys

),

-- Articles that carry tags in both of two editions.
article_pairs as (

    select
        firsts.outlet,
        firsts.kind,
        firsts.article_id,
        firsts.edition as edition_a,
        seconds.edition as edition_b,
        count(*) over (partition by firsts.outlet, firsts.kind, firsts.edition, seconds.edition) as article_count
    from tagged_articles as firsts
    inner join tagged_articles as seconds
        on
            firsts.outlet = seconds.outlet
            and firsts.kind = seconds.kind
            and firsts.article_id = seconds.article_id
            and firsts.edition < seconds.edition

),

first_keys as (

    select
        article_pairs.*,
        article_keys.tag_key as key_a,
        count(*) over (
            partition by
                article_pairs.outlet,
                article_pairs.kind,
                article_pairs.edition_a,
                article_pairs.edition_b,
                article_keys.tag_key
        ) as count_a
    from article_pairs
    inner join article_keys
        on
            article_pairs.outlet = article_keys.outlet
            and article_pairs.kind = article_keys.kind
            and article_pairs.article_id = article_keys.article_id
            and article_pairs.edition_a = article_keys.edition

),

second_keys as (

    select
        article_pairs.*,
        article_keys.tag_key as key_b,
        count(*) over (
            partition by
                article_pairs.outlet,
                article_pairs.kind,
                article_pairs.edition_a,
                article_pairs.edition_b,
                article_keys.tag_key
        ) as count_b
    from article_pairs
    inner join article_keys
        on
            article_pairs.outlet = article_keys.outlet
            and article_pairs.kind = article_keys.kind
            and article_pairs.article_id = article_keys.article_id
            and article_pairs.edition_b = article_keys.edition

),

together as (

    select
        first_keys.outlet,
        first_keys.kind,
        first_keys.edition_a,
        first_keys.edition_b,
        first_keys.article_count,
        first_keys.key_a,
        first_keys.count_a,
        second_keys.key_b,
        second_keys.count_b
    from first_keys
    inner join second_keys using (outlet, kind, article_id, edition_a, edition_b)

),

counted as (

    select
        *,
        count(*) as pair_count
    from together
    group by outlet, kind, edition_a, edition_b, article_count, key_a, count_a, key_b, count_b

),

-- PMI prefers rare partners; divided by its largest value (Bouma 2009) it is 1 for tags that always come together.
scored as (

    select
        *,
        ln(pair_count * article_count / (count_a * count_b)) as pmi,
        coalesce(
            ln(pair_count * article_count / (count_a * count_b)) / nullif(-ln(pair_count / article_count), 0), 0
        ) as npmi
    from counted

),

-- A tag has a partner when it is the best one of each side, and nothing else is as good.
ranked as (

    select
        *,
        rank() over (partition by outlet, kind, edition_a, edition_b, key_a order by round(npmi, 9) desc) as rank_a,
        rank() over (partition by outlet, kind, edition_a, edition_b, key_b order by round(npmi, 9) desc) as rank_b,
        count(*) over (partition by outlet, kind, edition_a, edition_b, key_a, round(npmi, 9)) as tie_count_a,
        count(*) over (partition by outlet, kind, edition_a, edition_b, key_b, round(npmi, 9)) as tie_count_b
    from scored

),

learned as (

    select
        outlet,
        kind,
        least(key_a, key_b) as tag_key_a,
        greatest(key_a, key_b) as tag_key_b,
        max(pair_count) as pair_count,
        arg_max(pmi, (pair_count, pmi)) as pmi,
        arg_max(npmi, (pair_count, pmi)) as npmi
    from ranked
    where
        rank_a = 1 and rank_b = 1 and tie_count_a = 1 and tie_count_b = 1
        and pair_count >= {{ var('tag_pair_min_count') }} and npmi >= {{ var('tag_pair_min_npmi') }}
        and key_a <> key_b
    group by outlet, kind, least(key_a, key_b), greatest(key_a, key_b)

),

ruled as (

    select distinct
        outlet,
        kind,
        least(tag_key, canonical_key) as tag_key_a,
        greatest(tag_key, canonical_key) as tag_key_b,
        rule
    from aliases

),

forbidden as (

    select * from ruled
    where rule = 'forbid'

),

allowed as (

    select learned.*
    from learned
    anti join forbidden using (outlet, kind, tag_key_a, tag_key_b)

),

joined as (

    select * from ruled
    where rule = 'join'

),

final as (

    select
        outlet,
        kind,
        tag_key_a,
        tag_key_b,
        cast(allowed.pair_count as integer) as pair_count,
        allowed.pmi,
        allowed.npmi,
        case when joined.rule is null then 'learned' else 'seed' end as decided_by
    from allowed
    full outer join joined using (outlet, kind, tag_key_a, tag_key_b)

)

select * from final
