{# One day further in topic_burst_day: what is known after `today`, with what was known before it added to `learned`. #}
{% macro burst_step(state, today, day_type) -%}
    {%- set expected -%} ({{ state }}.share * {{ today }}.outlet_stories) {%- endset -%}
    {%- set learned -%}
        case
            when {{ today }}.weight = 0 then {{ today }}.stories
            else least({{ today }}.stories, {{ expected }} + 1.5 * sqrt(greatest({{ state }}.phi * {{ expected }}, 0.25)))
        end
    {%- endset -%}
    row(
        0,
        0,
        0,
        case
            when {{ today }}.outlet_stories = 0 then {{ state }}.share
            else
                (0.9 * {{ today }}.weight * {{ state }}.share + 0.1 * {{ learned }} / {{ today }}.outlet_stories)
                / (0.9 * {{ today }}.weight + 0.1)
        end,
        case
            when {{ today }}.weight = 0 or {{ today }}.outlet_stories = 0 then {{ state }}.phi
            else
                greatest(
                    0.9 * {{ state }}.phi + 0.1 * pow({{ learned }} - {{ expected }}, 2) / greatest({{ expected }}, 0.25), 1
                )
        end,
        list_append({{ state }}.learned, {'share': {{ state }}.share, 'phi': {{ state }}.phi})
    )::{{ day_type }}
{%- endmacro %}
