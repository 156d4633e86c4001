-- one row: the instant that this build holds for
with

final as (

    select
        cast('{{ env_var("KRONIKA_AS_OF", run_started_at | string) }}' as timestamptz) as as_of

)

select * from final
