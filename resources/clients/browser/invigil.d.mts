/** A page has the words of a program in Node. */
export * from '../node/invigil.mjs';
