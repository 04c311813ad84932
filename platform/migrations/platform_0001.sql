-- What every service's schema has besides its own tables. {role} is the service's runtime role, {system_role} that of
-- its relay and jobs.

-- Puts a table under its tenant: only rows of the dealership in app.dealership exist for the runtime role. Call it for
-- every table right after creating it. The table needs a column dealership_id.
create procedure tenant_table(name text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format(
    'create policy tenant on %I to {role}
       using (dealership_id = (select nullif(current_setting(''app.dealership'', true), '''')::uuid))
       with check (dealership_id = (select nullif(current_setting(''app.dealership'', true), '''')::uuid))', name);
  execute format('grant select, insert, update, delete on %I to {role}', name);
end $$;

-- Lets the relay and jobs see a table across tenants, for these privileges only: call system_table('users', 'select').
create procedure system_table(name text, privileges text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy system on %I to {system_role} using (true) with check (true)', name);
  execute format('grant %s on %I to {system_role}', privileges, name);
end $$;

-- Facts, written in the transaction that makes them true.
create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  dealership_id uuid not null,
  kind text not null,
  subject uuid not null,
  data jsonb not null,
  traceparent text,
  occurred_at timestamptz not null default now(),
  fanned_out_at timestamptz
);
create index outbox_waiting on outbox (seq) where fanned_out_at is null;
call system_table('outbox', 'select, update, delete');
create policy publish on outbox for insert to {role}
  with check (dealership_id = (select nullif(current_setting('app.dealership', true), '')::uuid));
grant insert on outbox to {role};

-- Who still has to hear of a fact.
create table delivery (
  event_id uuid not null references outbox (id) on delete cascade,
  subscriber text not null,
  dealership_id uuid not null,
  seq bigint not null,
  subject uuid not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  delivered_at timestamptz,
  parked_at timestamptz,
  reason text,
  primary key (event_id, subscriber)
);
create index delivery_waiting on delivery (subscriber, seq) where delivered_at is null and parked_at is null;
create index delivery_parked on delivery (dealership_id, parked_at) where parked_at is not null;
call system_table('delivery', 'select, insert, update, delete');

-- Facts of others that were acted on, so that a fact heard twice acts once.
create table inbox (
  event_id uuid not null,
  consumer text not null,
  dealership_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (event_id, consumer)
);
call tenant_table('inbox');
call system_table('inbox', 'select, delete');

-- Answers to creating requests, by Idempotency-Key.
create table idempotency (
  dealership_id uuid not null,
  user_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  status smallint not null,
  location text not null,
  etag text not null,
  body bytea not null,
  created_at timestamptz not null default now(),
  primary key (dealership_id, user_id, key)
);
create index idempotency_age on idempotency (created_at);
call tenant_table('idempotency');
call system_table('idempotency', 'select, delete');
