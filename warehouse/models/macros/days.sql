{# Calendar day of an instant in the reporting zone. #}
{% macro local_date(instant) -%}
    cast(({{ instant }}) at time zone '{{ var("reporting_zone") }}' as date)
{%- endmacro %}

{# Monday of a day's week (ISO 8601). #}
{% macro week_start(day) -%}
    cast(date_trunc('week', {{ day }}) as date)
{%- endmacro %}

{# Hours between two instants, of epochs: a difference of TIMESTAMPTZ is wrong by an hour over a change of clocks. #}
{% macro hours_between(earlier, later) -%}
    ((epoch({{ later }}) - epoch({{ earlier }})) / 3600.0)
{%- endmacro %}
