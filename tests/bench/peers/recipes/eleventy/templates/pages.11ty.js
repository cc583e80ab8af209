import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true });
const frame = JSON.parse(readFileSync("frame.json", "utf8"));
const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const escape = (text) => text.replace(/[&<>"']/g, (sign) => signs[sign]);
const put = (text, root) => text.replaceAll("@@ROOT@@", root);

export const data = {
  pagination: { data: "sheets", size: 1, alias: "sheet", addAllPagesToCollections: false },
  permalink: ({ sheet }) => `${sheet.address}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ sheet }) {
  const { root } = sheet;
  return `<!doctype html>
<html lang="de" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(sheet.title)}</title>
${sheet.description ? `<meta name="description" content="${escape(sheet.description)}">` : ""}
<link rel="canonical" href="https://kim.musterland.example/${sheet.address}">
${put(frame.head, root)}
${sheet.linked_data ? `<script type="application/ld+json">${sheet.linked_data}</script>` : ""}
</head>
<body>
${put(frame.header, root)}
<main class="main wrap" id="inhalt" tabindex="-1">
${sheet.markdown ? markdown.render(sheet.markdown) : sheet.html}
</main>
${put(frame.footer, root)}
</body>
</html>
`;
}
