{# CTEs that end with `components` (node, root): the connected components of `edges` (node, neighbour), each edge both ways.
   A root is the least node of its component. Nodes are numbers; a component of m nodes takes m² / 2 rows while it is found. #}
{% macro components_of_edges() -%}
reached as (

    select
        node,
        node as root
    from edges
    union
    select
        edges.neighbour as node,
        reached.root
    from reached
    inner join edges on reached.node = edges.node
    where reached.root < edges.neighbour

),

components as (

    select
        node,
        min(root) as root
    from reached
    group by node

)
{%- endmacro %}

{# The site of a URL: its host without www, with its port. #}
{% macro host_of(url) -%}
    regexp_extract(lower({{ url }}), '^https?://(?:www\.)?([^/?#]+)', 1)
{%- endmacro %}
