//! Everything about one's own account, in one round trip.

use platform::db::{DbError, JsonColumn};
use uuid::Uuid;

use super::Read;
use crate::role::Role;
use crate::rooftop::RooftopCard;

/// The account with its dealership and the open rooftops that it covers.
pub struct Account {
    pub id: Uuid,
    pub version: i64,
    pub email: String,
    pub name: String,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub roles: Vec<Role>,
    pub rooftop_ids: Vec<Uuid>,
    pub rooftops: Vec<RooftopCard>,
    pub dealership_id: Uuid,
    pub dealership_name: String,
    pub second_factor: bool,
    pub recovery_codes_left: i64,
    pub pin: bool,
}

/// None for an account that is not active.
pub async fn get(read: &impl Read, user: Uuid) -> Result<Option<Account>, DbError> {
    let rows = read
        .rows(
            "select u.id, u.version, u.email, u.name, u.title, u.phone, u.roles, u.rooftop_ids,
                    d.id as dealership_id, d.name as dealership_name,
                    c.totp_confirmed_at is not null as second_factor,
                    (select count(*) from recovery_codes r where r.user_id = u.id and r.used_at is null) as codes_left,
                    exists (select from pins p where p.user_id = u.id) as pin,
                    coalesce((select json_agg(json_build_object('id', r.id, 'code', r.code, 'name', r.name) order by r.name, r.id)
                              from rooftops r
                              where r.closed_at is null
                                and (cardinality(u.rooftop_ids) = 0 or r.id = any(u.rooftop_ids))), '[]') as rooftops
             from users u join dealerships d on d.id = u.dealership_id left join credentials c on c.user_id = u.id
             where u.id = $1 and u.deactivated_at is null",
            &[&user],
        )
        .await?;
    Ok(rows.first().map(|row| {
        let roles: Vec<String> = row.get("roles");
        let rooftops: JsonColumn<Vec<RooftopCard>> = row.get("rooftops");
        Account {
            id: row.get("id"),
            version: row.get("version"),
            email: row.get("email"),
            name: row.get("name"),
            title: row.get("title"),
            phone: row.get("phone"),
            roles: roles
                .iter()
                .filter_map(|code| Role::from_code(code))
                .collect(),
            rooftop_ids: row.get("rooftop_ids"),
            rooftops: rooftops.0,
            dealership_id: row.get("dealership_id"),
            dealership_name: row.get("dealership_name"),
            second_factor: row.get("second_factor"),
            recovery_codes_left: row.get("codes_left"),
            pin: row.get("pin"),
        }
    }))
}
