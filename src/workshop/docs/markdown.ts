/** The few Markdown shapes that the generated pages are made of. */

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text: string, language = ''): string =>
  `\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``;

export const generatedFrom = (source: string): string =>
  `<!-- Generated from ${source} by \`npm run docs\`; do not edit. -->`;

/** A page: a title, a note on where it comes from, and its parts with a blank line between. */
export const page = (title: string, from: string, ...parts: readonly string[]): string =>
  `${[`# ${title}`, generatedFrom(from), ...parts].join('\n\n')}\n`;
