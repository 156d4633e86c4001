{# A bound of the 95 % Wilson interval of a share (Wilson 1927): sign is - for the lower and + for the upper bound. #}
{% macro wilson_bound(hits, total, sign) -%}
    (
        ({{ hits }} + 1.9208) / nullif({{ total }}, 0)
        {{ sign }} 1.96 * sqrt(
            greatest({{ hits }} * ({{ total }} - {{ hits }}) / nullif({{ total }}, 0) + 0.9604, 0)
        ) / nullif({{ total }}, 0)
    ) / (1 + 3.8416 / nullif({{ total }}, 0))
{%- endmacro %}
