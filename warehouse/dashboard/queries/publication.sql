-- one row: what the file is
select
    kronika_version,
    published_at
from publication
