//! The invented organisation: 10 directorates, 60 services, 350 teams; 8 characteristics of 10 groups. 500 groups.

/// Directorates.
pub(crate) const DIRECTORATES: usize = 10;
/// Services of each.
pub(crate) const SERVICES: usize = 6;
/// Teams of all.
pub(crate) const TEAMS: usize = 350;
/// Characteristics.
pub(crate) const CHARACTERISTICS: usize = 8;
/// Groups of each.
pub(crate) const GROUPS: usize = 10;

/// In a thousand people of whom something is known, so many are in each group: from the most to a handful.
pub(crate) const SHARES: [u64; GROUPS] = [380, 230, 140, 90, 60, 40, 30, 20, 8, 2];
/// The team that was renamed between the surveys.
pub(crate) const RENAMED: usize = 0;
/// The team that moved to the first service of the directorate before.
pub(crate) const MOVED: usize = TEAMS - 1;

/// The service that a team belongs to in a survey.
pub(crate) fn service(team: usize, wave: usize) -> usize {
    let services = DIRECTORATES * SERVICES;
    match (team, wave) {
        (MOVED, 1) => services - 2 * SERVICES,
        (MOVED, _) => services - 1,
        _ => team % services,
    }
}

/// The directorate of a service.
pub(crate) fn directorate(service: usize) -> usize {
    service / SERVICES
}

/// How often people are in this team: some teams are ten times as large as others.
pub(crate) fn weight(team: usize) -> u64 {
    4 + (team as u64 * 7919) % 37
}

/// A team's id in a survey.
pub(crate) fn team_id(team: usize, wave: usize) -> String {
    let before = if wave == 0 && (team == RENAMED || team == MOVED) { "-before" } else { "" };
    format!("team-{team}{before}")
}

/// A team's name in a survey.
pub(crate) fn team_name(team: usize, wave: usize) -> String {
    let before = if wave == 0 && team == RENAMED { " as it was" } else { "" };
    format!("Team {team}{before}")
}

/// `units.csv`.
pub(crate) fn units() -> String {
    let mut text = String::from("id,name,level,parent,from_wave,to_wave\n");
    for directorate in 0..DIRECTORATES {
        text += &format!("directorate-{directorate},Directorate {directorate},directorate,,,\n");
    }
    for service in 0..DIRECTORATES * SERVICES {
        let above = directorate(service);
        text += &format!("service-{service},Service {service},service,directorate-{above},,\n");
    }
    for team in 0..TEAMS {
        let changed = team == RENAMED || team == MOVED;
        for wave in if changed { 0..2 } else { 1..2 } {
            let span = match (changed, wave) {
                (false, _) => ",",
                (true, 0) => ",2022",
                (true, _) => "2024,",
            };
            let (id, name, service) = (team_id(team, wave), team_name(team, wave), service(team, wave));
            text += &format!("{id},{name},team,service-{service},{span}\n");
        }
    }
    text
}

/// `lineage.csv`.
pub(crate) fn lineage() -> String {
    let line = |team: usize, kind: &str| format!("{},{},2024,{kind},\n", team_id(team, 0), team_id(team, 1));
    format!("unit,successor,wave,kind,share\n{}{}", line(RENAMED, "renamed"), line(MOVED, "moved"))
}
