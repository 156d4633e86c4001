-- one row per headline that an article bore, each time that it bore it
with

versions as (

    select * from {{ ref('article_versions') }}

),

changes as (

    select
        outlet,
        edition,
        article_id,
        headline,
        seen_at
    from versions
    where version_number = 1 or is_headline_changed

),

final as (

    select
        outlet,
        edition,
        article_id,
        cast(row_number() over article as integer) as position,
        headline,
        seen_at as first_seen_at,
        lead(seen_at) over article as replaced_at,
        -- Between which instants it counts as the article's: the first one had been there since publishing.
        case when row_number() over article = 1 then timestamptz '-infinity' else seen_at end as borne_from,
        coalesce(lead(seen_at) over article, timestamptz 'infinity') as borne_until
    from changes
    window article as (partition by outlet, edition, article_id order by seen_at)

)

select * from final
