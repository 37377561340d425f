/**
 * What the first view is made of is asked for before anything else of the page runs: on a busy machine the rest of it takes longer to begin
 * than the supervisor to answer. Each answer is taken once.
 */
const asked = new Map(
  ['session', 'overview'].map((path) => {
    const answer = fetch(`/api/v1/${path}`, { credentials: 'same-origin', cache: 'no-store' });
    // Nobody may ever take it; whoever does still sees that it failed.
    answer.catch(() => undefined);
    return [path, answer] as const;
  }),
);

/**
 * Null: it was not asked for, or was taken; or it was refused, as to somebody who has not signed in yet; or it was asked for in another
 * language, as by a reader none of whose own is known.
 */
export async function takeEarly(path: string, language: string): Promise<Response | null> {
  const answer = asked.get(path);
  asked.delete(path);
  const isOwn = navigator.languages.some((one) => one === language || one.startsWith(`${language}-`));
  const response = isOwn ? await answer : null;
  return response?.ok === true ? response : null;
}
