//! Customers and notes to rows and back; every statement runs as the caller's dealership.

use platform::auth::Caller;
use platform::cursor::Page;
use platform::db::{Db, DbError, JsonColumn, Row, TenantTx};
use platform::problem::Problem;
use uuid::Uuid;

use crate::customer::{Customer, CustomerId, Vetted, search_words};
use crate::list::CustomerList;
use crate::note::{Note, NoteId};
use crate::notes_api::NoteList;

/// A customer with its contacts and addresses in the order in which they were given.
const CUSTOMER: &str = "
    c.id, c.version, c.filed_as, c.created_at, c.updated_at, c.archived_at,
    (select to_jsonb(p) from (select
        c.kind, c.rooftop_id, c.owner_id, c.first_name, c.last_name, c.business_name, c.tags,
        (select coalesce(jsonb_agg(to_jsonb(k) - 'position' order by k.position), '[]') from
            (select position, kind, value, preferred, may_call, may_text, may_email
             from contacts where customer_id = c.id) k) as contacts,
        (select coalesce(jsonb_agg(to_jsonb(a) - 'position' order by a.position), '[]') from
            (select position, kind, street, unit, city, county, state, zip
             from addresses where customer_id = c.id) a) as addresses
    ) p) as profile";

/// Writes the contacts and addresses of a profile (`$2`) beside their customer (`$1`).
const WRITE_REACH: &str = "
    with written as (
        insert into contacts (customer_id, position, kind, value, preferred, may_call, may_text, may_email)
        select $1, place, k.kind, k.value, k.preferred, k.may_call, k.may_text, k.may_email
        from jsonb_array_elements($2::jsonb -> 'contacts') with ordinality as given (contact, place),
             jsonb_populate_record(null::contacts, given.contact) as k)
    insert into addresses (customer_id, position, kind, street, unit, city, county, state, zip)
    select $1, place, a.kind, a.street, a.unit, a.city, a.county, a.state, a.zip
    from jsonb_array_elements($2::jsonb -> 'addresses') with ordinality as given (address, place),
         jsonb_populate_record(null::addresses, given.address) as a";

pub async fn read(db: &Db, caller: &Caller, id: CustomerId) -> Result<Option<Customer>, DbError> {
    let sql = format!("select {CUSTOMER} from customers c where c.id = $1");
    let row = db.tenant_read_opt(caller, &sql, &[&id]).await?;
    Ok(row
        .map(|row| customer(&row))
        .filter(|customer| caller.works_at(customer.profile.rooftop_id)))
}

/// Reads a customer that is about to be changed; nobody else changes it until the transaction ends.
pub async fn lock(tx: &TenantTx, id: CustomerId) -> Result<Customer, Problem> {
    let sql = format!("select {CUSTOMER} from customers c where c.id = $1 for update of c");
    tx.query_opt(&sql, &[&id])
        .await?
        .map(|row| customer(&row))
        .filter(|customer| tx.caller().works_at(customer.profile.rooftop_id))
        .ok_or_else(|| Problem::not_found("customer"))
}

pub async fn list(
    db: &Db,
    caller: &Caller,
    asked: &CustomerList,
) -> Result<Page<Customer>, Problem> {
    let order = asked.sort.order();
    let after = asked
        .cursor
        .as_ref()
        .map(|cursor| cursor.after::<(String, Uuid)>(order.name))
        .transpose()?;
    let (after_key, after_id) = after.unzip();
    let words = search_words(asked.q.as_deref().unwrap_or_default());
    let state = asked.state.as_deref().map(str::to_uppercase);
    let tag = asked.tag.as_deref().map(str::to_lowercase);
    let (column, column_type, beyond, direction) = (
        order.column,
        order.column_type,
        order.beyond,
        order.direction,
    );
    let sql = format!(
        "select {CUSTOMER}, c.{column}::text as sort_key from customers c
         where ($1::uuid[] = '{{}}' or c.rooftop_id = any($1))
           and not exists (select from unnest($2::text[]) as word where strpos(c.search, word) = 0)
           and ($3::uuid is null or c.owner_id = $3)
           and ($4::uuid is null or c.rooftop_id = $4)
           and ($5::text is null or exists (
               select from addresses a where a.customer_id = c.id and a.state = $5))
           and ($6::text is null or $6 = any(c.tags))
           and (c.archived_at is not null) = $7
           and ($8::text is null or (c.{column}, c.id) {beyond} ($8::text::{column_type}, $9::uuid))
         order by c.{column} {direction}, c.id {direction}
         limit $10"
    );
    let rows = db
        .tenant_read(
            caller,
            &sql,
            &[
                &caller.rooftops(),
                &words,
                &asked.owner_id,
                &asked.rooftop_id,
                &state,
                &tag,
                &asked.archived,
                &after_key,
                &after_id,
                &asked.limit.rows(),
            ],
        )
        .await?;
    let rows = rows
        .iter()
        .map(|row| (row.get::<_, String>("sort_key"), customer(row)))
        .collect();
    Ok(Page::of(rows, asked.limit, order.name, |(key, customer)| {
        (key.clone(), customer.id)
    })
    .map(|(_, customer)| customer))
}

