// One picture of the raids: what the server last said, with what the phone has written since on top.
import { app } from "./state.js";

export function raids() {
  const found = new Map();
  for (const raid of app.provisions.raids) {
    found.set(raid.uuid, { ...raid, stops: raid.stops.map((stop) => ({ ...stop })), encounters: raid.encounters.map((one) => ({ ...one, row: null })) });
  }
  for (const row of app.rows) put(found, row);
  for (const raid of found.values()) arrange(raid);
  return [...found.values()].sort((a, b) => (b.starts_at > a.starts_at ? 1 : -1));
}

export const raidOf = (uuid) => raids().find((raid) => raid.uuid === uuid);

function put(found, row) {
  const { kind, subject, raid: of, body } = row.item;
  if (kind === "raid.open") {
    if (found.has(subject)) return;
    const stops = body.stops.map((stop, n) => ({ ...stop, order: n + 1, counted: null, counted_is_approximate: false }));
    found.set(subject, { uuid: subject, number: row.receipt?.number ?? "", name: body.name, starts_at: body.starts_at, stops, encounters: [], row });
    return;
  }
  const raid = found.get(of);
  if (!raid) return;
  const known = raid.encounters.find((one) => one.uuid === subject);
  const stop = raid.stops.find((one) => one.uuid === subject);
  if (kind === "stop.add" && !stop) raid.stops.push({ uuid: subject, name: body.name, order: raid.stops.length + 1, counted: null, counted_is_approximate: false });
  if (kind === "stop.count" && stop && row.state !== "accepted") Object.assign(stop, body.mine);
  if (kind === "encounter.record" && !known) {
    raid.encounters.push({ uuid: subject, number: row.receipt?.number ?? "", ordinal: row.receipt?.ordinal ?? null, stop: body.stop, is_bare: false, has_photo: false, may_edit: true, fields: body, row });
  }
  if (kind === "encounter.record" && known && row.state !== "accepted") known.row = row;
  if (kind === "encounter.edit" && known && row.state !== "accepted") {
    Object.assign(known, { fields: { ...known.fields, ...body.mine }, row });
  }
  if (kind === "band.attach" && known && row.state !== "refused") {
    known.band = body.band;
    if (row.state !== "accepted") known.bandRow = row;
  }
  if (kind === "band.attach" && known && row.state === "refused") known.bandRow = row;
  if (kind === "photo.attach" && known) {
    known.photoRow = row;
    if (row.state !== "refused") known.has_photo = true;
  }
}

// Who has no ordinal from the server yet gets one of the phone's, marked as not final.
function arrange(raid) {
  const highest = Math.max(0, ...raid.encounters.map((one) => one.ordinal ?? 0));
  let next = highest;
  for (const one of raid.encounters) {
    one.isProvisional = one.ordinal === null || one.ordinal === undefined;
    if (one.isProvisional) one.ordinal = ++next;
  }
  raid.next = next + 1;
  raid.encounters.sort((a, b) => b.ordinal - a.ordinal);
}

// Two people of one group have one head: whom the mother's children came with is the mother.
export function headOf(raid, uuid) {
  const one = raid.encounters.find((other) => other.uuid === uuid);
  return one?.fields?.met_with || uuid;
}
