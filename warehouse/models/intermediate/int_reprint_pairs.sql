-- one row per article and later one that reprints it
-- A pair follows from the articles of the window that begins with the earlier one's day and from nothing else, so that
-- days can be written anew one by one.
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    on_schema_change='fail',
    touched='int_touched_reprint_days',
    touched_key={'earlier_date': 'calendar_date'},
) }}
with

article_shingles as (

    select * from {{ ref('int_article_shingles') }}

),

touched_days as (

    select * from {{ ref('int_touched_reprint_days') }}

),

scope_days as (

    select distinct
        cast(
            unnest(range(calendar_date, calendar_date + {{ var('reprint_window_days') }} + 1, interval 1 day)) as date
        ) as published_date
    from touched_days

),

-- Numbers in the order of publishing: of two articles the one with the lower number is the earlier.
articles as (

    select
        cast(row_number() over (
            order by
                article_shingles.published_at,
                article_shingles.outlet,
                article_shingles.edition,
                article_shingles.article_id
        ) as integer) as article_number,
        article_shingles.outlet,
        article_shingles.edition,
        article_shingles.article_id,
        article_shingles.published_at,
        article_shingles.published_date,
        article_shingles.shingles,
        len(article_shingles.shingles) as shingle_count
    from article_shingles
    inner join scope_days using (published_date)
    where len(article_shingles.shingles) >= {{ var('reprint_least_shingles') }}

),

-- One shingle in four is an index: two texts with half of 20 shingles in common share none of these once in 18 times,
-- with half of 40 once in 300 times.
postings as (

    select
        article_number,
        published_date,
        unnest([shingle for shingle in shingles if shingle % 4 = 0]) as shingle
    from articles

),

day_counts as (

    select
        shingle,
        published_date,
        count(*) as article_count
    from postings
    group by shingle, published_date

),

shared_shingles as (

    select shingle
    from day_counts
    group by shingle
    having sum(article_count) > 1

),

shared_day_counts as (

    select day_counts.*
    from day_counts
    inner join shared_shingles using (shingle)

),

-- What many articles of a window have is boilerplate. As no shingle of more than so many articles is left, the join
-- below is at most so many times as large as the index.
telling_shingles as (

    select
        earlier.shingle,
        earlier.published_date
    from shared_day_counts as earlier
    inner join touched_days on earlier.published_date = touched_days.calendar_date
    inner join shared_day_counts as later
        on
            earlier.shingle = later.shingle
            and later.published_date between earlier.published_date
            and earlier.published_date + {{ var('reprint_window_days') }}
    group by earlier.shingle, earlier.published_date
    having sum(later.article_count) between 2 and {{ var('reprint_boilerplate_count') }}

),

telling_postings as (

    select
        postings.article_number,
        postings.published_date,
        postings.shingle
    from postings
    inner join telling_shingles using (shingle, published_date)

),

shared_postings as (

    select
        postings.article_number,
        postings.published_date,
        postings.shingle
    from postings
    inner join shared_shingles using (shingle)

),

shared_counts as (

    select
        earlier.article_number as earlier_number,
        later.article_number as later_number,
        count(*) as shared_count
    from telling_postings as earlier
    inner join shared_postings as later
        on
            earlier.shingle = later.shingle
            and earlier.article_number < later.article_number
            and later.published_date <= earlier.published_date + {{ var('reprint_window_days') }}
    group by earlier.article_number, later.article_number

),

index_counts as (

    select
        article_number,
        count(*) as index_count
    from postings
    group by article_number

),

-- Of an index of ten, half a text in common is less than a sixth once in 90 times; a quotation or a line that an outlet
-- puts under its texts is seldom more.
candidates as (

    select
        shared_counts.earlier_number,
        shared_counts.later_number
    from shared_counts
    inner join index_counts as earlier on shared_counts.earlier_number = earlier.article_number
    inner join index_counts as later on shared_counts.later_number = later.article_number
    where shared_counts.shared_count * 6 >= least(earlier.index_count, later.index_count)

),

compared as (

    select
        earlier.published_date as earlier_date,
        earlier.outlet as earlier_outlet,
        earlier.edition as earlier_edition,
        earlier.article_id as earlier_article_id,
        later.outlet as later_outlet,
        later.edition as later_edition,
        later.article_id as later_article_id,
        len(list_intersect(earlier.shingles, later.shingles)) as shared_count,
        earlier.shingle_count as earlier_count,
        later.shingle_count as later_count
    from candidates
    inner join articles as earlier on candidates.earlier_number = earlier.article_number
    inner join articles as later on candidates.later_number = later.article_number
    where
        -- An outlet's own texts of another day (weather, exchange rates) are series; editions are one article.
        case
            when earlier.outlet = later.outlet
                then
                    earlier.article_id <> later.article_id
                    and earlier.published_date = later.published_date
            else true
        end

),

-- A review of the day holds many short texts as a whole and reprints none of them: what the later one adds has a limit.
final as (

    select
        *,
        shared_count / least(earlier_count, later_count) as containment
    from compared
    where
        shared_count >= {{ var('reprint_containment') }} * later_count
        or (shared_count >= {{ var('reprint_containment') }} * earlier_count and later_count <= 3 * earlier_count)

)

select * from final
