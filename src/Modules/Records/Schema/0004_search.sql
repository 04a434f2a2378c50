-- A search without a condition goes through a type in the order in which its resources came.
create index records_resource_type on records_resource (type, rid);
