/** A real SMTP server on this machine that remembers what it got. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface MailServer {
  readonly port: number;
  /** Each mail as it came, with how its connection was. */
  readonly mails: { readonly source: string; readonly secure: boolean; readonly user: string | undefined }[];
  close(): Promise<void>;
}

export async function openMailServer(options: SMTPServerOptions): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  const server = new SMTPServer({
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({ source: Buffer.concat(parts).toString('utf8'), secure: session.secure, user: session.user });
        done();
      });
    },
    // The port that is taken when a connection ends is not looked at again.
    closeTimeout: 10,
    logger: false,
    disableReverseLookup: true,
    ...options,
  });
  // A client that breaks off is what some tests are about.
  server.on('error', () => undefined);
  const listening = await new Promise<{ address(): AddressInfo | string | null }>((resolve) => {
    const net = server.listen(0, 'localhost', () => resolve(net));
  });
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return { port: address.port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
