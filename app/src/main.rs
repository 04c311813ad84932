//! The `autolytiq` program: the whole studio, its services one by one, and the engine at the command line.

mod cli;
mod demo;
mod lenders;
mod quote;
mod rates;
mod settings;
mod studio;
mod user;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, Desk, Tax};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Up(up) => return studio::up(up.demo),
        Command::Serve { service } => return studio::serve(service),
        Command::Migrate => return studio::migrate(),
        Command::Demo => return studio::demo(),
        Command::User(user) => return user::run(user),
        Command::Rates(command) => return rates::run(command),
        Command::Lenders(command) => return lenders::run(command),
        Command::Settings => return settings::list(),
        Command::Tax(Tax::Quote) => quote::answer(tax::assess),
        Command::Desk(Desk::Quote) => quote::answer(desk::figures),
        Command::Desk(Desk::Schedule) => quote::answer(desk::schedule),
        Command::Desk(Desk::Effects) => quote::answer(desk::effects),
        Command::Desk(Desk::Grid) => quote::answer(desk::grid),
        Command::Desk(Desk::Roll) => quote::answer(desk::roll),
    };
    done.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}
