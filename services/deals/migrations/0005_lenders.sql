-- Who buys the dealership's contracts and by which sheets. Lenders and sheets are kept as the documents that the engine
-- reads. What was said once stays: a lender keeps each of its editions, a sheet is never edited, it only ends.

create table lender (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),

    name                text not null,
    active              boolean not null,
    content             json not null,
    changed_by          uuid not null,
    changed_by_name     text not null
);
call tenant_table('lender');
create unique index lender_name on lender (dealership_id, lower(name));

-- One row each time a lender is made or changed.
create table lender_edition (
    lender_id           uuid not null references lender (id),
    version             bigint not null,
    dealership_id       uuid not null,
    at                  timestamptz not null default now(),
    active              boolean not null,
    content             json not null,
    actor_id            uuid not null,
    actor_name          text not null,
    primary key (lender_id, version)
);
call tenant_table('lender_edition');
revoke update, delete on lender_edition from {role};

-- A sheet as it was sent, what it would do, and what was wrong with it.
create table programme_import (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),

    lender_id           uuid not null references lender (id),
    name                text not null,
    kind                text not null check (kind in ('retail', 'lease', 'balloon')),
    first_day           date not null,
    last_day            date,
    status              text not null check (status in ('previewed', 'applied', 'refused')),
    -- What was sent: the sheet without its rows, and the files.
    head                json not null,
    files               json not null,
    rows_read           integer not null,
    faults              json not null,
    changes             json,
    supersedes          uuid,
    supersedes_until    date,
    programme           json,
    uploaded_by         uuid not null,
    uploaded_by_name    text not null,
    applied_at          timestamptz,
    applied_by          uuid,
    applied_by_name     text
);
call tenant_table('programme_import');

create table programme (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),

    lender_id           uuid not null references lender (id),
    name                text not null,
    kind                text not null check (kind in ('retail', 'lease', 'balloon')),
    first_day           date not null,
    -- The last day it holds: its own, or an earlier one since a later sheet superseded it or somebody ended it.
    last_day            date,
    tiers               integer not null,
    row_count           integer not null,
    -- As it was applied. Its last day is the column's, not the document's.
    content             json not null,
    import_id           uuid not null references programme_import (id),
    supersedes          uuid references programme (id),
    imported_by         uuid not null,
    imported_by_name    text not null,
    -- By whom a day was set at which it ends earlier than its own.
    ended_at            timestamptz,
    ended_by            uuid,
    ended_by_name       text,

    -- A sheet that ended the day before its first was taken back before anyone could use it.
    check (last_day is null or last_day >= first_day - 1)
);
call tenant_table('programme');
-- No two editions begin on one day; that none overlap is seen to under the lock of the dealership's market.
create unique index programme_begins on programme (dealership_id, lender_id, kind, name, first_day)
    where last_day is null or last_day >= first_day;
create index programme_in_force on programme (dealership_id, last_day, first_day);

-- Counts every change of lenders and sheets; its row is locked by whoever changes them.
create table lender_market (
    dealership_id       uuid primary key,
    version             bigint not null
);
call tenant_table('lender_market');

-- The buyer as far as lenders ask: score, income, debt.
alter table deal add column applicant json;
