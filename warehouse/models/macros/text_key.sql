{#
  A text as a key: case-folded, NFC, blanks and unseen characters folded; empty where nothing is left of it. `lower` leaves
  two letters that Unicode's case folding does not.
#}
{% macro text_key(text) -%}
    nfc_normalize(replace(replace(lower(nfc_normalize(trim(
        regexp_replace(regexp_replace({{ text }}, '\p{Cf}', '', 'g'), '[\s\p{Z}]+', ' ', 'g')
    ))), 'ß', 'ss'), 'ς', 'σ'))
{%- endmacro %}
