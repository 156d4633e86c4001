{# Layers are schemas of the working database: staging, intermediate, and main, which is what is published. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if node.resource_type == 'test' -%}failures
    {%- elif node.resource_type == 'seed' or node.name.startswith(('int_', 'built_')) -%}intermediate
    {%- elif node.name.startswith('stg_') -%}staging
    {%- else -%}{{ target.schema }}
    {%- endif -%}
{%- endmacro %}
