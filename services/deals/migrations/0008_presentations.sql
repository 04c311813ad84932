-- What was put before a customer: the very bytes that their screen got, behind a link of its own, and what came of it.

create table presentation (
    id              uuid primary key,
    dealership_id   uuid not null,
    deal_id         uuid not null references deal (id),
    created_at      timestamptz not null default now(),
    made_by         uuid not null,
    made_by_name    text not null,
    -- For whom and about what: the deal may come to name others.
    customer_id     uuid,
    vehicle_id      uuid,
    expires_at      timestamptz not null,
    -- Of the link, which itself is kept nowhere.
    link_digest     bytea not null unique,
    -- Made of types that have no place for cost, gross, buy rate or reserve.
    shown           bytea not null,
    -- Which revision of which structure each option was.
    options         json not null,

    picked          text,
    picked_at       timestamptz,
    signed_option   text,
    signature_id    uuid references signature (id),
    check ((signed_option is null) = (signature_id is null))
);
call tenant_table('presentation');
create index presentation_deal on presentation (deal_id, id);
-- What was shown stays as it was shown.
revoke update, delete on presentation from {role};
grant update (picked, picked_at, signed_option, signature_id) on presentation to {role};

-- Links that nobody was given, tried one after another: counted by the minute in a few buckets, and refused when many.
create table link_failure (
    bucket      smallint primary key,
    failures    integer not null,
    since       timestamptz not null
);
call system_table('link_failure', 'select, insert, update');
