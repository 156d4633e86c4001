{# What topic_burst_day expects of a day (share, phi, weight, stories, outlet_stories), from the days before. #}
{% macro burst_expected(today) -%}
    ({{ today }}.share * {{ today }}.outlet_stories)
{%- endmacro %}

{# What it learns of the day: of one that stands out, only 1.5 deviations. #}
{% macro burst_learned(today) -%}
    {%- set expected = burst_expected(today) -%}
    case
        when {{ today }}.weight = 0 then {{ today }}.stories
        else least({{ today }}.stories, {{ expected }} + 1.5 * sqrt(greatest({{ today }}.phi * {{ expected }}, 0.25)))
    end
{%- endmacro %}

{# A topic's expected share after the day. #}
{% macro next_burst_share(today) -%}
    case
        when {{ today }}.outlet_stories = 0 then {{ today }}.share
        else
            (0.9 * {{ today }}.weight * {{ today }}.share + 0.1 * {{ burst_learned(today) }} / {{ today }}.outlet_stories)
            / (0.9 * {{ today }}.weight + 0.1)
    end
{%- endmacro %}

{# Its dispersion after the day. #}
{% macro next_burst_phi(today) -%}
    {%- set expected = burst_expected(today) -%}
    case
        when {{ today }}.weight = 0 or {{ today }}.outlet_stories = 0 then {{ today }}.phi
        else
            greatest(
                0.9 * {{ today }}.phi + 0.1 * pow({{ burst_learned(today) }} - {{ expected }}, 2) / greatest({{ expected }}, 0.25),
                1
            )
    end
{%- endmacro %}
