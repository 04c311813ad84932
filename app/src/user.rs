//! `autolytiq user`: dealerships and the people who sign in, for whoever runs the machine.

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::{Context, bail};
use identity::admin::{self, NewDealership, NewPerson};
use identity::role::Role;
use platform::{Platform, Problem};
use serde_json::json;

use crate::cli::{self, User};
use crate::studio::in_house;

/// Does it, or says everything that keeps it from being done.
pub fn run(command: User) -> ExitCode {
    in_house(async move |running| {
        let identity = running
            .platform("identity")
            .context("identity does not run here")?;
        match command {
            User::NewDealership(new) => found(identity, &new).await,
            User::Add(new) => add(identity, &new).await,
            User::List { dealership } => list(identity, dealership).await,
            User::Password { email } => {
                let password = typed_password()?;
                admin::set_password(identity, &email, &password)
                    .await
                    .map_err(in_words)?;
                println!("{email} has a new password; all sessions have ended.");
                Ok(())
            }
            User::Deactivate { email } => {
                admin::deactivate(identity, &email)
                    .await
                    .map_err(in_words)?;
                println!("The account of {email} is closed.");
                Ok(())
            }
        }
    })
}

async fn found(identity: &Platform, new: &cli::NewDealership) -> anyhow::Result<()> {
    let rooftop = json!({
        "name": new.rooftop, "code": new.code, "timezone": new.timezone,
        "address": { "street": new.street, "city": new.city, "county": new.county, "state": new.state, "zip": new.zip },
    });
    let made = admin::create_dealership(
        identity,
        NewDealership {
            name: &new.name,
            rooftop: serde_json::from_value(rooftop)?,
            admin_name: &new.admin_name,
            admin_email: &new.email,
            admin_password: &typed_password()?,
        },
    )
    .await
    .map_err(in_words)?;
    println!(
        "{} is dealership {}; {} can sign in.",
        new.name, made.dealership, new.email
    );
    Ok(())
}

async fn add(identity: &Platform, new: &cli::NewUser) -> anyhow::Result<()> {
    let roles = new
        .role
        .iter()
        .map(|role| role_named(role))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let person = NewPerson {
        email: &new.email,
        name: &new.name,
        title: None,
        phone: None,
        roles: &roles,
        rooftops: &[],
        password: &typed_password()?,
    };
    admin::create_user(identity, new.dealership, &person)
        .await
        .map_err(in_words)?;
    println!("{} can sign in.", new.email);
    Ok(())
}

async fn list(identity: &Platform, only: Option<uuid::Uuid>) -> anyhow::Result<()> {
    for (id, name) in admin::dealerships(identity).await.map_err(in_words)? {
        if only.is_some_and(|only| only != id) {
            continue;
        }
        println!("{name} ({id})");
        for user in admin::users(identity, id).await.map_err(in_words)? {
            let roles: Vec<&str> = user.roles.iter().map(|role| role.code()).collect();
            let closed = if user.active { "" } else { ", closed" };
            println!(
                "  {:<36} {} ({}{closed})",
                user.email,
                user.name,
                roles.join(", ")
            );
        }
    }
    Ok(())
}

fn role_named(name: &str) -> anyhow::Result<Role> {
    let known = Role::ALL.iter().copied();
    let codes: Vec<&str> = known.clone().map(Role::code).collect();
    known
        .clone()
        .find(|role| role.code() == name)
        .with_context(|| {
            format!(
                "--role: found {name:?}, expected one of {}",
                codes.join(", ")
            )
        })
}

/// The first line of stdin: a password does not belong in the list of processes.
fn typed_password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password came on stdin");
    }
    Ok(password.to_owned())
}

/// A problem with every fault on a line of its own.
fn in_words(problem: Problem) -> anyhow::Error {
    let mut text = problem.detail().to_owned();
    for fault in problem.errors() {
        text.push_str(&format!("\n{}: {}", fault.pointer, fault.detail));
    }
    anyhow::anyhow!(text)
}
