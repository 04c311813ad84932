-- Deals, their structures, and the record of who changed what.
-- Text that is served as it stands is of type json, which keeps every byte; `_open` columns hold the same
-- without the dealer's own figures (cost, ACV, buy rate, reserve, gross), for callers who may not see them.

create table deal (
    id                  uuid primary key,
    dealership_id       uuid not null,
    version             bigint not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    deleted_at          timestamptz,

    rooftop_id          uuid not null,
    number_at_rooftop   bigint not null,
    number              text not null,
    status              text not null default 'draft'
        check (status in ('draft', 'submitted', 'approved', 'returned', 'contracted', 'funded', 'delivered', 'cancelled')),
    status_reason       text,
    holds_vehicle       boolean not null default false,

    customer_id         uuid,
    vehicle_id          uuid,
    salesperson_id      uuid not null,
    salesperson_name    text not null,
    -- What the deal knew of them when they were put on it.
    rooftop             json not null,
    customer            json,
    vehicle             json,
    customer_name       text,
    vehicle_name        text,
    stock_number        text,
    vehicle_cost_cents  bigint,

    -- How many letters were given to structures; a letter is not given twice.
    letters_given       integer not null default 0,
    -- The chosen structure in short, so that a list reads one table.
    chosen_structure_id uuid,
    chosen_letter       text,
    chosen_name         text,
    kind                text,
    payment_cents       bigint,
    gross_cents         bigint,

    last_action         text not null,
    last_actor_id       uuid not null,
    last_actor_name     text not null,

    search              text not null,

    unique (dealership_id, rooftop_id, number_at_rooftop)
);
call tenant_table('deal');

create index deal_updated on deal (dealership_id, updated_at desc, id desc) where deleted_at is null;
create index deal_rooftop on deal (dealership_id, rooftop_id, updated_at desc, id desc) where deleted_at is null;
create index deal_salesperson on deal (dealership_id, salesperson_id, updated_at desc, id desc) where deleted_at is null;
create index deal_customer on deal (dealership_id, customer_id) where deleted_at is null;
create index deal_vehicle on deal (dealership_id, vehicle_id) where deleted_at is null;
-- Two deals are never contracted on one vehicle.
create unique index deal_vehicle_held on deal (dealership_id, vehicle_id) where holds_vehicle;

create table structure (
    id              uuid primary key,
    dealership_id   uuid not null,
    version         bigint not null default 1,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),

    deal_id         uuid not null references deal (id),
    letter          text not null,
    name            text not null,
    inputs          json not null,
    inputs_open     json not null,
    figures         json not null,
    figures_open    json not null,
    engine_version  text not null,
    rules_version   text not null,
    frozen_at       timestamptz,

    unique (deal_id, letter)
) with (toast_tuple_target = 8160);
call tenant_table('structure');

alter table structure
    alter column inputs set compression lz4,
    alter column inputs_open set compression lz4,
    alter column figures set compression lz4,
    alter column figures_open set compression lz4;

-- One row each time a deal changes; rows are never changed or removed.
create table deal_version (
    id              uuid primary key,
    dealership_id   uuid not null,
    deal_id         uuid not null references deal (id),
    version         bigint not null,
    at              timestamptz not null default now(),
    actor_id        uuid not null,
    actor_name      text not null,
    action          text not null,
    reason          text,
    status          text not null,
    structure_id    uuid,
    letter          text,
    changes         json not null,
    changes_open    json not null,
    payment_before  bigint,
    payment_after   bigint,
    gross_before    bigint,
    gross_after     bigint,

    unique (deal_id, version)
);
call tenant_table('deal_version');
-- The runtime role adds to the history and reads it, nothing else.
revoke update, delete on deal_version from {role};

-- The last number given at a rooftop. Its row is locked by the transaction that makes a deal, so that
-- numbers have neither gaps nor twins.
create table rooftop_number (
    dealership_id   uuid not null,
    rooftop_id      uuid not null,
    last            bigint not null,
    primary key (dealership_id, rooftop_id)
);
call tenant_table('rooftop_number');
