{# Share of an interval of ages (hours since publishing) that lies before `age`, by ln(1 + age): views are taken to
   come in evenly by that clock. Not for an interval without a length. #}
{% macro share_before_age(age, from_age, to_age) -%}
    ((ln(1 + {{ age }}) - ln(1 + {{ from_age }})) / (ln(1 + {{ to_age }}) - ln(1 + {{ from_age }})))
{%- endmacro %}

{# Views at an age, from the interval of observations that has it inside or at its end; null where none has. An article
   without a known beginning has its first value only at that observation's own age. #}
{% macro views_at_age(hours) -%}
    max(
        case
            when to_age = {{ hours }} then to_views
            else from_views + views_gained * {{ share_before_age(hours, 'from_age', 'to_age') }}
        end
    ) filter (where to_age = {{ hours }} or (has_beginning and from_age < {{ hours }} and to_age > {{ hours }}))
{%- endmacro %}
