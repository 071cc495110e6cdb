/**
 * What reaches beyond the right edge; what scrolls within a box of its own doesn't.
 * @param {import("playwright-core").Page} page
 */
export const beyond = (page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} reaches ${Math.round(one.getBoundingClientRect().right)} of ${clientWidth}`)
      .slice(0, 8);
  });
