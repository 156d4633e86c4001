-- one row per editorial article: 5-word shingles of its current text, the agency it names, the links it opens with
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_texts',
    touched_key={'outlet': 'outlet', 'edition': 'edition', 'article_id': 'article_id'},
) }}
with

versions as (

    select * from {{ ref('article_versions') }}

),

touched as (

    select distinct
        outlet,
        edition,
        article_id
    from {{ ref('int_touched_texts') }}

),

article_texts as (

    select * from {{ ref('stg_article_texts') }}

),

related_links as (

    select * from {{ ref('stg_related_links') }}

),

agencies as (

    select * from {{ ref('agencies') }}

),

phrases as (

    select
        name,
        ' ' || case when phrase like '%*' then phrase[:-2] else phrase || ' ' end as spaced
    from agencies

),

signatures as (

    select
        capture_id,
        body,
        paragraphs[1] as first_paragraph,
        concat_ws(' ', paragraphs[1], paragraphs[-1]) as first_and_last
    from article_texts

),

texts as (

    select
        versions.outlet,
        versions.edition,
        versions.article_id,
        versions.capture_id,
        versions.published_at,
        versions.published_date,
        hash(
            versions.capture_id, versions.content_hash, versions.published_at, versions.authors, versions.url
        ) as fingerprint,
        {{ folded_words('signatures.body') }} as words,
        signatures.first_paragraph,
        {{ folded_words("signatures.first_and_last || ' ' || array_to_string(versions.authors, ' ')") }} as signature
    from versions
    inner join touched using (outlet, edition, article_id)
    inner join signatures using (capture_id)
    where versions.is_current and versions.content_class = 'editorial'

),

signed as (

    select
        capture_id,
        ' ' || array_to_string(signature, ' ') || ' ' as signature
    from texts

),

named_agencies as (

    select
        signed.capture_id,
        phrases.name,
        strpos(signed.signature, phrases.spaced) as place
    from signed
    inner join phrases on contains(signed.signature, phrases.spaced)

),

first_agencies as (

    select
        capture_id,
        arg_min(name, (place, name)) as agency
    from named_agencies
    group by capture_id

),

first_links as (

    select
        texts.capture_id,
        list_sort(list_distinct(list(related_links.target_url))) as opening_urls
    from texts
    inner join related_links using (capture_id)
    where
        related_links.block = 'body'
        and related_links.anchor_text <> ''
        and contains(texts.first_paragraph, related_links.anchor_text)
    group by texts.capture_id

),

final as (

    select
        texts.outlet,
        texts.edition,
        texts.article_id,
        texts.published_at,
        texts.published_date,
        texts.fingerprint,
        {{ shingles('texts.words') }} as shingles,
        first_agencies.agency,
        coalesce(first_links.opening_urls, []) as opening_urls
    from texts
    left join first_agencies using (capture_id)
    left join first_links using (capture_id)

)

select * from final
