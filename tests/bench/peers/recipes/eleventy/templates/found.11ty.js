export const data = { permalink: "index.json", eleventyExcludeFromCollections: true };

export function render({ sheets, found }) {
  const entries = sheets
    .filter((sheet) => sheet.found_title)
    .map((sheet) => ({
      address: sheet.address,
      title: sheet.found_title,
      hint: sheet.found_hint ?? "",
      words: sheet.found_words ?? "",
    }));
  return JSON.stringify([...found, ...entries]);
}
