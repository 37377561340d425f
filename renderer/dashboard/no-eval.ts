/** Imported before everything else: the page's policy forbids code made from text, which zod would try with the first schema. */
import { config } from 'zod';

config({ jitless: true });
