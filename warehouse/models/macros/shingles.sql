{# Words of a text in lower case: NFC first, so that й and ї are letters; then stress marks and apostrophes go. #}
{% macro folded_words(text) -%}
    regexp_extract_all(
        regexp_replace(
            translate(lower(nfc_normalize({{ text }})), 'ёґ', 'ег'), '[\p{M}\x{AD}\x{200B}\x{2060}''’ʼ`ʹ]', '', 'g'
        ),
        '[\p{L}\p{N}]+'
    )
{%- endmacro %}

{# Different 5-word shingles of a list of words, as 32 bits of their MD5: the same ones on every machine and version. #}
{% macro shingles(words) -%}
    list_distinct(
        [
            cast(
                md5_number_lower(concat_ws(
                    ' ', {{ words }}[i], {{ words }}[i + 1], {{ words }}[i + 2], {{ words }}[i + 3], {{ words }}[i + 4]
                )) & 4294967295 as uinteger
            ) for i in range(1, len({{ words }}) - 3)
        ]
    )
{%- endmacro %}
