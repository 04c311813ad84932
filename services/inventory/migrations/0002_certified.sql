-- Certified pre-owned: a used vehicle that stands under a certification programme. What is in stock already was not
-- entered under one.

alter table vehicles
    add column certified boolean not null default false,
    add column certified_programme text,
    add constraint vehicles_certified_are_used check (not certified or condition = 'used'),
    add constraint vehicles_programme_certifies check (certified or certified_programme is null);
