{# The clock by which views come in: ln(1 + age), the age in hours since publishing. #}
{% macro view_clock(age) -%}
    ln(1 + {{ age }})
{%- endmacro %}

{# Where an age lies between the ends of an interval (a row of int_view_gains), 0 to 1; 1 where that has no length. #}
{% macro place_in_interval(age) -%}
    coalesce(
        ({{ view_clock(age) }} - {{ view_clock('from_age') }}) / nullif(clock_hours, 0), 1
    )
{%- endmacro %}

{# Views gained from the beginning of an interval to a place in it, by the cubic that has its slopes. #}
{% macro gained_until(place) -%}
    (
        views_gained * {{ place }} * {{ place }} * (3 - 2 * {{ place }})
        + clock_hours * {{ place }} * (1 - {{ place }})
        * (from_slope * (1 - {{ place }}) - to_slope * {{ place }})
    )
{%- endmacro %}

{# Slope where two intervals of lengths h and mean slopes d meet: their weighted harmonic mean, 0 beside a flat one, so
   that the cubics never fall (Fritsch and Butland 1984). #}
{% macro inner_slope(h_before, d_before, h_after, d_after) -%}
    case
        when {{ d_before }} > 0 and {{ d_after }} > 0
            then
                3 * ({{ h_before }} + {{ h_after }})
                / (
                    (2 * {{ h_after }} + {{ h_before }}) / {{ d_before }}
                    + ({{ h_after }} + 2 * {{ h_before }}) / {{ d_after }}
                )
        else 0
    end
{%- endmacro %}

{# Slope at an outer end: that of the parabola through the last three points, at least 0; of two points, their own. #}
{% macro end_slope(h, d, h_next, d_next) -%}
    case
        when {{ d_next }} is null then {{ d }}
        else greatest(((2 * {{ h }} + {{ h_next }}) * {{ d }} - {{ h }} * {{ d_next }}) / ({{ h }} + {{ h_next }}), 0)
    end
{%- endmacro %}
