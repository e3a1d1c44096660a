const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Simple HTML, as a Word file becomes, as text with the headings of Markdown; a row of a table is a line. */
export function htmlText(html: string): string {
  return html
    .replace(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g, (_, cell: string) => `${cell.replace(/<[^>]*>/g, ' ').trim()} | `)
    .replace(/<h([1-6])[^>]*>/g, (_, level: string) => `\n\n${'#'.repeat(Number(level))} `)
    .replace(/<li[^>]*>/g, '\n· ')
    .replace(/<\/(?:p|h[1-6]|tr|table|ul|ol)>|<br\s*\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
