{# The site of a URL: its host without www, with its port. #}
{% macro host_of(url) -%}
    regexp_extract(lower({{ url }}), '^https?://(?:www\.)?([^/?#]+)', 1)
{%- endmacro %}
