-- Customers, how to reach them, where they live, and what was noted about them.

create table customers (
    id            uuid primary key,
    dealership_id uuid        not null default current_setting('app.dealership')::uuid,
    version       bigint      not null default 1,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    archived_at   timestamptz,
    rooftop_id    uuid        not null,
    owner_id      uuid,
    kind          text        not null check (kind in ('person', 'business')),
    first_name    text,
    last_name     text,
    business_name text,
    tags          text[]      not null default '{}',
    -- As lists show it; sorted without case.
    filed_as      text        not null,
    filed_as_key  text collate "C" generated always as (lower(filed_as)) stored,
    -- Names, telephone digits and e-mail in lower case, looked through for parts of words.
    search        text        not null
);
call tenant_table('customers');
create index customers_by_name on customers (dealership_id, filed_as_key, id);
create index customers_by_creation on customers (dealership_id, created_at, id);
create index customers_by_change on customers (dealership_id, updated_at, id);

create table contacts (
    dealership_id uuid     not null default current_setting('app.dealership')::uuid,
    customer_id   uuid     not null references customers on delete cascade,
    position      smallint not null,
    kind          text     not null check (kind in ('email', 'mobile', 'home', 'work')),
    value         text     not null,
    preferred     boolean  not null,
    may_call      boolean  not null,
    may_text      boolean  not null,
    may_email     boolean  not null,
    primary key (customer_id, position)
);
call tenant_table('contacts');
-- Finds who else has this number or address.
create index contacts_by_value on contacts (dealership_id, value);

create table addresses (
    dealership_id uuid     not null default current_setting('app.dealership')::uuid,
    customer_id   uuid     not null references customers on delete cascade,
    position      smallint not null,
    kind          text     not null check (kind in ('home', 'mailing', 'garaging', 'business')),
    street        text     not null,
    unit          text,
    city          text     not null,
    county        text,
    state         text     not null check (state ~ '^[A-Z]{2}$'),
    zip           text     not null check (zip ~ '^[0-9]{5}(-[0-9]{4})?$'),
    primary key (customer_id, position)
);
call tenant_table('addresses');

create table notes (
    id            uuid primary key,
    dealership_id uuid        not null default current_setting('app.dealership')::uuid,
    customer_id   uuid        not null references customers on delete cascade,
    author_id     uuid        not null,
    author_name   text        not null,
    text          text        not null,
    created_at    timestamptz not null default now()
);
call tenant_table('notes');
create index notes_of_customer on notes (customer_id, id);
