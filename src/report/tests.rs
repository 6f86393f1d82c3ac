//! Tests of whole reports.

use super::testing::{Shape, release};

#[test]
#[ignore = "writes the pages for looking at"]
fn write_for_looking() {
    let Ok(folder) = std::env::var("CANDOUR_LOOK") else { return };
    let shapes = [
        ("plain", Shape::default()),
        ("one-wave", Shape { waves: 1, ..Shape::default() }),
        ("sixty", Shape { units: 60, services: 2, ..Shape::default() }),
        ("withheld", Shape { withheld: true, ..Shape::default() }),
        (
            "bare",
            Shape {
                waves: 1,
                units: 1,
                services: 0,
                roles: false,
                pillars: false,
                headcount: false,
                ..Shape::default()
            },
        ),
        (
            "spice",
            Shape {
                spice: " <script>alert(1)</script> & \"q\" {{x}} with a very long tail that goes on and on for as long as a long question may go on in any survey of any organisation, ملاحظة",
                ..Shape::default()
            },
        ),
    ];
    for (name, shape) in shapes {
        for file in super::render(&release(&shape)) {
            let path = std::path::Path::new(&folder).join(name).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.bytes).unwrap();
        }
    }
}
