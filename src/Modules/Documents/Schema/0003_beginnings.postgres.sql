-- PostgreSQL finds beginnings of words by the index it has; the step stands here so that a backup goes from either database into the other.
select 1;
