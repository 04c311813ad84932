//! The vehicles on the demo dealership's two lots.

use serde_json::{Value, json};

use super::chance::Chance;
use super::vin;

/// What a line of vehicles has in common; prices in whole dollars, weights in pounds.
struct Line {
    maker: &'static str,
    attributes: &'static str,
    plant: char,
    make: &'static str,
    model: &'static str,
    trims: &'static [(&'static str, i64)],
    body: &'static str,
    class: &'static str,
    fuel: &'static str,
    gross_weight: u32,
    curb_weight: u32,
    city_mpg: Option<u32>,
}

const HONDA: &[Line] = &[
    Line {
        maker: "7FA",
        attributes: "RS6H8",
        plant: 'E',
        make: "Honda",
        model: "CR-V",
        trims: &[
            ("Sport Hybrid", 36_245),
            ("Sport-L Hybrid", 39_000),
            ("Sport Touring Hybrid", 42_645),
        ],
        body: "SUV",
        class: "light_truck",
        fuel: "hybrid",
        gross_weight: 5_130,
        curb_weight: 3_900,
        city_mpg: Some(40),
    },
    Line {
        maker: "2HG",
        attributes: "FE4F5",
        plant: 'H',
        make: "Honda",
        model: "Civic",
        trims: &[("Sport Hybrid", 30_245), ("Sport Touring Hybrid", 33_245)],
        body: "Sedan",
        class: "passenger",
        fuel: "hybrid",
        gross_weight: 4_080,
        curb_weight: 3_230,
        city_mpg: Some(50),
    },
    Line {
        maker: "1HG",
        attributes: "CY2F7",
        plant: 'A',
        make: "Honda",
        model: "Accord",
        trims: &[
            ("SE", 31_655),
            ("Sport Hybrid", 34_990),
            ("Touring Hybrid", 40_260),
        ],
        body: "Sedan",
        class: "passenger",
        fuel: "hybrid",
        gross_weight: 4_410,
        curb_weight: 3_490,
        city_mpg: Some(46),
    },
    Line {
        maker: "5FN",
        attributes: "YG1H8",
        plant: 'B',
        make: "Honda",
        model: "Pilot",
        trims: &[("EX-L", 47_295), ("Touring", 52_080), ("Elite", 54_580)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 6_000,
        curb_weight: 4_660,
        city_mpg: Some(19),
    },
    Line {
        maker: "5FN",
        attributes: "RL6H9",
        plant: 'B',
        make: "Honda",
        model: "Odyssey",
        trims: &[("EX-L", 45_050), ("Elite", 52_680)],
        body: "Minivan",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 6_019,
        curb_weight: 4_590,
        city_mpg: Some(19),
    },
    Line {
        maker: "3CZ",
        attributes: "RZ2H5",
        plant: 'M',
        make: "Honda",
        model: "HR-V",
        trims: &[("LX", 27_650), ("EX-L", 31_750)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 4_300,
        curb_weight: 3_330,
        city_mpg: Some(25),
    },
    Line {
        maker: "5FP",
        attributes: "YK3F5",
        plant: 'B',
        make: "Honda",
        model: "Ridgeline",
        trims: &[("RTL", 44_595), ("Black Edition", 48_445)],
        body: "Pickup",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 6_019,
        curb_weight: 4_500,
        city_mpg: Some(18),
    },
];

const TOYOTA: &[Line] = &[
    Line {
        maker: "2T3",
        attributes: "P1RFV",
        plant: 'W',
        make: "Toyota",
        model: "RAV4",
        trims: &[("LE", 33_350), ("XSE", 42_750), ("Limited", 44_750)],
        body: "SUV",
        class: "light_truck",
        fuel: "hybrid",
        gross_weight: 4_920,
        curb_weight: 3_780,
        city_mpg: Some(44),
    },
    Line {
        maker: "4T1",
        attributes: "DAACK",
        plant: 'U',
        make: "Toyota",
        model: "Camry",
        trims: &[("LE", 30_295), ("XSE", 36_495)],
        body: "Sedan",
        class: "passenger",
        fuel: "hybrid",
        gross_weight: 4_650,
        curb_weight: 3_450,
        city_mpg: Some(52),
    },
    Line {
        maker: "5TF",
        attributes: "LA5DB",
        plant: 'X',
        make: "Toyota",
        model: "Tundra",
        trims: &[("SR5", 49_335), ("Limited", 58_085), ("Capstone", 83_310)],
        body: "Pickup",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 7_150,
        curb_weight: 5_400,
        city_mpg: Some(18),
    },
    Line {
        maker: "3TY",
        attributes: "LB5JN",
        plant: 'T',
        make: "Toyota",
        model: "Tacoma",
        trims: &[("SR5", 38_435), ("TRD Off-Road", 43_865)],
        body: "Pickup",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 6_215,
        curb_weight: 4_400,
        city_mpg: Some(20),
    },
    Line {
        maker: "5TD",
        attributes: "KDRBH",
        plant: 'S',
        make: "Toyota",
        model: "Highlander",
        trims: &[("XLE", 47_020), ("Platinum", 54_175)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 5_830,
        curb_weight: 4_330,
        city_mpg: Some(21),
    },
    Line {
        maker: "JTM",
        attributes: "ABACA",
        plant: 'D',
        make: "Toyota",
        model: "bZ",
        trims: &[("XLE", 39_350), ("Limited", 44_750)],
        body: "SUV",
        class: "light_truck",
        fuel: "electric",
        gross_weight: 5_850,
        curb_weight: 4_440,
        city_mpg: None,
    },
];

/// Cars that come in on trade and are sold again; the amount is what one of 2021 asks.
const PRE_OWNED: &[Line] = &[
    Line {
        maker: "1FM",
        attributes: "CU9GD",
        plant: 'U',
        make: "Ford",
        model: "Escape",
        trims: &[("SE", 18_900), ("Titanium", 21_400)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 4_680,
        curb_weight: 3_470,
        city_mpg: Some(27),
    },
    Line {
        maker: "1FT",
        attributes: "EW1EP",
        plant: 'K',
        make: "Ford",
        model: "F-150",
        trims: &[("XLT", 31_900), ("Lariat", 38_700)],
        body: "Pickup",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 6_900,
        curb_weight: 4_760,
        city_mpg: Some(18),
    },
    Line {
        maker: "3GN",
        attributes: "AXKEV",
        plant: 'L',
        make: "Chevrolet",
        model: "Equinox",
        trims: &[("LT", 18_400)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 4_630,
        curb_weight: 3_280,
        city_mpg: Some(26),
    },
    Line {
        maker: "JM3",
        attributes: "KFBDM",
        plant: '0',
        make: "Mazda",
        model: "CX-5",
        trims: &[("Touring", 21_300), ("Grand Touring", 23_900)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 4_720,
        curb_weight: 3_680,
        city_mpg: Some(24),
    },
    Line {
        maker: "KM8",
        attributes: "J3CAL",
        plant: 'U',
        make: "Hyundai",
        model: "Tucson",
        trims: &[("SEL", 19_200)],
        body: "SUV",
        class: "light_truck",
        fuel: "gasoline",
        gross_weight: 4_519,
        curb_weight: 3_370,
        city_mpg: Some(23),
    },
    Line {
        maker: "4S4",
        attributes: "BTAFC",
        plant: '3',
        make: "Subaru",
        model: "Outback",
        trims: &[("Premium", 22_800)],
        body: "Wagon",
        class: "passenger",
        fuel: "gasoline",
        gross_weight: 4_740,
        curb_weight: 3_650,
        city_mpg: Some(26),
    },
    Line {
        maker: "5YJ",
        attributes: "3E1EA",
        plant: 'F',
        make: "Tesla",
        model: "Model 3",
        trims: &[("Long Range", 24_900)],
        body: "Sedan",
        class: "passenger",
        fuel: "electric",
        gross_weight: 4_880,
        curb_weight: 4_070,
        city_mpg: None,
    },
    Line {
        maker: "19U",
        attributes: "UB6F4",
        plant: 'A',
        make: "Acura",
        model: "TLX",
        trims: &[("A-Spec", 26_700)],
        body: "Sedan",
        class: "passenger",
        fuel: "gasoline",
        gross_weight: 4_900,
        curb_weight: 3_950,
        city_mpg: Some(22),
    },
];

const COLORS: &[&str] = &[
    "Urban Gray",
    "Platinum White",
    "Crystal Black",
    "Lunar Silver",
    "Canyon River Blue",
    "Radiant Red",
    "Sand Dune",
    "Ice Cap",
];
const INTERIORS: &[&str] = &[
    "Black cloth",
    "Black leather",
    "Gray leather",
    "Mocha leather",
];

/// The `index`-th vehicle of the lot whose stock numbers begin with `letter` ('H' or 'T'), as the
/// inventory service takes it. Three of five are new; one of twenty is a used one of the store's own brand, certified by
/// its maker.
pub fn vehicle(letter: char, index: usize, rooftop: &str) -> Value {
    let mut chance = Chance::of(u64::from(letter), index);
    let (new, certified) = (index % 5 < 3, index % 20 == 8);
    let lines = match (new || certified, letter) {
        (true, 'H') => HONDA,
        (true, _) => TOYOTA,
        (false, _) => PRE_OWNED,
    };
    let line = chance.pick(lines);
    let (trim, amount) = *chance.pick(line.trims);
    // At five years a car of the own brand asks three fifths of what it costs new.
    let amount = if certified { amount * 3 / 5 } else { amount };
    let model_year: u16 = if new {
        2026
    } else {
        // Makers certify cars of the last years only.
        let oldest = if certified { 2021 } else { 2019 };
        oldest + u16::try_from(chance.below(2025 - u64::from(oldest))).unwrap_or(0)
    };
    let serial = 100_000 + u32::from(letter as u8) * 1_000 + u32::try_from(index).unwrap_or(0) * 7;

    let (msrp, list, cost, odometer) = if new {
        (
            Some(amount),
            amount,
            amount * 924 / 1_000,
            chance.below(40) + 4,
        )
    } else {
        let age = i64::from(2026 - model_year);
        let ask = (amount + (5 - age) * 2_100) / 100 * 100 - 5;
        (
            None,
            ask,
            ask * 88 / 100,
            u64::try_from(age).unwrap_or(1) * 10_400 + chance.below(6_000),
        )
    };
    let money = |dollars: i64| format!("{dollars}.00");

    let mut vehicle = json!({
        "rooftop_id": rooftop,
        "stock_number": format!("{letter}{}", 26_100 + index),
        "vin": vin::build(line.maker, line.attributes, model_year, line.plant, serial),
        "condition": if new { "new" } else { "used" },
        "class": line.class,
        "year": model_year,
        "make": line.make,
        "model": line.model,
        "trim": trim,
        "body": line.body,
        "color_exterior": chance.pick(COLORS),
        "color_interior": chance.pick(INTERIORS),
        "odometer": odometer,
        "fuel": line.fuel,
        "list_price": money(list),
        "cost": money(cost),
        "book_value": money(list * 96 / 100),
        "gross_weight_lb": line.gross_weight,
        "curb_weight_lb": line.curb_weight,
        "status": if chance.percent(8) { "in_transit" } else { "available" },
        "in_stock_since": format!("2026-{:02}-{:02}", 7 + chance.below(4), 1 + chance.below(28)),
    });
    if let Some(msrp) = msrp {
        vehicle["msrp"] = json!(money(msrp));
        vehicle["invoice_cost"] = json!(money(msrp * 932 / 1_000));
    }
    if let Some(mpg) = line.city_mpg {
        vehicle["city_mpg"] = json!(mpg);
    }
    if certified {
        vehicle["certified"] = json!(true);
        vehicle["certified_programme"] = json!(format!("{} Certified Pre-Owned", line.make));
    }
    vehicle
}
