//! Customers over HTTP.

use platform::auth::Caller;
use platform::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::customer::{Customer, CustomerId, Profile};
use crate::events::{Fact, tell};
use crate::list::CustomerList;
use crate::store;

platform::permission!(pub ReadCustomers = "customers.read");
platform::permission!(pub WriteCustomers = "customers.write");
platform::permission!(pub ArchiveCustomers = "customers.delete");

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, update, archive))
        .routes(routes!(restore))
}

/// A customer that has just been entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredCustomer)]
struct Entered {
    #[serde(flatten)]
    customer: Customer,
    /// Other customers with one of the same numbers or e-mail addresses: perhaps the same one.
    possible_duplicates: Vec<CustomerId>,
}

/// The customers of the rooftops at which the caller works.
#[utoipa::path(
    get, path = "/customers", tag = "customers", operation_id = "list_customers",
    params(CustomerList),
    responses((status = 200, body = Page<Customer>)),
    extensions(("x-permission" = json!("customers.read"))),
)]
async fn list(
    State(platform): State<Platform>,
    caller: Allowed<ReadCustomers>,
    Query(asked): Query<CustomerList>,
) -> Result<Json<Page<Customer>>, Problem> {
    Ok(Json(store::list(platform.db(), &caller, &asked).await?))
}

/// Enters a customer, and says who else can be reached in the same way.
#[utoipa::path(
    post, path = "/customers", tag = "customers", operation_id = "create_customer",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats the answer instead of the work")),
    request_body = Profile,
    responses((status = 201, body = Entered, headers(("ETag"), ("Location")))),
    extensions(("x-permission" = json!("customers.write"))),
)]
async fn create(
    State(platform): State<Platform>,
    caller: Allowed<WriteCustomers>,
    new: Create<Profile>,
) -> Result<Response, Problem> {
    let vetted = new.body.clone().vetted().map_err(Problem::faults)?;
    works_at(&caller, vetted.profile())?;
    let tx = match new.begin(platform.db(), &caller).await? {
        Begun::Fresh(tx) => tx,
        Begun::Replay(answer) => return Ok(answer),
    };
    let possible_duplicates = store::with_same_reach(&tx, &vetted).await?;
    let customer = store::create(&tx, CustomerId::new(), &vetted).await?;
    tell(&tx, Fact::Created, &customer).await?;
    let (location, version) = (format!("/customers/{}", customer.id), customer.version);
    new.finish(
        tx,
        Created {
            location,
            version,
            body: Entered {
                customer,
                possible_duplicates,
            },
        },
    )
    .await
}

/// One customer.
#[utoipa::path(
    get, path = "/customers/{id}", tag = "customers", operation_id = "read_customer",
    params(("id" = CustomerId, Path)),
    responses((status = 200, body = Customer, headers(("ETag")))),
    extensions(("x-permission" = json!("customers.read"))),
)]
async fn read(
    State(platform): State<Platform>,
    caller: Allowed<ReadCustomers>,
    Path(id): Path<CustomerId>,
) -> Result<Versioned<Customer>, Problem> {
    let customer = store::read(platform.db(), &caller, id).await?;
    let customer = customer.ok_or_else(|| Problem::not_found("customer"))?;
    Ok(Versioned(customer.version, customer))
}

/// Writes a customer anew; what is left out is forgotten.
#[utoipa::path(
    put, path = "/customers/{id}", tag = "customers", operation_id = "update_customer",
    params(("id" = CustomerId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Profile,
    responses((status = 200, body = Customer, headers(("ETag")))),
    extensions(("x-permission" = json!("customers.write"))),
)]
async fn update(
    State(platform): State<Platform>,
    caller: Allowed<WriteCustomers>,
    Path(id): Path<CustomerId>,
    if_match: IfMatch,
    Body(profile): Body<Profile>,
) -> Result<Versioned<Customer>, Problem> {
    let vetted = profile.vetted().map_err(Problem::faults)?;
    works_at(&caller, vetted.profile())?;
    let tx = platform.db().tenant_tx(&caller).await?;
    let before = store::lock(&tx, id).await?;
    if_match.check(before.version)?;
    if before.archived_at.is_some() {
        return Err(Problem::conflict(
            "This customer was put away; restore it before changing it.",
        ));
    }
    let customer = store::update(&tx, id, &vetted).await?;
    tell(&tx, Fact::Updated, &customer).await?;
    tx.commit().await?;
    Ok(Versioned(customer.version, customer))
}

/// Puts a customer away: it leaves the lists and stays with its deals.
#[utoipa::path(
    delete, path = "/customers/{id}", tag = "customers", operation_id = "archive_customer",
    params(("id" = CustomerId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = Customer, headers(("ETag")))),
    extensions(("x-permission" = json!("customers.delete"))),
)]
async fn archive(
    State(platform): State<Platform>,
    caller: Allowed<ArchiveCustomers>,
    Path(id): Path<CustomerId>,
    if_match: IfMatch,
) -> Result<Versioned<Customer>, Problem> {
    set_archived(&platform, &caller, id, &if_match, true).await
}

/// Takes a customer back out that was put away.
#[utoipa::path(
    post, path = "/customers/{id}/restore", tag = "customers", operation_id = "restore_customer",
    params(("id" = CustomerId, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = Customer, headers(("ETag")))),
    extensions(("x-permission" = json!("customers.delete"))),
)]
async fn restore(
    State(platform): State<Platform>,
    caller: Allowed<ArchiveCustomers>,
    Path(id): Path<CustomerId>,
    if_match: IfMatch,
) -> Result<Versioned<Customer>, Problem> {
    set_archived(&platform, &caller, id, &if_match, false).await
}

async fn set_archived(
    platform: &Platform,
    caller: &Caller,
    id: CustomerId,
    if_match: &IfMatch,
    archived: bool,
) -> Result<Versioned<Customer>, Problem> {
    let tx = platform.db().tenant_tx(caller).await?;
    let before = store::lock(&tx, id).await?;
    if_match.check(before.version)?;
    if before.archived_at.is_some() == archived {
        return Ok(Versioned(before.version, before));
    }
    let customer = store::set_archived(&tx, id, archived).await?;
    let fact = if archived {
        Fact::Archived
    } else {
        Fact::Restored
    };
    tell(&tx, fact, &customer).await?;
    tx.commit().await?;
    Ok(Versioned(customer.version, customer))
}

/// Nobody gives a customer to a store at which they do not work.
fn works_at(caller: &Caller, profile: &Profile) -> Result<(), Problem> {
    if caller.works_at(profile.rooftop_id) {
        return Ok(());
    }
    Err(Problem::fault(
        "/rooftop_id",
        "not_your_rooftop",
        "You do not work at this rooftop.",
    ))
}
