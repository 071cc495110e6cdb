/** Instant checks of a file that an image is to be made from; the server has the last word. */
import { bytes } from "../../core/format.js";
import { words } from "./words.js";

const LARGEST = 10 * 2 ** 20;
const SIDE = 8192;
const PIXELS = 16_000_000;
const say = words.wrong;

/** What was found wrong, by the file. @type {WeakMap<File, string>} */
const faults = new WeakMap();

/** What is wrong with a file, as far as is known. @param {unknown} file @returns {string|null} */
export const faultOf = (file) => (file instanceof File ? (faults.get(file) ?? null) : null);

/** Whether the first bytes are those of a PNG, a JPEG or a WebP. @param {Uint8Array} head */
function isImage(head) {
  const at = (from, ...wanted) => wanted.every((byte, i) => head[from + i] === byte);
  return at(0, 0x89, 0x50, 0x4e, 0x47) || at(0, 0xff, 0xd8, 0xff) || (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50));
}

/** Width and height, or null of a file that is no image to the browser. @param {File} file */
function sizeOf(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  return new Promise((done) => {
    image.onload = () => done([image.naturalWidth, image.naturalHeight]);
    image.onerror = () => done(null);
    image.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}

async function look(file) {
  if (file.size > LARGEST) return say.length(bytes(file.size));
  if (!isImage(new Uint8Array(await file.slice(0, 12).arrayBuffer()))) return say.type;
  const size = await sizeOf(file);
  if (!size) return say.unreadable;
  const [width, height] = size;
  return width > SIDE || height > SIDE || width * height > PIXELS ? say.pixels(width, height) : null;
}

/** Looks at a file, and keeps what is wrong with it. @param {File} file */
export async function inspect(file) {
  const fault = await look(file).catch(() => say.unreadable);
  if (fault) faults.set(file, fault);
}
