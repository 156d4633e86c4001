-- Completeness is above 0 and at most 1 wherever something was parsed.
with

completeness as (

    select * from {{ ref('completeness_by_outlet_day') }}

),

final as (

    select *
    from completeness
    where
        completeness > 1
        or completeness < 0
        or (completeness = 0 and parsed_count > 0)
        or (completeness is null and parsed_count > 0)

)

select * from final
