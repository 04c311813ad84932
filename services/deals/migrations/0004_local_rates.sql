-- A dealership's own local rates: official files that it took over the product's table, rates that somebody set by hand,
-- and the book of both as the engine reads it. Rates are kept in parts of a hundred millionth (6.25 % is 6250000).

create table rate_import (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),

    file_name           text not null,
    sha256              text not null,
    format              text not null,
    state               text not null,
    status              text not null default 'previewed' check (status in ('previewed', 'applied', 'undone')),
    -- The book's version when the preview was made: what was shown is what is applied.
    seen_book           bigint not null,
    added               integer not null,
    changed             integer not null,
    ended               integer not null,
    same                integer not null,
    unmatched           integer not null,
    zips                integer not null,
    notices             json not null,
    uploaded_by         uuid not null,
    uploaded_by_name    text not null,
    -- The book's version that it made; a later one stands before an earlier one.
    applied_as          bigint,
    applied_at          timestamptz,
    applied_by          uuid,
    applied_by_name     text,
    undone_at           timestamptz,
    undone_by           uuid,
    undone_by_name      text
);
call tenant_table('rate_import');
create index rate_import_newest on rate_import (dealership_id, created_at desc, id desc);

create table rate_import_row (
    import_id           uuid not null references rate_import (id) on delete cascade,
    number              integer not null,
    dealership_id       uuid not null,
    line                integer not null,
    kind                text not null check (kind in ('added', 'changed', 'ended', 'same', 'unmatched')),
    class               text not null,
    level               text not null,
    name                text not null,
    county              text,
    county_fips         integer,
    rate                bigint not null,
    cap_cents           bigint,
    first_day           date,
    last_day            date,
    stacks_on           text,
    before_rate         bigint,
    before_cap_cents    bigint,
    before_whose        text,
    note                text,
    source              text not null default '',
    primary key (import_id, number)
);
call tenant_table('rate_import_row');
-- What a file said stays what it said.
revoke update on rate_import_row from {role};

-- Which counties and places a ZIP touches, by a boundary file that was taken.
create table rate_zip (
    import_id           uuid not null references rate_import (id) on delete cascade,
    number              integer not null,
    dealership_id       uuid not null,
    low                 integer not null,
    high                integer not null,
    county_fips         integer,
    place_code          integer,
    first_day           date,
    last_day            date,
    primary key (import_id, number)
);
call tenant_table('rate_zip');
create index rate_zip_low on rate_zip (dealership_id, low, high);
revoke update on rate_zip from {role};

create table rate_override (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),

    state               text not null,
    class               text not null,
    level               text not null check (level in ('county', 'city', 'district')),
    name                text not null,
    county              text not null,
    county_fips         integer not null,
    rate                bigint not null,
    cap_cents           bigint,
    stacks_on           text,
    first_day           date not null,
    last_day            date,
    reason              text not null,
    made_by             uuid not null,
    made_by_name        text not null,
    withdrawn_at        timestamptz,
    withdrawn_by        uuid,
    withdrawn_by_name   text,
    withdrawn_reason    text
);
call tenant_table('rate_override');
create index rate_override_newest on rate_override (dealership_id, created_at desc, id desc);

-- One row each time the dealership's own rates change; never changed or removed, so that a structure of any day can be
-- worked out again with the rates of that day.
create table rate_book (
    dealership_id       uuid not null,
    version             bigint not null,
    at                  timestamptz not null default now(),
    actor_id            uuid not null,
    actor_name          text not null,
    action              text not null check (action in ('applied', 'undone', 'set', 'withdrawn')),
    subject             uuid not null,
    state               text not null,
    content             text not null,
    primary key (dealership_id, version)
);
call tenant_table('rate_book');
revoke update, delete on rate_book from {role};

-- The version of the book that a structure's figures rest on; null where it was worked out before there was one.
alter table structure add column rate_book bigint;
