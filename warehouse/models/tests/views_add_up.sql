-- Views are never negative, and an article's sum over days is the sum of its epochs' maxima.
-- Holds for the articles of this build; the rows of the others are those of an earlier one.
with

gains as (

    select * from {{ ref('int_view_gains') }}

),

views as (

    select * from {{ ref('views_by_article_day') }}

),

epochs as (

    select
        outlet,
        edition,
        article_id,
        epoch_number,
        max(view_count) as epoch_maximum
    from gains
    group by outlet, edition, article_id, epoch_number

),

expected as (

    select
        outlet,
        edition,
        article_id,
        sum(epoch_maximum) as view_count
    from epochs
    group by outlet, edition, article_id

),

actual as (

    select
        outlet,
        edition,
        article_id,
        sum(views_gained) as views_gained,
        min(least(views_gained, older_views_gained, views_gained - older_views_gained + 0.000001)) as least_gain
    from views
    group by outlet, edition, article_id

),

final as (

    select
        outlet,
        edition,
        article_id,
        expected.view_count,
        actual.views_gained,
        actual.least_gain
    from expected
    full outer join actual using (outlet, edition, article_id)
    where
        actual.least_gain < 0
        or (
            expected.view_count is not null
            and not coalesce(
                abs(expected.view_count - actual.views_gained) <= 0.000001 * (1 + expected.view_count), false
            )
        )

)

select * from final
