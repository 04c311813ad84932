//! Running the house: all of it, one service, or only what prepares its database.

use std::net::SocketAddr;
use std::process::ExitCode;

use platform::Service;
use platform::host::{self, Premises, Running, StartError, exit_code};
use platform::migrate::migrate as migrate_schemas;
use platform::settings::Settings;
use platform::telemetry;

use crate::cli::ServiceName;
use crate::demo;

/// Every service of the house.
pub fn services() -> Vec<Service> {
    vec![
        gateway::service(),
        identity::service(),
        customers::service(),
        inventory::service(),
        deals::service(),
        notifications::service(),
    ]
}

/// `autolytiq up`: everything in this process.
pub fn up(with_demo: bool) -> ExitCode {
    in_runtime(async move |settings| {
        host::up(
            settings,
            &services(),
            "gateway",
            async |running: &Running, address: SocketAddr| {
                if with_demo {
                    demo::make(running)
                        .await
                        .map_err(|error| StartError::Prepare(format!("demo: {error:#}")))?;
                }
                println!("The studio is ready at http://localhost:{}", address.port());
                Ok(())
            },
        )
        .await
    })
}

/// `autolytiq serve`: one service, which calls the others by their addresses.
pub fn serve(name: ServiceName) -> ExitCode {
    host::main(match name {
        ServiceName::Gateway => gateway::service(),
        ServiceName::Identity => identity::service(),
        ServiceName::Customers => customers::service(),
        ServiceName::Inventory => inventory::service(),
        ServiceName::Deals => deals::service(),
        ServiceName::Notifications => notifications::service(),
    })
}

/// `autolytiq migrate`: the schemas of every service.
pub fn migrate() -> ExitCode {
    in_house(async |_: &Running| {
        println!("The database has this version's schema.");
        Ok(())
    })
}

/// `autolytiq demo`: the demo dealership, made or topped up.
pub fn demo() -> ExitCode {
    in_house(async |running: &Running| demo::make(running).await)
}

/// Does `work` in the assembled house without serving it; its schemas are brought up to date first.
pub fn in_house(work: impl AsyncFnOnce(&Running) -> anyhow::Result<()>) -> ExitCode {
    in_runtime(async move |settings| {
        let services = services();
        let ground = Premises::open(settings, &services).await?;
        let done = async {
            let base = &ground.foundation;
            migrate_schemas(&base.place, &base.key, &services.iter().collect::<Vec<_>>()).await?;
            let running = Running::assemble(base, &services)?;
            work(&running)
                .await
                .map_err(|error| StartError::Prepare(format!("{error:#}")))?;
            running
                .deliver_events()
                .await
                .map(drop)
                .map_err(|problem| StartError::Prepare(problem.detail().to_owned()))
        }
        .await;
        ground.close().await;
        done
    })
}

fn in_runtime(work: impl AsyncFnOnce(Settings) -> Result<(), StartError>) -> ExitCode {
    exit_code(
        Settings::load()
            .map_err(StartError::from)
            .and_then(|settings| {
                telemetry::start(&settings.log).map_err(StartError::Log)?;
                let runtime = tokio::runtime::Runtime::new()
                    .map_err(|error| StartError::Prepare(format!("no runtime: {error}")))?;
                runtime.block_on(work(settings))
            }),
    )
}
