/** The words of charts. */
export const words = {
  table: (title) => `Table: ${title}`,
  download: "Download CSV",
  downloadOf: (title) => `Download CSV: ${title}`,
  empty: "Nothing to count in this time",
  one: (title, point, values) => `${title}. ${point}: ${values}.`,
  many: (title, count, first, last, parts) => `${title}. ${count} points from ${first} to ${last}. ${parts}`,
  part: (name, least, most, at) => `${name}: ${least} to ${most}, the highest at ${at}.`,
  none: (name) => `${name}: no values.`,
  value: (name, value) => `${name} ${value}`,
  last: (most, all) => `The last ${most} of ${all} points are drawn; the table has all.`,
  whole: "Whole time",
};
