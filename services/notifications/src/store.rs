//! Tickets, sockets and presence to rows and back. What others have to hear is told in the same transaction.

use jiff::{SignedDuration, Timestamp};
use platform::auth::Caller;
use platform::db::{Db, Row};
use platform::ids::Uuid;
use platform::secrets::FieldPlace;
use platform::{Platform, Problem};

use crate::allowance::SOCKETS_PER_USER;
use crate::fan_out::{self, Note};
use crate::message::{Person, Place};
use crate::presence::{self, Presence};
use crate::ticket::Ticket;

/// A socket that nobody speaks for any more is over after this.
const LIFE: SignedDuration = SignedDuration::from_secs(60);

const fn sealed_at(row: Uuid, tenant: Uuid) -> FieldPlace<'static> {
    FieldPlace {
        table: "notifications.ticket",
        column: "token",
        row,
        tenant,
    }
}

fn over_at(now: Timestamp) -> Result<Timestamp, Problem> {
    now.checked_add(LIFE).map_err(Problem::internal)
}

/// Keeps a ticket with the access token that it stands for.
///
/// # Errors
/// Where the database fails.
pub async fn keep_ticket(
    platform: &Platform,
    caller: &Caller,
    ticket: &Ticket,
    token: &str,
    expires_at: Timestamp,
) -> Result<(), Problem> {
    let (id, dealership) = (Uuid::now_v7(), caller.dealership_id());
    let sealed = platform
        .key()
        .seal(&sealed_at(id, dealership), token.as_bytes())
        .map_err(Problem::internal)?;
    let tx = platform.db().tenant_tx(caller).await?;
    tx.execute(
        "insert into ticket (id, dealership_id, secret_sha256, token, expires_at) values ($1, $2, $3, $4, $5)",
        &[&id, &dealership, &ticket.sha256(), &sealed, &expires_at],
    )
    .await?;
    tx.commit().await
}

/// The access token of a ticket, which is spent with this; none where it is not good.
///
/// # Errors
/// Where the database fails.
pub async fn redeem(
    platform: &Platform,
    ticket: &Ticket,
    now: Timestamp,
) -> Result<Option<String>, Problem> {
    let house = Caller::house(ticket.dealership);
    let tx = platform.db().tenant_tx(&house).await?;
    let spent = tx
        .query_opt(
            "delete from ticket where secret_sha256 = $1 and expires_at > $2 returning id, token",
            &[&ticket.sha256(), &now],
        )
        .await?;
    tx.commit().await?;
    let Some(row) = spent else { return Ok(None) };
    let sealed: &[u8] = row.get("token");
    let place = sealed_at(row.get("id"), ticket.dealership);
    let token = platform
        .key()
        .open(&place, sealed)
        .map_err(Problem::internal)?;
    String::from_utf8(token)
        .map(Some)
        .map_err(Problem::internal)
}

/// Writes a new socket down; false where its user has as many as they may.
///
/// # Errors
/// Where the database fails.
pub async fn open(db: &Db, caller: &Caller, socket: Uuid, now: Timestamp) -> Result<bool, Problem> {
    let tx = db.tenant_tx(caller).await?;
    let user = caller.user_id();
    // Two that open at once are counted one after the other.
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended('sockets of ' || $1::uuid, 0))",
        &[&user],
    )
    .await?;
    let there: i64 = tx
        .query_one(
            "select count(*) from socket where user_id = $1 and expires_at > $2",
            &[&user, &now],
        )
        .await?
        .get(0);
    if there >= SOCKETS_PER_USER {
        return Ok(false);
    }
    tx.execute(
        "insert into socket (id, dealership_id, user_id, user_name, opened_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6)",
        &[
            &socket,
            &caller.dealership_id(),
            &user,
            &caller.name(),
            &now,
            &over_at(now)?,
        ],
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// The socket was heard of; false where it was given up meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn keep_alive(
    db: &Db,
    caller: &Caller,
    socket: Uuid,
    now: Timestamp,
) -> Result<bool, Problem> {
    let tx = db.tenant_tx(caller).await?;
    let kept = tx
        .execute(
            "update socket set expires_at = $2 where id = $1",
            &[&socket, &over_at(now)?],
        )
        .await?;
    tx.commit().await?;
    Ok(kept == 1)
}

