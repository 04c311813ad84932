-- The audit log: added to, never changed. The service may insert and read; a trigger refuses the rest to everybody,
-- and each entry carries the hash of the one before it, so that a hand that removes the trigger leaves a trace.

create table audit (
    dealership_id uuid not null references dealerships (id),
    number bigint not null,
    at timestamptz not null,
    actor_id uuid,
    action text not null,
    subject_kind text not null,
    subject_id uuid not null,
    -- json, not jsonb: what was hashed is the text.
    detail json not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (dealership_id, number)
);
create index audit_by_actor on audit (dealership_id, actor_id, number);
create index audit_by_subject on audit (dealership_id, subject_id, number);
create index audit_by_time on audit (dealership_id, at);

alter table audit enable row level security;
alter table audit force row level security;
create policy tenant_reads on audit for select to {role}
    using (dealership_id = (select nullif(current_setting('app.dealership', true), '')::uuid));
create policy tenant_adds on audit for insert to {role}
    with check (dealership_id = (select nullif(current_setting('app.dealership', true), '')::uuid));
grant select, insert on audit to {role};

create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only added to' using errcode = 'insufficient_privilege';
end $$;
create trigger only_added_to before update or delete on audit
    for each row execute function audit_is_only_added_to();
create trigger never_truncated before truncate on audit
    for each statement execute function audit_is_only_added_to();
