/** Asks once, on a terminal; without one only `--yes` agrees. */
import { createInterface } from 'node:readline/promises';
import { CliError, EXIT } from '../exit.ts';

/** Rejects when the person does not want it, and where there is nobody to ask. */
export async function agree(question: string, command: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new CliError(EXIT.usage, `There is no terminal to ask on, so nothing was done. Agree to this plan with: ${command} --yes`);
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError(EXIT.failed, 'Nothing was done.');
  } catch (error) {
    // Ctrl+C and Ctrl+D.
    if (error instanceof Error && error.name === 'AbortError') throw new CliError(EXIT.failed, '\nNothing was done.');
    throw error;
  } finally {
    lines.close();
  }
}
