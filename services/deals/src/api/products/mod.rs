//! The catalogue over HTTP: products with their editions, what the desk sells by, and the columns that menus begin with.

mod catalogue;
mod columns;
mod items;
pub(super) mod views;

use platform::permission;
use platform::prelude::*;

permission!(pub(super) ManageProducts = "products.manage");

pub fn routes() -> OpenApiRouter<Platform> {
    items::routes()
        .merge(catalogue::routes())
        .merge(columns::routes())
}
