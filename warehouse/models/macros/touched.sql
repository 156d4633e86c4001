{# What the last completed build left of a relation that is written last; none in a first build or full refresh. #}
{% macro built_relation(identifier) -%}
    {%- if execute and not flags.FULL_REFRESH -%}
        {{ return(adapter.get_relation(database=target.database, schema='intermediate', identifier=identifier)) }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}

{# Incremental strategy: rows whose key stands in `touched` are deleted, then the new rows come in. #}
{% macro get_incremental_replace_touched_sql(arg_dict) -%}
    {%- set touched = config.require('touched') -%}
    {%- set keys = config.require('touched_key') -%}
    {%- set columns = arg_dict['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arg_dict['target_relation'] }} as old
    using {{ arg_dict['target_relation'].incorporate(path={'schema': 'intermediate', 'identifier': touched}) }} as touched
    where {% for key, touched_column in keys.items() %}old.{{ key }} = touched.{{ touched_column }}{{ ' and ' if not loop.last }}{% endfor %};

    insert into {{ arg_dict['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arg_dict['temp_relation'] }};
{%- endmacro %}
