/** Puts values into the marks of a template. */

/** Throws for a mark without a value: a template and its filling are one. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/@([A-Z]+)@/g, (mark, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a template has the mark ${mark}, which nothing is put into`);
    return value;
  });
}
