import type { Rule } from './rule.ts';
import { saidTwice } from './twice.ts';

/** Each name in [[access]] stands for one: it is the only thing that tells who did something. */
export const access: Rule = ({ root }) => saidTwice(root, ['access'], 'name', 'another name, or the rights in one table');
