/** A phone number without the signs that people group it by. @param {string|null} phone */
export const dialled = (phone) => (phone ?? "").replace(/[ ()./-]/g, "");
