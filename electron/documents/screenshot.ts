/** What the command `screenshot` answers: the picture is kept, and under which name it is read again. */
import { z } from 'zod';

/** `screenshot-20261121-140211-482.jpg`: when it was taken, in the machine's time, to the millisecond. */
export const SCREENSHOT = /^screenshot-\d{8}-\d{6}-\d{3}\.(jpg|png)$/;

export const screenshotSchema = z.object({
  /** For people, in English. */
  sentence: z.string(),
  /** In `screenshots/` of the exhibit's state folder, and below `/api/v1/screenshots/`. */
  file: z.string().regex(SCREENSHOT),
});

export type Screenshot = z.infer<typeof screenshotSchema>;
