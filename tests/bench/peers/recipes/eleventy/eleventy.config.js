// One template for all pages, written in JavaScript: the quickest that Eleventy knows.
export default function (config) {
  config.addPassthroughCopy({ static: "." });
  return { dir: { input: "templates", data: "../data" } };
}
