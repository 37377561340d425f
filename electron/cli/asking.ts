/**
 * The program without the commands that do more than ask. From the sources it is the same as `program.ts`; the bundle has it in one
 * file, in which the others are left out (build/bundle.ts): 20 files fewer to find, read and link for each `invigil status`.
 */
export { run } from './program.ts';
