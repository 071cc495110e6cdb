/** What a browser calls itself, in words. */

const BROWSERS = [
  ["Edge", /Edg(?:A|iOS)?\//], ["Opera", /OPR\//], ["Firefox", /(?:Firefox|FxiOS)\//], ["Chrome", /(?:Chrome|Chromium|CriOS)\//],
  ["Safari", /Safari\//], ["curl", /^curl\//],
];
const SYSTEMS = [
  ["Android", /Android/], ["iPhone", /iPhone/], ["iPad", /iPad/], ["Windows", /Windows/], ["macOS", /Mac OS X|Macintosh/],
  ["ChromeOS", /CrOS/], ["Linux", /Linux/],
];

/** "Firefox on Windows", or null where neither is known. @param {string|null|undefined} agent */
export function deviceOf(agent) {
  if (!agent) return null;
  const find = (list) => list.find(([, pattern]) => pattern.test(agent))?.[0];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? agent.split(/[ /]/)[0].slice(0, 40));
}
