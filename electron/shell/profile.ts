/**
 * The browser session of the exhibit's page: what it keeps, what it may use, what goes along with its requests, where its frames may go.
 * Beginning from what guard.ts denies to every session, it holds what the exhibit file grants to this page.
 */
import { type Session, session } from 'electron';
import { shortened } from './guard.ts';
import { requestHeaders } from './headers.ts';
import { type Home, staysFramed } from './origin.ts';
import type { Order } from './page.ts';
import { isGranted } from './permissions.ts';

/** Kept in memory only: its name has no `persist:`. */
const PASSING = 'page';
const EVERYTHING = { urls: ['<all_urls>'] };

/** The same session each time, with the rules of the page that is to be shown now. `home`: where that one is now. */
export function pageSession({ url: address, settings: { storage, permissions, headers } }: Order, home: () => Home): Session {
  const its = storage === 'clear' ? session.fromPartition(PASSING) : session.defaultSession;
  its.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const from = 'securityOrigin' in details && details.securityOrigin ? details.securityOrigin : details.requestingUrl;
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isGranted(permissions, home(), { permission, media, from }));
  });
  its.setPermissionCheckHandler((_contents, permission, from, { mediaType }) =>
    isGranted(permissions, home(), { permission, media: mediaType === undefined ? [] : [mediaType], from }),
  );
  const { webRequest } = its;
  webRequest.onBeforeSendHeaders(
    EVERYTHING,
    Object.keys(headers).length === 0
      ? null
      : (details, answer) => answer({ requestHeaders: requestHeaders(headers, address, details.url, details.requestHeaders) }),
  );
  webRequest.onBeforeRequest({ ...EVERYTHING, types: ['subFrame'] }, ({ resourceType, frame, url, referrer }, answer) => {
    // Older versions do not know the filter's `types`.
    const stays = resourceType !== 'subFrame' || staysFramed(home(), { from: frame?.url ?? '', to: url, sender: referrer });
    if (!stays) console.warn(`kept a frame of the page from going to ${shortened(url)}`);
    answer({ cancel: !stays });
  });
  return its;
}