pub async fn create(tx: &TenantTx, id: CustomerId, vetted: &Vetted) -> Result<Customer, DbError> {
    let profile = JsonColumn(vetted.profile());
    tx.execute(
        "insert into customers (id, kind, rooftop_id, owner_id, first_name, last_name, business_name,
                                tags, filed_as, search)
         select $1, kind, rooftop_id, owner_id, first_name, last_name, business_name, tags, $3, $4
         from jsonb_populate_record(null::customers, $2)",
        &[&id, &profile, &vetted.filed_as(), &vetted.search_text()],
    )
    .await?;
    tx.execute(WRITE_REACH, &[&id, &profile]).await?;
    stored(tx, id).await
}

pub async fn update(tx: &TenantTx, id: CustomerId, vetted: &Vetted) -> Result<Customer, DbError> {
    let profile = JsonColumn(vetted.profile());
    tx.execute(
        "with dropped_contacts as (delete from contacts where customer_id = $1),
              dropped_addresses as (delete from addresses where customer_id = $1)
         update customers c
         set (kind, rooftop_id, owner_id, first_name, last_name, business_name, tags, filed_as, search,
              version, updated_at)
           = (select kind, rooftop_id, owner_id, first_name, last_name, business_name, tags, $3::text,
                     $4::text, c.version + 1, now()
              from jsonb_populate_record(null::customers, $2))
         where c.id = $1",
        &[&id, &profile, &vetted.filed_as(), &vetted.search_text()],
    )
    .await?;
    tx.execute(WRITE_REACH, &[&id, &profile]).await?;
    stored(tx, id).await
}

/// Puts a customer away or takes it back out.
pub async fn set_archived(
    tx: &TenantTx,
    id: CustomerId,
    archived: bool,
) -> Result<Customer, DbError> {
    tx.execute(
        "update customers
         set archived_at = case when $2 then now() end, version = version + 1, updated_at = now()
         where id = $1",
        &[&id, &archived],
    )
    .await?;
    stored(tx, id).await
}

/// Who else has one of these numbers or addresses, among the customers that the caller may see.
pub async fn with_same_reach(tx: &TenantTx, vetted: &Vetted) -> Result<Vec<CustomerId>, DbError> {
    let rows = tx
        .query(
            "select distinct c.id
             from contacts k join customers c on c.id = k.customer_id
             where k.value = any($1) and c.archived_at is null
               and ($2::uuid[] = '{}' or c.rooftop_id = any($2))
             order by c.id
             limit 20",
            &[&vetted.reach(), &tx.caller().rooftops()],
        )
        .await?;
    Ok(rows.iter().map(|row| row.get("id")).collect())
}

async fn stored(tx: &TenantTx, id: CustomerId) -> Result<Customer, DbError> {
    let sql = format!("select {CUSTOMER} from customers c where c.id = $1");
    Ok(customer(&tx.query_one(&sql, &[&id]).await?))
}

fn customer(row: &Row) -> Customer {
    Customer {
        id: row.get("id"),
        version: row.get("version"),
        filed_as: row.get("filed_as"),
        profile: row.get::<_, JsonColumn<_>>("profile").0,
        created_at: row.get("created_at"),
        updated_at: row.get("updated_at"),
        archived_at: row.get("archived_at"),
    }
}

/// The notes on a customer, newest first.
pub async fn notes(
    db: &Db,
    caller: &Caller,
    of: CustomerId,
    asked: &NoteList,
) -> Result<Page<Note>, Problem> {
    let before = asked
        .cursor
        .as_ref()
        .map(|cursor| cursor.after::<Uuid>("newest"))
        .transpose()?;
    let rows = db
        .tenant_read(
            caller,
            "select id, text, author_id, author_name, created_at from notes
             where customer_id = $1 and ($2::uuid is null or id < $2)
             order by id desc
             limit $3",
            &[&of, &before, &asked.limit.rows()],
        )
        .await?;
    let rows = rows.iter().map(note).collect();
    Ok(Page::of(rows, asked.limit, "newest", |note: &Note| note.id))
}

pub async fn add_note(tx: &TenantTx, to: CustomerId, text: &str) -> Result<Note, DbError> {
    let caller = tx.caller();
    let row = tx
        .query_one(
            "insert into notes (id, customer_id, author_id, author_name, text) values ($1, $2, $3, $4, $5)
             returning id, text, author_id, author_name, created_at",
            &[&NoteId::new(), &to, &caller.user_id(), &caller.name(), &text],
        )
        .await?;
    Ok(note(&row))
}

/// Who wrote a note; none where there is no such note on this customer.
pub async fn author(tx: &TenantTx, of: CustomerId, id: NoteId) -> Result<Option<Uuid>, DbError> {
    let row = tx
        .query_opt(
            "select author_id from notes where id = $1 and customer_id = $2",
            &[&id, &of],
        )
        .await?;
    Ok(row.map(|row| row.get("author_id")))
}

pub async fn remove_note(tx: &TenantTx, id: NoteId) -> Result<(), DbError> {
    tx.execute("delete from notes where id = $1", &[&id])
        .await?;
    Ok(())
}

fn note(row: &Row) -> Note {
    Note {
        id: row.get("id"),
        text: row.get("text"),
        author_id: row.get("author_id"),
        author_name: row.get("author_name"),
        created_at: row.get("created_at"),
    }
}
