-- The dealership's products, the menus that were put before buyers, what they decided, and what was signed.

create table product (
    id              uuid primary key,
    dealership_id   uuid not null,
    version         bigint not null default 1,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),

    active          boolean not null,
    kind            text not null,
    name            text not null,
    -- The item with its plans, costs and caps, as the engine reads it.
    item            json not null
);
call tenant_table('product');
create index product_name on product (dealership_id, name, id);

-- Every edition of a product; never changed or removed, so that what was offered on any day can be looked up.
create table product_edition (
    product_id      uuid not null references product (id),
    version         bigint not null,
    dealership_id   uuid not null,
    at              timestamptz not null default now(),
    actor_id        uuid not null,
    actor_name      text not null,
    item            json not null,
    primary key (product_id, version)
);
call tenant_table('product_edition');
revoke update, delete on product_edition from {role};

-- The columns that a rooftop's menus begin with.
create table menu_columns (
    dealership_id   uuid not null,
    rooftop_id      uuid not null,
    version         bigint not null default 1,
    updated_at      timestamptz not null default now(),
    columns         json not null,
    primary key (dealership_id, rooftop_id)
);
call tenant_table('menu_columns');

-- A menu as it was put before the buyer.
create table menu (
    id                  uuid primary key,
    dealership_id       uuid not null,
    deal_id             uuid not null references deal (id),
    created_at          timestamptz not null default now(),
    made_by             uuid not null,
    made_by_name        text not null,

    structure_id        uuid not null,
    structure_revision  bigint not null,
    letter              text not null,
    -- What the buyer is shown: without cost or any other figure of the dealer.
    shown               json not null,
    -- The products and plans in it as the catalogue had them, with their costs: what an accepted one becomes.
    offered             json not null
);
call tenant_table('menu');
revoke update, delete on menu from {role};
create index menu_deal on menu (deal_id, id);

-- What was signed on screen, and how. The document is kept to the byte.
create table signature (
    id              uuid primary key,
    dealership_id   uuid not null,
    deal_id         uuid not null references deal (id),
    about           text not null check (about in ('menu', 'presentation')),
    about_id        uuid not null,
    signed_at       timestamptz not null default now(),
    signer_name     text not null,
    kind            text not null check (kind in ('drawn', 'typed')),
    strokes         json,
    typed_name      text,
    document        bytea not null,
    document_sha256 text not null check (document_sha256 = encode(sha256(document), 'hex')),
    user_agent      text,
    ip              text,
    -- In whose session.
    taken_by        uuid not null,
    taken_by_name   text not null,

    check ((kind = 'drawn') = (strokes is not null)),
    check ((kind = 'typed') = (typed_name is not null))
);
call tenant_table('signature');
revoke update, delete on signature from {role};
-- One thing is signed once.
create unique index signature_about on signature (about, about_id);
create index signature_deal on signature (deal_id, id);

-- What the buyer took of a menu and what not. A menu is decided once.
create table menu_decision (
    menu_id             uuid primary key references menu (id),
    dealership_id       uuid not null,
    deal_id             uuid not null references deal (id),
    decided_at          timestamptz not null default now(),
    taken_by            uuid not null,
    taken_by_name       text not null,
    accepted            json not null,
    declined            json not null,
    signature_id        uuid not null references signature (id),
    structure_revision  bigint not null
);
call tenant_table('menu_decision');
revoke update, delete on menu_decision from {role};
