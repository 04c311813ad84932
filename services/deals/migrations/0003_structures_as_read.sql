-- The structures of a deal as they are read, put together when they change rather than at every read. Null where a
-- deal has not changed since this came: it is then put together at the read.

alter table deal
    add column structures text,
    add column structures_open text;
alter table deal
    alter column structures set compression lz4,
    alter column structures_open set compression lz4;