/// The end of a socket, and of its presence everywhere.
///
/// # Errors
/// Where the database fails; then it expires.
pub async fn close(db: &Db, caller: &Caller, socket: Uuid) -> Result<(), Problem> {
    let tx = db.tenant_tx(caller).await?;
    let left = tx
        .query(
            "delete from presence where socket_id = $1 returning deal_id",
            &[&socket],
        )
        .await?;
    tx.execute("delete from socket where id = $1", &[&socket])
        .await?;
    for row in left {
        let note = Note::Present {
            dealership: caller.dealership_id(),
            deal: row.get("deal_id"),
        };
        fan_out::send(&tx, &note).await?;
    }
    tx.commit().await
}

const ARRIVE: &str = "
    insert into presence (socket_id, dealership_id, deal_id, since, moved_at) values ($1, $2, $3, $4, $4)
    on conflict (socket_id, deal_id) do nothing";

/// Somebody is at a deal.
///
/// # Errors
/// Where the database fails.
pub async fn arrive(
    db: &Db,
    caller: &Caller,
    socket: Uuid,
    deal: Uuid,
    now: Timestamp,
) -> Result<(), Problem> {
    let tx = db.tenant_tx(caller).await?;
    let dealership = caller.dealership_id();
    tx.execute(ARRIVE, &[&socket, &dealership, &deal, &now])
        .await?;
    fan_out::send(&tx, &Note::Present { dealership, deal }).await?;
    tx.commit().await
}

/// Somebody goes to a cell of a deal that they are at.
///
/// # Errors
/// Where the database fails.
pub async fn move_to(
    db: &Db,
    caller: &Caller,
    socket: Uuid,
    place: &Place,
    now: Timestamp,
) -> Result<(), Problem> {
    let tx = db.tenant_tx(caller).await?;
    tx.execute(
        "update presence set structure_id = $3, cell = $4, moved_at = $5 where socket_id = $1 and deal_id = $2",
        &[&socket, &place.deal, &place.structure, &place.cell, &now],
    )
    .await?;
    let note = Note::Present {
        dealership: caller.dealership_id(),
        deal: place.deal,
    };
    fan_out::send(&tx, &note).await?;
    tx.commit().await
}

/// Somebody leaves a deal.
///
/// # Errors
/// Where the database fails.
pub async fn depart(db: &Db, caller: &Caller, socket: Uuid, deal: Uuid) -> Result<(), Problem> {
    let tx = db.tenant_tx(caller).await?;
    tx.execute(
        "delete from presence where socket_id = $1 and deal_id = $2",
        &[&socket, &deal],
    )
    .await?;
    let dealership = caller.dealership_id();
    fan_out::send(&tx, &Note::Present { dealership, deal }).await?;
    tx.commit().await
}

const PEOPLE: &str = "
    select s.user_id, s.user_name, p.structure_id, p.cell, p.since, p.moved_at
    from presence p join socket s on s.id = p.socket_id
    where p.deal_id = $1 and s.expires_at > $2";

/// Everyone who is at a deal.
///
/// # Errors
/// Where the database fails.
pub async fn people(
    db: &Db,
    dealership: Uuid,
    deal: Uuid,
    now: Timestamp,
) -> Result<Vec<Person>, Problem> {
    let house = Caller::house(dealership);
    let rows = db.tenant_read(&house, PEOPLE, &[&deal, &now]).await?;
    Ok(presence::people(rows.iter().map(row).collect()))
}

fn row(row: &Row) -> Presence {
    Presence {
        user: row.get("user_id"),
        name: row.get("user_name"),
        structure: row.get("structure_id"),
        cell: row.get("cell"),
        since: row.get("since"),
        moved_at: row.get("moved_at"),
    }
}

const EXPIRED: &str = "
    with left_alone as (
        select distinct p.dealership_id, p.deal_id
        from presence p join socket s on s.id = p.socket_id where s.expires_at <= $1
    ), gone as (
        delete from socket where expires_at <= $1
    )
    select dealership_id, deal_id from left_alone";

/// Ends the sockets of replicas that died, tells those who still show them, and throws away unused tickets.
///
/// # Errors
/// Where the database fails.
pub async fn end_expired(db: &Db, now: Timestamp) -> Result<(), Problem> {
    let tx = db.system_tx().await?;
    for row in tx.query(EXPIRED, &[&now]).await? {
        let note = Note::Present {
            dealership: row.get("dealership_id"),
            deal: row.get("deal_id"),
        };
        fan_out::send(&tx, &note).await?;
    }
    tx.execute("delete from ticket where expires_at <= $1", &[&now])
        .await?;
    tx.commit().await
}
