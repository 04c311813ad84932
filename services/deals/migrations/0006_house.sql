-- What a rooftop's desk starts from and holds to, and what was done beyond its limits.

-- One row each time the settings of a rooftop's desk change; never changed or removed, so that a deal of any day can be
-- read beside the settings of that day.
create table desk_settings (
    dealership_id   uuid not null,
    rooftop_id      uuid not null,
    version         bigint not null,
    at              timestamptz not null default now(),
    actor_id        uuid not null,
    actor_name      text not null,
    content         json not null,
    primary key (dealership_id, rooftop_id, version)
);
call tenant_table('desk_settings');
revoke update, delete on desk_settings from {role};

-- The edition whose fees and books the deal's structures were filled from; null where there was none.
alter table deal add column desk_edition bigint;

-- One row for each figure beyond a limit of whoever submitted the deal: the reason given, who decided, and what it did.
-- Amounts are those of the structure with the figure at its limit (before) and as it was submitted (after).
create table deal_override (
    id              uuid primary key,
    dealership_id   uuid not null,
    version         bigint not null default 1,
    deal_id         uuid not null references deal (id),
    deal_number     text not null,
    rooftop_id      uuid not null,
    structure_id    uuid not null,
    letter          text not null,
    code            text not null,
    pointer         text not null,
    -- Whether figure and limit are the dealer's own.
    confidential    boolean not null,
    figure          text,
    limited_to      text,
    reason          text not null,
    reason_label    text not null,
    note            text,
    asked_at        timestamptz not null default now(),
    asked_by        uuid not null,
    asked_by_name   text not null,
    decision        text not null default 'pending' check (decision in ('pending', 'approved', 'returned', 'withdrawn')),
    decided_at      timestamptz,
    decided_by      uuid,
    decided_by_name text,
    comment         text,
    payment_before  bigint,
    payment_after   bigint,
    front_before    bigint,
    front_after     bigint,
    gross_before    bigint,
    gross_after     bigint
);
call tenant_table('deal_override');
create index deal_override_deal on deal_override (deal_id);
create index deal_override_newest on deal_override (dealership_id, id desc);
