-- Vehicles of the stock, and every step of their status.

create table vehicles (
    id             uuid primary key,
    dealership_id  uuid        not null default current_setting('app.dealership')::uuid,
    version        bigint      not null default 1,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    archived_at    timestamptz,
    rooftop_id     uuid        not null,
    stock_number   text        not null,
    vin            text        not null,
    vin_override_reason text,
    condition      text        not null check (condition in ('new', 'used')),
    class          text        not null,
    year           int         not null,
    make           text        not null,
    model          text        not null,
    trim           text,
    body           text,
    color_exterior text,
    color_interior text,
    odometer       int,
    fuel           text        not null,
    msrp           numeric(12, 2),
    list_price     numeric(12, 2),
    invoice_cost   numeric(12, 2),
    cost           numeric(12, 2),
    book_value     numeric(12, 2),
    gross_weight_lb int,
    curb_weight_lb int,
    city_mpg       int,
    in_stock_since date,
    status         text        not null
        check (status in ('in_transit', 'available', 'reserved', 'sold', 'hold', 'wholesaled')),
    -- The deal that reserved or bought it, and where the vehicle goes when that deal lets it go.
    deal_id        uuid,
    status_before  text,
    -- Stock number, VIN, year, make, model and trim in lower case, looked through for parts of words.
    search         text        not null
);
call tenant_table('vehicles');
-- A store numbers no two vehicles alike.
create unique index vehicles_stock_number on vehicles (dealership_id, rooftop_id, lower(stock_number))
    where archived_at is null;
-- One vehicle is in stock once; it may come back after it was sold.
create unique index vehicles_vin on vehicles (dealership_id, vin)
    where archived_at is null and status not in ('sold', 'wholesaled');
create index vehicles_by_change on vehicles (dealership_id, updated_at, id);
create index vehicles_by_age on vehicles (dealership_id, in_stock_since, id);
create index vehicles_of_deal on vehicles (dealership_id, deal_id) where deal_id is not null;

create table status_steps (
    id            uuid primary key,
    dealership_id uuid        not null default current_setting('app.dealership')::uuid,
    vehicle_id    uuid        not null references vehicles on delete cascade,
    at            timestamptz not null default now(),
    -- Nobody where a deal moved it.
    actor_id      uuid,
    actor_name    text        not null,
    from_status   text,
    to_status     text        not null,
    reason        text,
    deal_id       uuid
);
call tenant_table('status_steps');
create index status_steps_of_vehicle on status_steps (vehicle_id, id);

-- A deal that was cancelled after it was contracted: the older fact may arrive, or be replayed, later.
create table cancelled_deals (
    dealership_id uuid        not null default current_setting('app.dealership')::uuid,
    deal_id       uuid        not null,
    cancelled_at  timestamptz not null,
    primary key (dealership_id, deal_id)
);
call tenant_table('cancelled_deals');
