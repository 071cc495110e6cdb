/** Image jobs in any state, and images as files, for the checks of the gallery. */
import { crc32, deflateSync } from "node:zlib";
import { sql } from "./database.mjs";

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of one grey. @param {number} [width] in pixels @param {number} [height] */
export function png(width = 64, height = width) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const lines = Buffer.alloc(height * (width + 1), 0x88);
  for (let line = 0; line < height; line += 1) lines[line * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]);
}

/** Gives image jobs that have succeeded their image, in the transaction of an act. */
const withImages = (owner, act) =>
  sql(`begin; ${act};
    insert into tenancy.image_files (tenant_id, id, owner_id, image_job_id, part, media_type, bytes)
    select tenant_id, tenancy.uuid_v7(), owner_id, id, 'result', 'image/png', decode('${png().toString("hex")}', 'hex')
    from app.image_jobs j where owner_id = '${owner.me.user.id}' and status = 'succeeded'
      and not exists (select 1 from tenancy.image_files f where f.image_job_id = j.id and part = 'result');
    commit;`);

/**
 * Makes image jobs that are as they are told, without a generator; the first one is the newest.
 * @param {import("./server.mjs").Client} owner
 * @param {{prompt: string, status?: string, error?: string}[]} jobs
 * @param {{id: string}} [tenant]
 * @param {boolean} [stored] whether those that have succeeded have an image
 */
export function imageJobs(owner, jobs, tenant = owner.tenant, stored = true) {
  const rows = jobs.map(({ prompt, status = "succeeded", error }, at) => `(${at}, ${quoted(prompt)}, ${quoted(status)}, ${error ? quoted(error) : "null"})`);
  const act = `insert into app.image_jobs (tenant_id, id, owner_id, prompt, quality, status, error, width, height, created_at)
    select '${tenant.id}', tenancy.uuid_v7(), '${owner.me.user.id}', prompt, 'low', status, error,
      case status when 'succeeded' then 64 end, case status when 'succeeded' then 64 end, now() - at * interval '1 minute'
    from (values ${rows.join(", ")}) as told (at, prompt, status, error)`;
  if (stored) withImages(owner, act);
  else sql(act);
}

/** Has an image job succeed, as background work does. @param {import("./server.mjs").Client} owner @param {string} prompt */
export const succeed = (owner, prompt) => withImages(owner,
  `update app.image_jobs set status = 'succeeded', width = 64, height = 64 where owner_id = '${owner.me.user.id}' and prompt = ${quoted(prompt)}`);
