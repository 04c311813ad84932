create table notes (
  id uuid primary key,
  dealership_id uuid not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  text text not null,
  price numeric(12, 2),
  shelf text
);
create unique index notes_shelf on notes (dealership_id, shelf);
create index notes_by_dealership on notes (dealership_id, id);
call tenant_table('notes');
