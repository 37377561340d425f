/**
 * The API and the dashboard's pages over the network (contract 7; docs/security.md, "The dashboard's door"): the same routes as over
 * the socket, behind a gate that believes a session's cookie or a token and nothing else.
 *
 * Invariants: nothing here holds up supervision or ends it: an address that is not there, a certificate that cannot be read, a client
 * that is slow or hostile costs a line in the log at most. Who has not signed in gets only what a route marks as open. Every
 * answer carries the headers of `headers.ts`, also those that are none of a route. One app stands behind all addresses, so that a
 * session holds on each of them.
 *
 * Numbers: 64 connections from one address, 256 in all (`platform/http/crowd.ts`); 10 s for a request's head, 30 s for the whole, 60 s without
 * anything moving (`platform/http/listener.ts`); 32 readers of events and 32 of logs beside those of the socket.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import { Crowd } from '../../platform/http/crowd.ts';
import { createListener, type Listener, type ListenerTls } from '../../platform/http/listener.ts';
import { answerBroken, createApp } from '../app.ts';
import type { Behind, Network } from '../door.ts';
import { addRoutes } from '../routes.ts';
import { addWebGate } from './gate.ts';
import { HEADERS } from './headers.ts';
import { addPages } from './pages.ts';
import { addSession } from './session.ts';

export interface WebSettings {
  /** Each an address of this machine and a port. */
  readonly listen: readonly { readonly host: string; readonly port: number }[];
  /** Further names under which it may be asked. */
  readonly hosts: readonly string[];
  readonly tls: ListenerTls | null;
}

/** For the page, once somebody has signed in; the language also before. */
export interface Shown {
  readonly title: string;
  readonly locale: string;
  readonly timeZone: string;
}

export interface WebOptions extends Behind {
  /** As they are now. */
  readonly settings: () => WebSettings;
  readonly shown: () => Shown;
  readonly network: Network;
  /** The folder of the pages. */
  readonly pages: string;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export interface Web {
  /** Takes changed settings over: opens what is new, closes what is gone. */
  adopt(): void;
  close(): Promise<void>;
}

/** Resolves when the addresses are tried; none of them has to be there. */
export async function createWeb(options: WebOptions): Promise<Web> {
  const { settings, log } = options;
  const app = createApp((text) => log('error', text));
  await app.register(fastifyCookie);
  addWebGate(app, options);
  const routes = addRoutes(app, options);
  addSession(app, { ...options, review: routes.review });
  await addPages(app, options.pages, (text) => log('warning', text));
  await app.ready();

  const hear = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of HEADERS) response.setHeader(name, value);
    app.routing(request, response);
  };
  const crowd = new Crowd();
  const listeners = new Map<string, Listener>();

  function adopt(): void {
    const { listen, tls } = settings();
    // Another certificate file is another listener: what was agreed with the old one ends with it.
    const wanted = new Map(listen.map((address) => [JSON.stringify([address, tls]), address]));
    for (const [key, listener] of listeners) {
      if (wanted.has(key)) continue;
      listeners.delete(key);
      void listener.close('when answered');
    }
    for (const [key, address] of wanted) {
      if (!listeners.has(key))
        listeners.set(key, createListener({ ...address, tls, who: 'the dashboard', hear, broken: answerBroken, crowd, log }));
    }
  }

  adopt();
  return {
    adopt,
    async close() {
      routes.close();
      await Promise.all([...listeners.values()].map((listener) => listener.close('now')));
      listeners.clear();
      await app.close();
    },
  };
}
