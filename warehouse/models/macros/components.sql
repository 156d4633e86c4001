{# CTEs that end with `components` (node, root): the connected components of `edges` (node, neighbour), both ways each.
   A root is the least node of its component; nodes are numbers. m connected nodes take up to m² / 2 rows meanwhile. #}
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
