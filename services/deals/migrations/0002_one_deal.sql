-- Row-level security adds the dealership to every condition. An index that leads with it must not look as good to the
-- planner for one deal as the deal's own key does, statistics or not: a deal is found by (dealership, id), and the
-- ids of customers and vehicles need no dealership before them.

create unique index deal_one on deal (dealership_id, id);
drop index deal_customer;
drop index deal_vehicle;
create index deal_customer on deal (customer_id) where deleted_at is null;
create index deal_vehicle on deal (vehicle_id) where deleted_at is null;
