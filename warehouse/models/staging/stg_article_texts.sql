-- one row per article version as captured: its text, which never leaves the working database
with

articles as (

    select * from {{ source('lake', 'articles') }}

),

final as (

    select
        capture_id,
        body,
        string_split_regex(trim(body), '\s*\n\s*') as paragraphs
    from articles

)

select * from final
