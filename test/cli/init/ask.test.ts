import { describe, expect, it } from 'vitest';
import { ask } from '../../../electron/cli/init/ask.ts';
import type { Proposal } from '../../../electron/cli/init/proposal.ts';

const found: Proposal = {
  name: 'lantern',
  title: 'Lantern',
  programs: [
    { name: 'core', command: ['python3', 'core.py'], from: 'core.py' },
    { name: 'audio', command: ['python3', 'audio.py'], from: 'audio.py' },
  ],
  page: 'http://127.0.0.1:3000/',
};

/** Answers in their order; what it was told. */
async function answering(answers: readonly string[], proposal: Proposal = found) {
  const rest = [...answers];
  const said: string[] = [];
  const result = await ask(
    {
      say: (text) => said.push(text),
      async answer(question) {
        const next = rest.shift();
        if (next === undefined) throw new Error(`nothing more to answer to: ${question}`);
        return next;
      },
    },
    proposal,
  );
  return { result, said: said.join('\n'), rest };
}

describe('the questions', () => {
  it('four, and nothing typed takes the proposal', async () => {
    expect(await answering(['', '', '', ''])).toMatchObject({ result: found, rest: [] });
  });

  it('take what is typed', async () => {
    const { result } = await answering(['tide', 'The Tide', '2', '8080']);
    expect(result).toEqual({ name: 'tide', title: 'The Tide', programs: [found.programs[1]], page: 'http://127.0.0.1:8080/' });
  });

  it('a command of their own, and no page', async () => {
    const { result } = await answering(['', '', './tide --level "very high"', 'none']);
    expect(result).toMatchObject({ programs: [{ name: 'tide', command: ['./tide', '--level', 'very high'] }], page: null });
  });

  it.each([
    ['a name that is none', ['My Tide!', 'tide', '', '', ''], 'like "my-tide"'],
    ['a title that is too long', ['', 'x'.repeat(201), '', '', ''], 'at most 200 characters'],
    ['a number that is not there', ['', '', '1 3', '1', ''], 'numbers from 1 to 2'],
    ['a command that needs a shell', ['', '', 'a | b', '1', ''], 'needs a shell'],
    ['a page without a scheme', ['', '', '', 'example.org', ''], 'begins with http://'],
  ])('ask again after %s, and say what is right', async (_, answers, words) => {
    const { said, rest } = await answering(answers);
    expect(said).toContain(words);
    expect(rest).toEqual([]);
  });

  it('with nothing found ask for a command, and accept none', async () => {
    const nothing = { ...found, programs: [], page: null };
    expect(await answering(['', '', '', ''], nothing)).toMatchObject({ result: { programs: [], page: null } });
  });
});
