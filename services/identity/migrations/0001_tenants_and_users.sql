-- Dealerships, their rooftops, their people and what these prove themselves with.

-- A dealership is its own tenant.
create table dealerships (
    id uuid primary key,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    name text not null,
    legal_name text,
    phone text,
    website text
);
alter table dealerships enable row level security;
alter table dealerships force row level security;
create policy tenant on dealerships to {role}
    using (id = (select nullif(current_setting('app.dealership', true), '')::uuid))
    with check (id = (select nullif(current_setting('app.dealership', true), '')::uuid));
grant select, insert, update on dealerships to {role};
-- The command line on the machine itself lists names.
call system_table('dealerships', 'select (id, name)');

create table rooftops (
    id uuid primary key,
    dealership_id uuid not null references dealerships (id),
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    name text not null,
    code text not null,
    street text not null,
    city text not null,
    county text,
    state text not null,
    zip text not null,
    phone text,
    timezone text not null,
    default_doc_fee bigint not null,
    deal_number_prefix text not null,
    closed_at timestamptz
);
call tenant_table('rooftops');
comment on column rooftops.default_doc_fee is 'cents';
-- A closed store keeps its code: old deal numbers carry it.
create unique index rooftops_code on rooftops (dealership_id, code);
create index rooftops_by_name on rooftops (dealership_id, name, id);

create table users (
    id uuid primary key,
    dealership_id uuid not null references dealerships (id),
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- In the one form that is compared: trimmed, normalised, lower case.
    email text not null,
    name text not null,
    title text,
    phone text,
    roles text[] not null check (cardinality(roles) > 0),
    -- Empty means every rooftop.
    rooftop_ids uuid[] not null,
    deactivated_at timestamptz,
    last_sign_in_at timestamptz
);
call tenant_table('users');
-- Sign-in happens before the tenant is known, so an address belongs to one person in the whole system, and the system
-- role may ask whose it is: these three columns and no more.
create unique index users_email on users (email);
create index users_by_name on users (dealership_id, lower(name), id);
call system_table('users', 'select (id, dealership_id, email)');

-- Apart from the users, so that a failed sign-in or a used code is no new version of the person.
create table credentials (
    user_id uuid primary key references users (id),
    dealership_id uuid not null references dealerships (id),
    password_hash text not null,
    password_changed_at timestamptz not null,
    -- Long enough to open the account without a second factor.
    password_stands_alone boolean not null,
    -- Sealed with the master key; there before it is confirmed.
    totp_secret bytea,
    totp_confirmed_at timestamptz,
    -- The last thirty-second step whose code was accepted: a code is good once.
    totp_last_step bigint,
    check (totp_confirmed_at is null or totp_secret is not null)
);
call tenant_table('credentials');

create table recovery_codes (
    user_id uuid not null references users (id),
    dealership_id uuid not null references dealerships (id),
    digest bytea not null,
    used_at timestamptz,
    primary key (user_id, digest)
);
call tenant_table('recovery_codes');
