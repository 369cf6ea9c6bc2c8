// Where a record is read: most on their own page drawn from the dictionary, some on a page made for them.
const PAGES: Record<string, (id: string) => string> = { 'briefs.brief': (id) => `/briefs/${id}` }

export const pageOf = (type: string, id: string | undefined) => PAGES[type]?.(id ?? '') ?? `/records/${type}/${id}`
