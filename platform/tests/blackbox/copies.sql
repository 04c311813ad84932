create table copies (
  id uuid primary key,
  dealership_id uuid not null,
  text text not null
);
call tenant_table('copies');
