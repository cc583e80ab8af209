export const data = { permalink: "sitemap.xml", eleventyExcludeFromCollections: true };

export function render({ sheets }) {
  const urls = sheets.map(({ address }) => `<url><loc>https://kim.musterland.example/${address}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`;
}
