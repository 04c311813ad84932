//! Users, without what they prove themselves with.

use jiff::Timestamp;
use platform::Problem;
use platform::db::{Db, DbError, Row, TenantTx};
use uuid::Uuid;

use super::{Read, Stored, contains};
use crate::email::Email;
use crate::role::{Permission, Role};
use crate::user::Profile;

const SELECT: &str = "select u.id, u.version, u.created_at, u.updated_at, u.email, u.name, u.title, u.phone, u.roles,
    u.rooftop_ids, u.deactivated_at, u.last_sign_in_at, c.totp_confirmed_at is not null as second_factor,
    lower(u.name) as sort_name
    from users u left join credentials c on c.user_id = u.id";

/// A person and the state of the account.
#[derive(Clone, Debug)]
pub struct Kept {
    pub profile: Profile,
    pub deactivated_at: Option<Timestamp>,
    pub last_sign_in_at: Option<Timestamp>,
    pub second_factor: bool,
    /// The name as the database orders it.
    sort_name: String,
}

fn from_row(row: &Row) -> Stored<Kept> {
    let roles: Vec<String> = row.get("roles");
    let profile = Profile {
        email: Email::stored(row.get("email")),
        name: row.get("name"),
        title: row.get("title"),
        phone: row.get("phone"),
        // A role that this version does not know gives nothing.
        roles: roles
            .iter()
            .filter_map(|code| Role::from_code(code))
            .collect(),
        rooftops: row.get("rooftop_ids"),
    };
    Stored::from_row(
        row,
        Kept {
            profile,
            deactivated_at: row.get("deactivated_at"),
            last_sign_in_at: row.get("last_sign_in_at"),
            second_factor: row.get("second_factor"),
            sort_name: row.get("sort_name"),
        },
    )
}

/// In what order a list comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Name,
    Email,
    Newest,
}

impl Order {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Newest => "-created_at",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Name => "lower(u.name)",
            Self::Email => "u.email",
            // Ids of version 7 grow with time, so the id alone orders by age.
            Self::Newest => "''::text",
        }
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub role: Option<Role>,
    pub rooftop: Option<Uuid>,
    pub active: Option<bool>,
    pub order: Order,
    /// Sort value and id of the last one seen.
    pub after: Option<(String, Uuid)>,
    pub rows: i64,
    /// `q` looks at names and titles, not at addresses.
    pub names_only: bool,
}

/// The sort value that a cursor carries.
#[must_use]
pub fn sort_value(user: &Stored<Kept>, order: Order) -> (String, Uuid) {
    let value = match order {
        Order::Name => user.what.sort_name.clone(),
        Order::Email => user.what.profile.email.as_str().to_owned(),
        Order::Newest => String::new(),
    };
    (value, user.id)
}

pub async fn list(read: &impl Read, filter: &Filter) -> Result<Vec<Stored<Kept>>, DbError> {
    let like = filter.q.as_deref().map(contains);
    let role = filter.role.map(Role::code);
    let (value, id) = filter.after.clone().unzip();
    let key = filter.order.key();
    let (beyond, direction) = match filter.order {
        Order::Newest => ("<", "desc"),
        Order::Name | Order::Email => (">", "asc"),
    };
    let rows = read
        .rows(
            &format!(
                "{SELECT}
                 where ($1::text is null or u.name ilike $1 or u.title ilike $1 or (not $8 and u.email ilike $1))
                   and ($2::text is null or $2 = any(u.roles))
                   and ($3::uuid is null or cardinality(u.rooftop_ids) = 0 or $3 = any(u.rooftop_ids))
                   and ($4::boolean is null or (u.deactivated_at is null) = $4)
                   and ($5::text is null or ({key}, u.id) {beyond} ($5, $6::uuid))
                 order by {key} {direction}, u.id {direction} limit $7"
            ),
            &[&like, &role, &filter.rooftop, &filter.active, &value, &id, &filter.rows, &filter.names_only],
        )
        .await?;
    Ok(rows.iter().map(from_row).collect())
}

pub async fn get(read: &impl Read, id: Uuid) -> Result<Option<Stored<Kept>>, DbError> {
    Ok(read
        .rows(&format!("{SELECT} where u.id = $1"), &[&id])
        .await?
        .first()
        .map(from_row))
}

pub async fn lock(tx: &TenantTx, id: Uuid) -> Result<Option<Stored<Kept>>, DbError> {
    let sql = format!("{SELECT} where u.id = $1 for update of u");
    Ok(tx.query_opt(&sql, &[&id]).await?.as_ref().map(from_row))
}

/// Whose address this is, in whichever dealership: the one question that is asked before the tenant is known.
pub async fn find_by_email(db: &Db, email: &Email) -> Result<Option<(Uuid, Uuid)>, Problem> {
    let tx = db.system_tx().await?;
    let row = tx
        .query_opt(
            "select dealership_id, id from users where email = $1",
            &[&email.as_str()],
        )
        .await?;
    tx.commit().await?;
    Ok(row.map(|row| (row.get("dealership_id"), row.get("id"))))
}

pub async fn insert(
    tx: &TenantTx,
    id: Uuid,
    profile: &Profile,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into users (id, dealership_id, created_at, updated_at, email, name, title, phone, roles, rooftop_ids)
         values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &id,
            &tx.caller().dealership_id(),
            &now,
            &profile.email.as_str(),
            &profile.name,
            &profile.title,
            &profile.phone,
            &codes(&profile.roles),
            &profile.rooftops,
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(
    tx: &TenantTx,
    id: Uuid,
    profile: &Profile,
    deactivated_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update users set version = version + 1, updated_at = $2, email = $3, name = $4, title = $5, phone = $6,
           roles = $7, rooftop_ids = $8, deactivated_at = $9
         where id = $1",
        &[
            &id,
            &now,
            &profile.email.as_str(),
            &profile.name,
            &profile.title,
            &profile.phone,
            &codes(&profile.roles),
            &profile.rooftops,
            &deactivated_at,
        ],
    )
    .await?;
    Ok(())
}

/// Not a new version: nobody who edits the person needs to know.
pub async fn signed_in(tx: &TenantTx, id: Uuid, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update users set last_sign_in_at = $2 where id = $1",
        &[&id, &now],
    )
    .await?;
    Ok(())
}

/// Active people other than this one who can manage users everywhere.
pub async fn other_admins(tx: &TenantTx, except: Uuid) -> Result<i64, DbError> {
    let managing: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| {
            role.permissions()
                .contains(&Permission::IdentityManageUsers)
        })
        .map(|role| role.code())
        .collect();
    let row = tx
        .query_one(
            "select count(*) from users
             where id <> $1 and deactivated_at is null and roles && $2 and cardinality(rooftop_ids) = 0",
            &[&except, &managing],
        )
        .await?;
    Ok(row.get(0))
}

fn codes(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|role| role.code()).collect()
}
